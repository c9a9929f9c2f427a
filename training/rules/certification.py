"""May she be certified, and how does a certificate stand on a given day? Reasons, never words."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .modules import ModuleFacts


@dataclass(frozen=True, slots=True)
class Requirement:
    """`kind` is "module" (lessons read, quiz passed) or "observation" (sign-off, both signed)."""

    kind: str
    module: str


class Gap(StrEnum):
    """What is still missing for one requirement."""

    LESSONS = "lessons"
    QUIZ = "quiz"
    OBSERVATION = "observation"
    SIGNATURE = "signature"  # observed in full, she has not signed yet
    TOO_OLD = "too_old"  # met, but before this cycle's evidence counts
    GONE = "gone"  # the module is not taught any more
    HOLDS = "holds"  # she holds a valid one and its renewal is not open yet


@dataclass(frozen=True, slots=True)
class Missing:
    """One gap. `count` is how many lessons are unread, where that is the gap."""

    requirement: Requirement | None
    gap: Gap
    count: int = 0


def certifiable(
    requirements: Sequence[Requirement],
    facts: Mapping[str, ModuleFacts],
    *,
    counts_from: dt.datetime | None = None,
) -> tuple[Missing, ...]:
    """What stands between her and this certificate; nothing = ready. `facts` by module slug;
    evidence before `counts_from` belongs to an earlier cycle."""
    return tuple(
        gap for one in requirements for gap in _gaps(one, facts.get(one.module), counts_from)
    )


def steps(requirements: Sequence[Requirement], facts: Mapping[str, ModuleFacts]) -> int:
    """How many steps these requirements have: lessons, quizzes, observations."""
    return sum(_steps(one, facts.get(one.module)) for one in requirements)


def steps_left(missing: Sequence[Missing]) -> int:
    """How many of those steps the gaps stand for: each unread lesson is one."""
    return sum(one.count or 1 for one in missing)


def _steps(requirement: Requirement, facts: ModuleFacts | None) -> int:
    if facts is None or requirement.kind != "module":
        return 1
    return len(facts.lessons) + (facts.quiz is not None)


def _gaps(
    requirement: Requirement, facts: ModuleFacts | None, counts_from: dt.datetime | None
) -> Iterator[Missing]:
    if facts is None:
        yield Missing(requirement, Gap.GONE)
    elif requirement.kind == "module":
        yield from _module_gaps(requirement, facts, counts_from)
    elif gap := _observation_gap(requirement, facts, counts_from):
        yield gap


def _module_gaps(
    requirement: Requirement, facts: ModuleFacts, counts_from: dt.datetime | None
) -> Iterator[Missing]:
    """The lessons and the quiz, each for itself: who has not read yet should know of both."""
    unread = sum(not lesson.done for lesson in facts.lessons)
    if unread:
        yield Missing(requirement, Gap.LESSONS, unread)
    if facts.quiz is None:
        return
    if not facts.quiz.passed or not facts.quiz.newest_passed:
        yield Missing(requirement, Gap.QUIZ)
    elif counts_from and facts.quiz.passed_at < counts_from:
        yield Missing(requirement, Gap.TOO_OLD)


def _observation_gap(
    requirement: Requirement, facts: ModuleFacts, counts_from: dt.datetime | None
) -> Missing | None:
    signoff = facts.signoff
    if signoff is None:
        return Missing(requirement, Gap.GONE)
    if not signoff.all_seen:
        return Missing(requirement, Gap.OBSERVATION)
    if counts_from and signoff.observed_at < counts_from:
        return Missing(requirement, Gap.TOO_OLD)
    return None if signoff.done else Missing(requirement, Gap.SIGNATURE)


def add_months(start: dt.datetime, months: int) -> dt.datetime:
    """The same day `months` later, in UTC; the month's last day where that day does not exist."""
    start = start.astimezone(dt.UTC)
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    day = min(start.day, calendar.monthrange(year, month + 1)[1])
    return start.replace(year=year, month=month + 1, day=day)


class State(StrEnum):
    """How a certificate stands. Only the first two are valid to the outside."""

    VALID = "valid"
    WINDOW = "window"  # valid, and its renewal is open
    GRACE = "grace"  # expired; the clinic gives some days to renew
    LAPSED = "lapsed"
    SUPERSEDED = "superseded"
    SUSPENDED = "suspended"
    REVOKED = "revoked"


VALID = frozenset({State.VALID, State.WINDOW})


@dataclass(frozen=True, slots=True)
class Issue:
    """What decides the state of one certificate; `changes` are (kind, at) in order."""

    valid_until: dt.datetime
    window_days: int
    grace_days: int
    superseded_at: dt.datetime | None = None
    changes: tuple[tuple[str, dt.datetime], ...] = ()

    @property
    def window_opens(self) -> dt.datetime:
        return self.valid_until - dt.timedelta(days=self.window_days)


def state(issue: Issue, *, at: dt.datetime) -> State:
    """The state at a moment. A revocation stands for ever and beats everything; a suspension
    stands until resumed; a newer issue beats the calendar."""
    happened = [kind for kind, when in issue.changes if when <= at]
    if "revoked" in happened:
        return State.REVOKED
    if happened and happened[-1] == "suspended":
        return State.SUSPENDED
    if issue.superseded_at is not None and issue.superseded_at <= at:
        return State.SUPERSEDED
    if at >= issue.valid_until + dt.timedelta(days=issue.grace_days):
        return State.LAPSED
    if at >= issue.valid_until:
        return State.GRACE
    return State.WINDOW if at >= issue.window_opens else State.VALID
