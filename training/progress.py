"""Where people stand in the curriculum: derived on reading from reads, results and observations.

The number of queries is fixed: it does not grow with people, modules or lessons.
"""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter, itemgetter

from quizzes import results

from .models import (
    Assignment,
    Clinic,
    Lesson,
    LessonRead,
    LessonRevision,
    Module,
    ObservationSignature,
    User,
)
from .rules.modules import LessonFacts, ModuleFacts, ModuleState, QuizFacts, SignoffFacts, status

Facts = dict[int, dict[int, ModuleFacts]]  # person -> module -> facts
BINDING = LessonRevision.Severity.PRACTICE_CHANGING
NOTHING: frozenset[int] = frozenset()  # no revision read
NOT_SEEN = SignoffFacts()


@dataclass(frozen=True, slots=True)
class Outline:
    """The curriculum as it stands: modules in order and what each consists of."""

    modules: tuple[Module, ...]
    lessons: Mapping[int, tuple[LessonFacts, ...]]  # per module, in order, none read
    texts: Mapping[int, LessonFacts]  # revision -> its lesson, as she stands who read this one
    signoffs: frozenset[int]  # modules that have a sign-off list

    def module(self, slug: str) -> Module | None:
        return next((module for module in self.modules if module.slug == slug), None)


def outline() -> Outline:
    """Two queries: the modules, and their lessons with all revisions."""
    modules = Module.objects.filter(retired_at__isnull=True).select_related(
        "signoff", "quiz", "red_flags"
    )
    found = tuple(modules)
    rows = (
        Lesson.objects.filter(retired_at__isnull=True, module__in=[m.pk for m in found])
        .order_by("module_id", "position", "pk")
        .values_list(
            "module_id", "pk", "slug", "revisions", "revisions__number", "revisions__severity"
        )
    )
    lessons: dict[int, list[LessonFacts]] = defaultdict(list)
    texts: dict[int, LessonFacts] = {}
    for (module_id, pk, slug), group in groupby(rows, key=itemgetter(0, 1, 2)):
        revisions = [row[3:] for row in group if row[3] is not None]
        newest = max([number for _, number, _ in revisions], default=1)
        binding = max(
            [number for _, number, severity in revisions if severity == BINDING], default=1
        )
        lessons[module_id].append(LessonFacts(pk, newest, binding, slug=slug))
        texts |= {
            one: LessonFacts(pk, newest, binding, number, slug) for one, number, _ in revisions
        }
    signed = frozenset(m.pk for m in found if _active_signoff(m))
    return Outline(found, {pk: tuple(rows) for pk, rows in lessons.items()}, texts, signed)


def facts_of(people: Sequence[User], clinic: Clinic, plan: Outline | None = None) -> Facts:
    """The facts of every person and module, in a fixed number of queries (six with the plan)."""
    plan = plan or outline()
    read = _reads(people, clinic)
    # Those who read the same share their rows: thousands of equal ones on a board otherwise.
    lessons = {texts: _with_reads(plan, texts) for texts in {*read.values(), NOTHING}}
    asked = [pk for m in plan.modules for pk in (m.quiz_id, m.red_flags_id) if pk]
    best = results.best(users=people, quizzes=asked, space=clinic.space)
    signed = _signatures(people, clinic)
    due = _due(people, clinic)
    by_slug = {module.slug: module.pk for module in plan.modules}
    facts: Facts = {}
    for person in people:
        pk = person.pk
        hers = lessons[read.get(pk, NOTHING)]
        quizzes = {m.pk: _quiz(best.get((pk, m.quiz_id)), m.quiz_id) for m in plan.modules}
        facts[pk] = {
            m.pk: ModuleFacts(
                hers[m.pk],
                quizzes[m.pk],
                signed.get((pk, m.pk), NOT_SEEN) if m.pk in plan.signoffs else None,
                _waits_for(m, by_slug, quizzes) if m.requires else (),
                due.get((pk, m.pk)),
                _quiz(best.get((pk, m.red_flags_id)), m.red_flags_id) if m.red_flags_id else None,
            )
            for m in plan.modules
        }
    return facts


def of_people(
    people: Sequence[User], clinic: Clinic, at: dt.datetime, plan: Outline | None = None
) -> dict[int, dict[int, ModuleState]]:
    """Person id -> module id -> where she stands."""
    facts = facts_of(people, clinic, plan)
    days = {person.pk: today(person, at) for person in people}
    return {
        pk: {module: status(one, today=days[pk]) for module, one in modules.items()}
        for pk, modules in facts.items()
    }


def today(person: User, at: dt.datetime) -> dt.date:
    """The day it is for her."""
    return at.astimezone(zoneinfo.ZoneInfo(person.time_zone)).date()


def _active_signoff(module: Module) -> bool:
    signoff = getattr(module, "signoff", None)
    return signoff is not None and signoff.retired_at is None


def _reads(people: Sequence[User], clinic: Clinic) -> dict[int, frozenset[int]]:
    """Person -> the revisions she read. Plain ids: the index alone answers."""
    rows = LessonRead.objects.filter(user__in=[person.pk for person in people], clinic=clinic)
    found: dict[int, list[int]] = defaultdict(list)
    for user, revision in rows.values_list("user_id", "revision_id"):
        found[user].append(revision)
    return {user: frozenset(revisions) for user, revisions in found.items()}


def _with_reads(plan: Outline, read: frozenset[int]) -> dict[int, tuple[LessonFacts, ...]]:
    """The lessons of each module, with the newest revision read of each."""
    newest: dict[int, LessonFacts] = {}
    for text in sorted([plan.texts[pk] for pk in read if pk in plan.texts], key=attrgetter("read")):
        newest[text.lesson] = text
    return {
        module.pk: tuple([newest.get(one.lesson, one) for one in plan.lessons.get(module.pk, ())])
        for module in plan.modules
    }


def _quiz(best: results.Best | None, quiz: int | None) -> QuizFacts | None:
    if quiz is None:
        return None
    if best is None:
        return QuizFacts()
    passed, newest = best.passed_result, best.newest
    missed = newest.passed is False and not newest.must_not_miss_right
    return QuizFacts(
        best.attempts,
        best.grade,
        passed.at if passed else None,
        bool(newest.passed),
        newest.at if missed else None,
    )


def _waits_for(
    module: Module, by_slug: Mapping[str, int], quizzes: Mapping[int, QuizFacts | None]
) -> tuple[str, ...]:
    waiting = []
    for slug in module.requires:
        quiz = quizzes.get(by_slug.get(slug))
        if quiz is not None and not quiz.passed:
            waiting.append(slug)
    return tuple(waiting)


def _signatures(people: Sequence[User], clinic: Clinic) -> dict[tuple[int, int], SignoffFacts]:
    """The newest signed observation per person and module, from one query over signatures. What
    counts as its date is when it was seen, not when it was signed."""
    rows = (
        ObservationSignature.objects.filter(
            observation__person__in=people,
            observation__clinic=clinic,
            observation__revision__signoff__module__isnull=False,
        )
        .order_by("at", "pk")
        .values_list(
            "observation__person_id",
            "observation__revision__signoff__module_id",
            "observation_id",
            "party",
            "seen",
            "total",
            "seen_at",
            "at",
        )
    )
    found: dict[tuple[int, int], SignoffFacts] = {}
    for person, module, observation, party, seen, total, seen_at, at in rows:
        before = found.get((person, module))
        if party == ObservationSignature.Party.OBSERVER:
            found[person, module] = SignoffFacts(seen, total, seen_at or at, None, observation)
        elif before is not None and before.observation == observation:
            found[person, module] = SignoffFacts(
                before.seen, before.total, before.observed_at, at, observation
            )
    return found


def _due(people: Sequence[User], clinic: Clinic) -> dict[tuple[int, int], dt.date]:
    """The earliest day something of the module is due."""
    rows = (
        Assignment.objects.current()
        .filter(person__in=people, clinic=clinic, due_on__isnull=False)
        .values_list("person_id", "module_id", "quiz__module__pk", "due_on")
    )
    found: dict[tuple[int, int], dt.date] = {}
    for person, module, by_quiz, due_on in rows:
        key = (person, module or by_quiz)
        found[key] = min(due_on, found.get(key, due_on))
    return found
