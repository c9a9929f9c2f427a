"""All that is known of one person in one clinic, and the steps of each module in order."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import OuterRef, Subquery

from quizzes.models import QuizRevision
from training import curriculum, programmes, progress
from training.models import (
    Assignment,
    Clinic,
    LessonRead,
    LessonRevision,
    Module,
    Observation,
    ProgrammeRevision,
    ReadingPlace,
    SignoffRevision,
    User,
)
from training.rules.modules import LessonFacts, ModuleFacts, ModuleState, status

LESSON, QUIZ, SIGNOFF = "lesson", "quiz", "signoff"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a module. `minutes` is what is left of it; `heading` where she stopped;
    `waits` = it is not in her hands now (a quiz still closed, a mentor's turn)."""

    kind: str
    number: int
    title: str
    slug: str
    minutes: int
    is_done: bool
    is_next: bool = False
    waits: bool = False
    done_at: dt.datetime | None = None
    is_begun: bool = False
    heading: str = ""
    has_changed: bool = False  # a newer text than the one she read
    has_checks: bool = False
    observation: uuid.UUID | None = None


@dataclass(frozen=True)
class Path:
    """One person in one clinic at one moment. Everything below is asked once."""

    user: User
    clinic: Clinic
    at: dt.datetime
    today: dt.date
    outline: progress.Outline
    facts: Mapping[int, ModuleFacts]
    states: Mapping[int, ModuleState]
    texts: Mapping[int, LessonRevision]  # lesson -> newest revision, without its text
    quizzes: Mapping[int, QuizRevision]  # quiz -> newest revision
    signoffs: Mapping[int, SignoffRevision]  # module -> newest list
    places: Mapping[int, ReadingPlace]  # lesson -> where she stopped
    reads: Mapping[int, dt.datetime]  # lesson -> when she finished it last
    assignments: Mapping[int, Assignment]  # module -> what is due first
    programmes: tuple[ProgrammeRevision, ...]
    observations: Mapping[int, uuid.UUID]  # observation -> its public id

    @cached_property
    def titles(self) -> dict[str, str]:
        return {module.slug: module.title for module in self.outline.modules}

    def module(self, slug: str) -> Module:
        """Raises Module.DoesNotExist for a module that is not taught."""
        found = self.outline.module(slug)
        if found is None:
            raise Module.DoesNotExist
        return found

    def steps(self, module: Module) -> tuple[Step, ...]:
        """The steps in order; at most one is next, none in a locked module."""
        facts = self.facts[module.pk]
        steps = [self._lesson(number, one) for number, one in enumerate(facts.lessons, start=1)]
        read = all(step.is_done for step in steps)
        if facts.quiz is not None:
            steps.append(self._quiz(module, facts, len(steps) + 1, read))
        if facts.signoff is not None:
            passed = all(step.is_done for step in steps)
            steps.append(self._signoff(module, facts, len(steps) + 1, passed))
        return tuple(steps) if self.is_locked(module) else _with_next(steps)

    def is_locked(self, module: Module) -> bool:
        """Its quiz waits for another module's, and nobody asked her to begin it already."""
        facts = self.facts[module.pk]
        passed = facts.quiz is not None and facts.quiz.passed
        return bool(facts.waits_for) and not passed and module.pk not in self.assignments

    def minutes_left(self, module: Module) -> int:
        return sum(step.minutes for step in self.steps(module) if not step.is_done)

    def _lesson(self, number: int, facts: LessonFacts) -> Step:
        text = self.texts[facts.lesson]
        place = None if facts.done else self.places.get(facts.lesson)
        heading, minutes = _left(text, place)
        return Step(
            kind=LESSON,
            number=number,
            title=text.title,
            slug=text.lesson.slug,
            minutes=minutes,
            is_done=facts.done,
            done_at=self.reads.get(facts.lesson),
            is_begun=place is not None,
            heading=heading,
            has_changed=facts.changed_since,
            has_checks=text.checks_id is not None,
        )

    def _quiz(self, module: Module, facts: ModuleFacts, number: int, read: bool) -> Step:
        revision = self.quizzes.get(module.quiz_id)
        return Step(
            kind=QUIZ,
            number=number,
            title=revision.title if revision else "",
            slug=module.quiz.slug,
            minutes=(revision.policy.get("minutes") or 0) if revision else 0,
            is_done=facts.quiz.passed,
            waits=not read or bool(facts.waits_for),
            done_at=facts.quiz.passed_at,
            is_begun=facts.quiz.attempts > 0,
        )

    def _signoff(self, module: Module, facts: ModuleFacts, number: int, passed: bool) -> Step:
        revision = self.signoffs.get(module.pk)
        return Step(
            kind=SIGNOFF,
            number=number,
            title=revision.title if revision else "",
            slug="",
            minutes=revision.minutes if revision else 0,
            is_done=facts.signoff.done,
            waits=not (passed and facts.signoff.all_seen),
            done_at=facts.signoff.person_signed_at,
            is_begun=facts.signoff.observed_at is not None,
            observation=self.observations.get(facts.signoff.observation),
        )


def path_of(*, user: User, clinic: Clinic, at: dt.datetime) -> Path:
    """All that is known of her here, in a fixed number of queries."""
    outline = progress.outline()
    facts = progress.facts_of([user], clinic, outline)[user.pk]
    today = progress.today(user, at)
    quizzes = [module.quiz_id for module in outline.modules if module.quiz_id]
    places = ReadingPlace.objects.filter(user=user, clinic=clinic)
    sat = Observation.objects.filter(person=user, clinic=clinic)
    reads = LessonRead.objects.filter(user=user, clinic=clinic).order_by("at")
    return Path(
        user=user,
        clinic=clinic,
        at=at,
        today=today,
        outline=outline,
        facts=facts,
        states={pk: status(one, today=today) for pk, one in facts.items()},
        texts={text.lesson_id: text for text in curriculum.newest_texts()},
        quizzes={revision.quiz_id: revision for revision in _newest_quizzes(quizzes)},
        signoffs={one.signoff.module_id: one for one in _newest_signoffs()},
        places={place.lesson_id: place for place in places},
        reads=dict(reads.values_list("revision__lesson_id", "at")),
        assignments=_assignments(user, clinic),
        programmes=tuple(programmes.current()),
        observations=dict(sat.values_list("pk", "public_id")),
    )


def _left(text: LessonRevision, place: ReadingPlace | None) -> tuple[str, int]:
    """The heading where she stopped, and the minutes from there; all of them when unknown."""
    anchors = [anchor for anchor, _title in text.toc]
    if place is None or place.anchor not in anchors:
        return "", text.minutes
    passed = anchors.index(place.anchor)
    left = text.minutes * (len(anchors) - passed)
    return text.toc[passed][1], max(1, -(-left // len(anchors)))


def _with_next(steps: list[Step]) -> tuple[Step, ...]:
    """The first open step is next, unless she has to wait for it."""
    for index, step in enumerate(steps):
        if not step.is_done:
            if not step.waits:
                steps[index] = replace(step, is_next=True)
            break
    return tuple(steps)


def _newest_quizzes(quizzes: list[int]) -> list[QuizRevision]:
    last = QuizRevision.objects.filter(quiz=OuterRef("quiz")).order_by("-number")
    rows = QuizRevision.objects.filter(quiz__in=quizzes, number=Subquery(last.values("number")[:1]))
    return list(rows.select_related("quiz"))


def _newest_signoffs() -> list[SignoffRevision]:
    last = SignoffRevision.objects.filter(signoff=OuterRef("signoff")).order_by("-number")
    rows = SignoffRevision.objects.filter(number=Subquery(last.values("number")[:1]))
    return list(rows.select_related("signoff"))


def _assignments(user: User, clinic: Clinic) -> dict[int, Assignment]:
    """Per module, what is due first; without a day last."""
    rows = (
        Assignment.objects.current()
        .filter(person=user, clinic=clinic)
        .select_related("by", "quiz__module")
    )
    far = dt.date.max
    found: dict[int, Assignment] = {}
    for row in sorted(rows, key=lambda one: one.due_on or far, reverse=True):
        module = row.module_id or getattr(getattr(row.quiz, "module", None), "pk", None)
        found[module] = row
    return found
