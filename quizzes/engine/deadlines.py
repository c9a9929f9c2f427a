"""Time limits of an attempt and the opening of the next one.

All sums are made in UTC: an hour is an hour in the night the clocks change, too. Times must be
aware; a naive one raises ValueError.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import ROUND_CEILING, Decimal

GRACE = timedelta(seconds=5)  # for transport only; the learner never sees it

OPEN = "open"
PAUSE = "pause"
PASSED = "passed"
NONE_LEFT = "none_left"


@dataclass(frozen=True, slots=True)
class Ended:
    """An attempt that was submitted."""

    number: int
    submitted_at: datetime
    passed: bool | None


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether the next attempt may start now, and why (not).

    `opens_at` is the end of the pause, None where there is none to wait for; `attempts_left`
    counts the attempts still to be started, None when they are endless.
    """

    allowed: bool
    opens_at: datetime | None
    reason: str
    attempts_left: int | None

    @property
    def is_over(self) -> bool:
        """No attempt is to come unless somebody opens one."""
        return self.reason == PASSED or self.attempts_left == 0


def deadline(
    started_at: datetime,
    minutes: int | Decimal | None,
    *,
    factor: Decimal | int = 1,
    extensions: Sequence[int] = (),
    closes: datetime | None = None,
    hard_close: bool = False,
) -> datetime | None:
    """Return the moment (UTC) at which an attempt ends, None without any limit.

    min(start + minutes x factor, hard close) + extensions. `factor` (an accommodation, at least
    1) lengthens the limit but not a hard close; `extensions` (seconds) are granted by a person
    for this very attempt and therefore do. A close that is not hard only stops new starts.
    Raises ValueError for a naive time, a factor below 1 or a negative limit or extension.
    """
    if factor < 1 or (minutes is not None and minutes < 0) or any(s < 0 for s in extensions):
        raise ValueError("time may be added, never taken away")
    ends = [_utc(started_at) + _limit(minutes, factor)] if minutes is not None else []
    if hard_close and closes is not None:
        ends.append(_utc(closes))
    if not ends:
        return None
    return min(ends) + timedelta(seconds=sum(extensions))


def may_save(*, at: datetime, deadline: datetime | None) -> bool:
    """Whether an answer arriving `at` still counts (the grace included)."""
    return deadline is None or _utc(at) <= _utc(deadline) + GRACE


def seconds_left(*, at: datetime, deadline: datetime | None) -> int | None:
    """Return whole seconds to show, rounded down, never below 0; None without a limit."""
    if deadline is None:
        return None
    return max(0, (_utc(deadline) - _utc(at)) // timedelta(seconds=1))


def next_attempt(
    ended: Sequence[Ended],
    *,
    allowed: int | None,
    pauses_hours: Sequence[int],
    extra: int = 0,
    opened_at: datetime | None = None,
    at: datetime,
) -> Opening:
    """Decide whether another attempt may start `at`.

    `ended` are the attempts that count, in any order; `pauses_hours[i]` is the wait between
    attempts i+1 and i+2, from submission. An attempt a mentor opened waits for nothing: neither one
    beyond the list (`extra`), nor the next one when she opened it (`opened_at`) after the last.
    `allowed` None means endless: neither number nor pass stops it, only the pauses.
    """
    left = None if allowed is None else max(0, allowed + extra - len(ended))
    if left is not None and any(attempt.passed for attempt in ended):
        return Opening(False, None, PASSED, left)
    if left == 0:
        return Opening(False, None, NONE_LEFT, left)
    opens_at = None if _opened(ended, opened_at) else _after_pause(ended, pauses_hours)
    if opens_at is not None and _utc(at) < opens_at:
        return Opening(False, opens_at, PAUSE, left)
    return Opening(True, opens_at, OPEN, left)


def _opened(ended: Sequence[Ended], opened_at: datetime | None) -> bool:
    if opened_at is None or not ended:
        return False
    return _utc(opened_at) >= max(_utc(attempt.submitted_at) for attempt in ended)


def _after_pause(ended: Sequence[Ended], pauses_hours: Sequence[int]) -> datetime | None:
    if not ended or len(ended) > len(pauses_hours):
        return None
    last = max(ended, key=lambda attempt: attempt.number)
    return _utc(last.submitted_at) + timedelta(hours=pauses_hours[len(ended) - 1])


def _limit(minutes: int | Decimal, factor: Decimal | int) -> timedelta:
    """Whole seconds, rounded up in the learner's favour."""
    seconds = Decimal(minutes) * 60 * Decimal(factor)
    return timedelta(seconds=int(seconds.to_integral_value(rounding=ROUND_CEILING)))


def _utc(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise ValueError("a time without a zone is not a moment")
    return moment.astimezone(UTC)
