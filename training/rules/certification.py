"""How long a certificate lasts and how it stands on a given day. Codes, never words."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


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
# While it stands like this, its renewal asks for less than the first certificate did.
RENEWABLE = frozenset({State.WINDOW, State.GRACE})


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

    @property
    def grace_ends(self) -> dt.datetime:
        return self.valid_until + dt.timedelta(days=self.grace_days)


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
    if at >= issue.grace_ends:
        return State.LAPSED
    if at >= issue.valid_until:
        return State.GRACE
    return State.WINDOW if at >= issue.window_opens else State.VALID
