"""How a module stands for one person, derived from what happened. Nothing here is stored.

A step is a lesson, the quiz or the sign-off. A lesson is done when its text was read to the end,
with its checks answered, on this or any revision since the last practice-changing one.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class State(StrEnum):
    """Where she is in a module, in the order things happen."""

    NOT_STARTED = "not_started"
    READING = "reading"
    QUIZ = "quiz"  # everything read, the quiz not tried yet
    NOT_YET = "not_yet"  # tried, not passed
    SIGNOFF = "signoff"  # passed, the skills not yet seen and signed
    DONE = "done"


@dataclass(frozen=True, slots=True)
class LessonFacts:
    """`binding` is the number of the last practice-changing revision, 1 if there was none;
    `read` the number of the newest revision she read, None if none."""

    lesson: int
    newest: int
    binding: int = 1
    read: int | None = None
    slug: str = ""

    @property
    def done(self) -> bool:
        return self.read is not None and self.read >= self.binding

    @property
    def changed_since(self) -> bool:
        """There is a newer text than the one she read."""
        return self.read is not None and self.read < self.newest


@dataclass(frozen=True, slots=True)
class QuizFacts:
    """`best` is what her attempts come to, a share 0..1; `passed_at` the newest result that passed;
    `missed_at` the newest of all, when it did not pass and a must-not-miss question was not
    right."""

    attempts: int = 0
    best: Decimal | None = None
    passed_at: dt.datetime | None = None
    newest_passed: bool = False
    missed_at: dt.datetime | None = None

    @property
    def safety_missed(self) -> bool:
        return self.missed_at is not None

    @property
    def passed(self) -> bool:
        return self.passed_at is not None

    @property
    def fails_again(self) -> bool:
        """Passed before, and not the last time: as happens in a renewal."""
        return self.passed and not self.newest_passed


@dataclass(frozen=True, slots=True)
class SignoffFacts:
    """The newest observation the observer signed. `seen` of `total` skills, the oldest of them at
    `observed_at`; `person_signed_at` when the observed person signed too. `occasion` tells pieces
    of practical work apart; empty = it was not named."""

    seen: int = 0
    total: int = 0
    observed_at: dt.datetime | None = None
    person_signed_at: dt.datetime | None = None
    observation: int | None = None
    occasion: str = ""

    @property
    def all_seen(self) -> bool:
        return self.observed_at is not None and self.seen == self.total

    @property
    def done(self) -> bool:
        return self.all_seen and self.person_signed_at is not None


@dataclass(frozen=True, slots=True)
class ModuleFacts:
    """Everything that decides where one person stands in one module."""

    lessons: tuple[LessonFacts, ...]
    quiz: QuizFacts | None
    signoff: SignoffFacts | None
    waits_for: tuple[str, ...] = ()  # slugs of required modules whose quiz is not passed yet
    due_on: dt.date | None = None
    red_flags: QuizFacts | None = None  # the set of must-not-miss questions alone; no step of it

    @property
    def fails_again(self) -> bool:
        return self.quiz is not None and self.quiz.fails_again

    @property
    def set_fails_again(self) -> bool:
        return self.red_flags is not None and self.red_flags.fails_again


class ModuleState(NamedTuple):
    """The answer. `done` of `total` steps; `read` of `lessons`; `overdue_days` > 0 = late.
    `untold`: of her quiz she may not see the score now, so there is none here."""

    state: State
    done: int
    total: int
    read: int
    lessons: int
    score: Decimal | None
    attempts: int
    waits_for: tuple[str, ...]
    due_on: dt.date | None
    overdue_days: int
    untold: bool = False

    def kept_back(self) -> ModuleState:
        """The same without what came of the quiz."""
        return self._replace(score=None, untold=True)

    @property
    def locked(self) -> bool:
        return bool(self.waits_for)

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0


def status(facts: ModuleFacts, *, today: dt.date) -> ModuleState:
    """Where she stands. `today` is the day in her own time zone."""
    lessons, quiz, signoff = facts.lessons, facts.quiz, facts.signoff
    read = sum([lesson.done for lesson in lessons])
    state = _state(facts, read)
    late = (today - facts.due_on).days if facts.due_on and state is not State.DONE else 0
    return ModuleState(
        state=state,
        done=read + (quiz is not None and quiz.passed) + (signoff is not None and signoff.done),
        total=len(lessons) + (quiz is not None) + (signoff is not None),
        read=read,
        lessons=len(lessons),
        score=quiz.best if quiz else None,
        attempts=quiz.attempts if quiz else 0,
        waits_for=facts.waits_for,
        due_on=facts.due_on,
        overdue_days=max(0, late),
    )


def _state(facts: ModuleFacts, read: int) -> State:
    quiz, signoff = facts.quiz, facts.signoff
    complete = read == len(facts.lessons)
    passed = quiz is None or quiz.passed
    if complete and passed:
        return State.DONE if signoff is None or signoff.done else State.SIGNOFF
    if quiz is not None and quiz.attempts and not quiz.passed:
        return State.NOT_YET
    if complete:
        return State.QUIZ
    begun = read or (quiz is not None and quiz.attempts) or (signoff and signoff.observed_at)
    return State.READING if begun else State.NOT_STARTED


def knowledge_is_current(
    facts: ModuleFacts, *, at: dt.datetime, valid_for: dt.timedelta | None
) -> bool:
    """May her skill be observed? The newest result passed, is not older than `valid_for`, and no
    practice-changing text is unread since."""
    if not all(lesson.done for lesson in facts.lessons):
        return False
    quiz = facts.quiz
    if quiz is None:
        return True
    if not quiz.passed or not quiz.newest_passed:
        return False
    return valid_for is None or at - quiz.passed_at <= valid_for
