"""All that is known of one person in one clinic, and the steps of each module in order."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from quizzes import results
from quizzes.models import Quiz, QuizRevision
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
from training.rules.missing import red_flags_right
from training.rules.modules import LessonFacts, ModuleFacts, ModuleState, status
from training.rules.requirements import Kind

from .aim import Aim, Goal, aim_of, goals
from .rows import assignments, newest_quizzes, newest_signoffs
from .steps import LESSON, QUIZ, RED_FLAGS, SIGNOFF, Step, left, with_next


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
    standings: programmes.Standings
    goals: tuple[Goal, ...]
    titles: Mapping[str, str]  # from `programmes.titles`
    observations: Mapping[int, uuid.UUID]  # observation -> its public id
    kept_back: frozenset[int]  # quizzes of which she may not see a score now

    @cached_property
    def aim(self) -> Aim | None:
        """The certificate she works towards: the first in order that she does not hold."""
        return aim_of(self.goals)

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
        return tuple(steps) if self.is_locked(module) else with_next(steps)

    def part(self, module: Module) -> tuple[Step, ...]:
        """What her aim asks for of a module by itself, in order: lessons, and the red-flag set.
        These wait for no other module. Of a module that it asks for in full this is the set."""
        if self.aim is None:
            return ()
        facts, asked = self.facts[module.pk], self.aim.lessons.get(module.slug, frozenset())
        lessons = [
            self._lesson(number, one)
            for number, one in enumerate(facts.lessons, start=1)
            if one.slug in asked
        ]
        if module.slug in self.aim.sets and module.red_flags_id:
            lessons += self._red_flags(module, facts)
        return with_next(lessons)

    def next_in(self, module: Module) -> Step | None:
        """The step of this module that is in her hands now. Of a module of which she needs a part,
        that part comes first as far as it is open, unless she was asked to take the whole."""
        part = self.part(module)
        wants_part = any(not step.is_done for step in part)
        first = part if wants_part and module.pk not in self.assignments else ()
        return next((step for step in (*first, *self.steps(module)) if step.is_next), None)

    def is_whole(self, module: Module) -> bool:
        """Whether her aim asks for all of this module."""
        return self.aim is not None and module.slug in self.aim.whole

    def is_wanted(self, module: Module) -> bool:
        """Whether what is open of this module counts towards her aim."""
        if self.aim is None:
            return False
        whole = self.is_whole(module) and bool(self.aim.lacks_in(module.slug))
        return whole or any(not step.is_done for step in self.part(module))

    def quiz_of(self, module: Module, step: Step) -> Quiz:
        """The quiz a step is about."""
        return module.red_flags if step.kind == RED_FLAGS else module.quiz

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
        heading, minutes = left(text, place)
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

    def _red_flags(self, module: Module, facts: ModuleFacts) -> list[Step]:
        """The set; behind it the whole quiz when that has missed one since the set was passed. A
        set is not taken again after a pass, so it is this quiz that has to be put right."""
        revision, number = self.quizzes.get(module.red_flags_id), len(facts.lessons) + 1
        unread = [o for o in facts.lessons if o.slug in module.red_flag_lessons and not o.done]
        alone = facts.red_flags
        missed = alone.newest_passed and not red_flags_right(facts)
        step = Step(
            kind=RED_FLAGS,
            number=number,
            title=revision.title if revision else "",
            slug=module.red_flags.slug,
            minutes=(revision.policy.get("minutes") or 0) if revision else 0,
            is_done=missed or not self.aim.lacks(Kind.MUST_NOT_MISS, module.slug),
            waits=bool(unread),
            done_at=alone.passed_at if alone.newest_passed else None,
            is_begun=alone.attempts > 0,
        )
        read = all(one.done for one in facts.lessons)
        return [step, self._quiz(module, facts, number, read)] if missed else [step]

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
    offered = tuple(programmes.current())
    standings = programmes.standings_of(user, clinic, outline, facts)
    today = progress.today(user, at)
    back = frozenset(results.kept_back(user=user, space=clinic.space, at=at).values())
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
        states=_states(outline, facts, today, back),
        kept_back=back,
        texts={text.lesson_id: text for text in curriculum.newest_texts()},
        quizzes=_revisions(outline),
        signoffs={one.signoff.module_id: one for one in newest_signoffs()},
        places={place.lesson_id: place for place in places},
        reads=dict(reads.values_list("revision__lesson_id", "at")),
        assignments=assignments(user, clinic),
        programmes=offered,
        standings=standings,
        goals=goals(user=user, clinic=clinic, standings=standings, offered=offered, at=at),
        titles=programmes.titles(standings, offered),
        observations=dict(sat.values_list("pk", "public_id")),
    )


def _states(
    outline: progress.Outline,
    facts: Mapping[int, ModuleFacts],
    today: dt.date,
    kept_back: frozenset[int],
) -> dict[int, ModuleState]:
    """Module -> where she stands, as she may read it herself."""
    back = {one.pk for one in outline.modules if one.quiz_id in kept_back}
    found = {pk: status(one, today=today) for pk, one in facts.items()}
    return {pk: one.kept_back() if pk in back else one for pk, one in found.items()}


def _revisions(outline: progress.Outline) -> dict[int, QuizRevision]:
    asked = [pk for one in outline.modules for pk in (one.quiz_id, one.red_flags_id) if pk]
    return {revision.quiz_id: revision for revision in newest_quizzes(asked)}
