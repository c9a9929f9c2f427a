"""What may be assigned, and who would get what: reads only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from django.db.models import Q

from quizzes.models import Quiz, QuizRevision
from training import progress
from training.models import Assignment, Clinic, Module, User
from training.rules.modules import ModuleFacts, State, status


class PartState(StrEnum):
    """How one thing stands for one person before it is assigned."""

    NEW = "new"
    ASSIGNED = "assigned"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Part:
    """One thing for one person; `due_on` is the day already set, when it is assigned already;
    `waits_for` the titles of the modules whose quiz she has to pass first."""

    thing: Module | Quiz
    state: PartState
    due_on: dt.date | None = None
    waits_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """What one person gets."""

    person: User
    parts: tuple[Part, ...]

    @property
    def new(self) -> int:
        return sum(part.state is PartState.NEW for part in self.parts)


def offered_modules() -> list[Module]:
    """What is taught now, in order."""
    return list(Module.objects.filter(retired_at__isnull=True))


class Sitting(NamedTuple):
    """A quiz that counts, by the name of its module; a red-flag set by its own."""

    slug: str
    title: str
    quiz: Quiz


def offered_sittings() -> list[Sitting]:
    """The quizzes that count, in the order of their modules; two queries."""
    taught = Module.objects.filter(retired_at__isnull=True).select_related("quiz", "red_flags")
    titles = quiz_titles(one.red_flags_id for one in taught if one.red_flags_id)
    found = []
    for module in taught:
        if module.quiz is not None:
            found.append(Sitting(module.slug, module.title, module.quiz))
        if module.red_flags is not None:
            title = titles.get(module.red_flags_id, module.title)
            found.append(Sitting(module.red_flags.slug, title, module.red_flags))
    return found


def offered_quizzes() -> list[Quiz]:
    """The quizzes of those modules, graded and practice, each with its `title`; two queries."""
    taught = Q(module__retired_at__isnull=True, module__isnull=False)
    practised = Q(practice_of__retired_at__isnull=True, practice_of__isnull=False)
    found = list(Quiz.objects.filter(taught | practised, retired_at__isnull=True).order_by("pk"))
    titles = quiz_titles(quiz.pk for quiz in found)
    for quiz in found:
        quiz.title = titles.get(quiz.pk, quiz.slug)
    return found


def quiz_titles(quizzes: Iterable[int]) -> dict[int, str]:
    """Quiz -> the title of its newest revision; one query."""
    rows = QuizRevision.objects.filter(quiz__in=list(quizzes)).order_by("number")
    return dict(rows.values_list("quiz_id", "title"))


def preview(
    *,
    people: Sequence[User],
    modules: Sequence[Module],
    quizzes: Sequence[Quiz],
    clinic: Clinic,
    at: dt.datetime,
) -> tuple[Share, ...]:
    """Who would get what; what is assigned already or done. Writes nothing."""
    things = [*modules, *quizzes]
    current = _current(people, clinic)
    plan = progress.outline()
    facts = progress.facts_of(people, clinic, plan)
    titles = {module.slug: module.title for module in plan.modules}
    return tuple(
        Share(
            person,
            tuple(_part(person, one, current, facts[person.pk], titles, at) for one in things),
        )
        for person in people
    )


def too_early(
    *, people: Iterable[User], due_on: dt.date | None, at: dt.datetime
) -> tuple[User, ...]:
    """The people for whom that day is over already, each by her own time zone."""
    if due_on is None:
        return ()
    return tuple(person for person in people if due_on < progress.today(person, at))


def finished(rows: Sequence[Assignment], *, at: dt.datetime) -> set[int]:
    """Which of these assignments are done, by id; six queries for each clinic, and two. They come
    with person, clinic, module, and the quiz with its module."""
    plan, found = progress.outline() if rows else None, set()
    for clinic in {row.clinic_id: row.clinic for row in rows}.values():
        here = [row for row in rows if row.clinic_id == clinic.pk]
        people = list({row.person_id: row.person for row in here}.values())
        facts = progress.facts_of(people, clinic, plan)
        found |= {
            row.pk
            for row in here
            if _done(row.module or row.quiz, facts[row.person_id], progress.today(row.person, at))
        }
    return found


def _current(them: Sequence[User], clinic: Clinic) -> dict[tuple[int, str, int], Assignment]:
    rows = Assignment.objects.current().filter(person__in=them, clinic=clinic)
    return {(row.person_id, *key_of(row)): row for row in rows}


def key_of(row: Assignment) -> tuple[str, int]:
    return ("module", row.module_id) if row.module_id else ("quiz", row.quiz_id)


def _part(
    person: User,
    thing: Module | Quiz,
    current: dict[tuple[int, str, int], Assignment],
    facts: dict[int, ModuleFacts],
    titles: dict[str, str],
    at: dt.datetime,
) -> Part:
    kind = "module" if isinstance(thing, Module) else "quiz"
    if _done(thing, facts, progress.today(person, at)):
        return Part(thing, PartState.DONE)
    held = current.get((person.pk, kind, thing.pk))
    module = thing if isinstance(thing, Module) else getattr(thing, "module", None)
    one = facts.get(module.pk) if module else None
    waits_for = tuple(titles.get(slug, slug) for slug in one.waits_for) if one else ()
    if held:
        return Part(thing, PartState.ASSIGNED, held.due_on, waits_for)
    return Part(thing, PartState.NEW, None, waits_for)


def _done(thing: Module | Quiz, facts: dict[int, ModuleFacts], today: dt.date) -> bool:
    """A module that stands as done, a graded quiz that was passed; practice is never done."""
    if isinstance(thing, Module):
        one = facts.get(thing.pk)
        return one is not None and status(one, today=today).state is State.DONE
    module = getattr(thing, "module", None)
    one = facts.get(module.pk) if module else None
    return one is not None and one.quiz is not None and one.quiz.newest_passed


def quizzes_asked(user: User, quizzes: Collection[int]) -> frozenset[int]:
    """Which of these quizzes, by id, she is asked to take, in whatever clinic: one query."""
    rows = Assignment.objects.current().filter(
        Q(quiz__in=quizzes) | Q(module__quiz__in=quizzes) | Q(module__red_flags__in=quizzes),
        person=user,
    )
    named = ("quiz_id", "module__quiz_id", "module__red_flags_id")
    return frozenset(quizzes) & {pk for row in rows.values_list(*named) for pk in row}
