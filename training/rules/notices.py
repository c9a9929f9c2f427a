"""What people are told and when: kinds of messages, the ladder of reminders, which rung is due.

A reminder is a rung of a ladder: its moment is the morning of a day counted from the day that
matters, in the time zone of whoever is reminded. Codes and values; the words are elsewhere.
"""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

MORNING = dt.time(8)
# A rung that could not be said for so long is left out: the next one says more.
FRESH = dt.timedelta(days=7)


class Kind(StrEnum):
    """What a message is about. The first ones go to whoever learns, the last to mentors and
    owners."""

    ASSIGNED = "assigned"
    DUE = "due"
    OVERDUE = "overdue"
    RESULT = "result"  # ready, and hers to see
    FEEDBACK = "feedback"  # a person looked at an answer again
    CORRECTED = "corrected"  # a corrected question changed a result
    ANSWERED = "answered"  # what she contested
    OBSERVED = "observed"  # signed by the observer, to be signed by her
    OFFERED = "offered"  # her skill may be observed now: to her and to her mentors
    CERTIFIED = "certified"
    CHANGED = "changed"  # her certificate was revoked, suspended, put back in force
    WINDOW = "window"  # her certificate may be renewed
    LAPSED = "lapsed"  # its time is over
    CONTENT = "content"  # a text she read now asks for something else
    MARKING = "marking"
    CONTESTED = "contested"
    READY = "ready"  # nothing is missing for a certificate: to whoever may issue it


FOR_MENTORS = frozenset({Kind.MARKING, Kind.CONTESTED})
FOR_OWNERS = frozenset({Kind.READY})
# Nobody should work on without having been told.
CRITICAL = frozenset({Kind.CHANGED})


class Step(NamedTuple):
    """One rung: said at most once about one thing to one person."""

    kind: Kind
    name: str


@dataclass(frozen=True, slots=True)
class Ladder:
    """Days before and after the day something is due, and before a certificate ends."""

    due: tuple[int, ...] = (7, 3, 1)
    overdue: tuple[int, ...] = (1, 7, 14, 21)
    window: tuple[int, ...] = (90, 60, 30, 7)


@dataclass(frozen=True, slots=True)
class Asked:
    """Something asked of a person since `at`, by the end of the day `due_on`. `over_at`: when she
    had done it, it was taken back, or she left; None while it stands."""

    at: dt.datetime
    due_on: dt.date | None
    zone: str
    over_at: dt.datetime | None = None
    said: frozenset[Step] = field(default=frozenset())


@dataclass(frozen=True, slots=True)
class Held:
    """A certificate issued `at`. After `valid_until` some days of grace to renew it, perhaps none.
    `over_at`: when it was renewed or revoked, or its holder left."""

    at: dt.datetime
    valid_until: dt.datetime
    grace_days: int
    zone: str
    over_at: dt.datetime | None = None
    said: frozenset[Step] = field(default=frozenset())


class Rung(NamedTuple):
    at: dt.datetime
    step: Step


def due_notices(facts: Asked | Held, *, at: dt.datetime, ladder: Ladder) -> tuple[Step, ...]:
    """What has to be said now: the newest rung that was reached, unless it was said, is older than
    FRESH, or lies before the thing itself. Nothing once its cause has ended; so never more than
    one, and whoever was not reminded for a while is reminded once."""
    if facts.over_at is not None and facts.over_at <= at:
        return ()
    reached = [rung for rung in rungs(facts, ladder) if rung.at <= at]
    if not reached:
        return ()
    newest = max(reached, key=lambda rung: rung.at)
    stale = newest.at <= facts.at or at - newest.at > FRESH
    return () if stale or newest.step in facts.said else (newest.step,)


def rungs(facts: Asked | Held, ladder: Ladder) -> tuple[Rung, ...]:
    """The whole ladder of a thing, in the order of time."""
    found = _asked(facts, ladder) if isinstance(facts, Asked) else _held(facts, ladder)
    return tuple(sorted(found, key=lambda rung: rung.at))


def _asked(facts: Asked, ladder: Ladder) -> Iterator[Rung]:
    if facts.due_on is None:
        return
    for days in ladder.due:
        yield Rung(morning(facts.due_on, -days, facts.zone), Step(Kind.DUE, str(days)))
    for days in ladder.overdue:
        yield Rung(morning(facts.due_on, days, facts.zone), Step(Kind.OVERDUE, str(days)))


def _held(facts: Held, ladder: Ladder) -> Iterator[Rung]:
    """The end of a certificate is a moment, not a day: nothing is said of it before."""
    last = facts.valid_until.astimezone(zoneinfo.ZoneInfo(facts.zone)).date()
    for days in ladder.window:
        yield Rung(morning(last, -days, facts.zone), Step(Kind.WINDOW, str(days)))
    end = max(facts.valid_until, morning(last, 0, facts.zone))
    if facts.grace_days:
        yield Rung(end, Step(Kind.LAPSED, "grace"))
    yield Rung(end + dt.timedelta(days=facts.grace_days), Step(Kind.LAPSED, "lapsed"))


def morning(day: dt.date, days: int, zone: str) -> dt.datetime:
    """The morning of the day so many days later where she is, in UTC."""
    there = dt.datetime.combine(day + dt.timedelta(days=days), MORNING, zoneinfo.ZoneInfo(zone))
    return there.astimezone(dt.UTC)
