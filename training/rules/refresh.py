"""Red-flag questions asked again while a certificate is valid: open, overdue, done. Codes only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from .certification import add_months


class RefreshState(StrEnum):
    """How the round stands that is the newest to have opened, or the first to come."""

    AHEAD = "ahead"
    OPEN = "open"
    OVERDUE = "overdue"
    DONE = "done"


# The questions can be answered, and wait for it.
ASKED = frozenset({RefreshState.OPEN, RefreshState.OVERDUE})


@dataclass(frozen=True, slots=True)
class Plan:
    """The red-flag sets of `modules`, every so many months; a round opens `window_days` early."""

    every_months: int
    window_days: int
    modules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refresh:
    """One round. `left` are the modules whose set is not right yet; `done_at` when the last was."""

    state: RefreshState
    opens_at: dt.datetime
    due_at: dt.datetime
    left: tuple[str, ...] = ()
    done_at: dt.datetime | None = None


def refresh(
    plan: Plan,
    *,
    issued_at: dt.datetime,
    valid_until: dt.datetime,
    passed_at: Mapping[str, dt.datetime | None],
    at: dt.datetime,
) -> Refresh | None:
    """The round that matters at a moment; None where none falls due before the certificate ends.

    `passed_at` holds when each set that is still asked was passed last, None = never. Months are
    counted from the day of issue, not from the round before: who is late does not move the next.
    """
    asked = tuple(module for module in plan.modules if module in passed_at)
    rounds = list(_rounds(plan, issued_at, valid_until))
    if not asked or not rounds:
        return None
    opened = [one for one in rounds if one[0] <= at]
    opens_at, due_at = opened[-1] if opened else rounds[0]
    if not opened:
        return Refresh(RefreshState.AHEAD, opens_at, due_at, asked)
    left = tuple(one for one in asked if not _counts(passed_at[one], opens_at))
    if not left:
        done_at = max(passed_at[one] for one in asked)
        return Refresh(RefreshState.DONE, opens_at, due_at, done_at=done_at)
    state = RefreshState.OPEN if at < due_at else RefreshState.OVERDUE
    return Refresh(state, opens_at, due_at, left)


def _rounds(
    plan: Plan, issued_at: dt.datetime, valid_until: dt.datetime
) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """When each round opens and is due, in order."""
    number = 1
    while (due_at := add_months(issued_at, number * plan.every_months)) < valid_until:
        yield due_at - dt.timedelta(days=plan.window_days), due_at
        number += 1


def _counts(passed_at: dt.datetime | None, opens_at: dt.datetime) -> bool:
    return passed_at is not None and passed_at >= opens_at
