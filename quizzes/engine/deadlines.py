"""Time limits of an attempt and the opening of the next one.

All sums are made in UTC: an hour is an hour in the night the clocks change, too. Times must be
aware; a naive one raises ValueError.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil

from quizzes.engine.windows import ALWAYS, Window, utc

GRACE = timedelta(seconds=5)  # for transport only; the learner never sees it

OPEN = "open"
PAUSE = "pause"
PASSED = "passed"
NONE_LEFT = "none_left"
NOT_YET_OPEN = "not_yet_open"
CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Ended:
    """An attempt that was submitted."""

    number: int
    submitted_at: datetime
    passed: bool | None


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether the next attempt may start now, and why (not).

    `opens_at` is the end of the pause or the opening of the window, whichever is later, None where
    there is neither to wait for; `attempts_left` counts the attempts still to be started, None when
    they are endless. From `closes_at` on none may start.
    """

    allowed: bool
    opens_at: datetime | None
    reason: str
    attempts_left: int | None
    closes_at: datetime | None = None

    @property
    def is_over(self) -> bool:
        """No attempt is to come unless somebody opens one."""
        return self.reason in (PASSED, CLOSED) or self.attempts_left == 0


@dataclass(frozen=True, slots=True)
class Plan:
    """The time of an attempt as it is told before the start: "45 minutes: 30 and your 50 %".

    `seconds` are hers and `seconds_for_all` everybody's, None without a limit; `ends_at` is the
    exact end (UTC) if she starts now; `is_cut`: the close takes some of her time away.
    """

    seconds: int | None
    seconds_for_all: int | None
    ends_at: datetime | None
    is_cut: bool


def deadline(
    started_at: datetime,
    minutes: int | Decimal | Fraction | None,
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
    ends = [utc(started_at) + _limit(minutes, factor)] if minutes is not None else []
    if hard_close and closes is not None:
        ends.append(utc(closes))
    if not ends:
        return None
    return min(ends) + timedelta(seconds=sum(extensions))


def plan(
    at: datetime,
    minutes: int | Decimal | Fraction | None,
    *,
    more_minutes: int = 0,
    factor: Decimal | int = 1,
    window: Window = ALWAYS,
) -> Plan:
    """Say what time an attempt started `at` would have.

    `more_minutes` were granted to her and, as the limit itself, grow by her `factor`. The window is
    hers (windows.for_person). Raises ValueError as `deadline` does.
    """
    hers = None if minutes is None else minutes + more_minutes
    full = deadline(at, hers, factor=factor)
    ends = deadline(at, hers, factor=factor, closes=window.closes, hard_close=window.hard_close)
    return Plan(
        seconds=seconds_left(at=at, deadline=ends),
        seconds_for_all=seconds_left(at=at, deadline=deadline(at, minutes)),
        ends_at=ends,
        is_cut=full is not None and ends is not None and ends < full,
    )


def may_save(*, at: datetime, deadline: datetime | None, grace: timedelta = GRACE) -> bool:
    """Whether an answer arriving `at` still counts (the grace included)."""
    return deadline is None or utc(at) <= utc(deadline) + grace


def seconds_left(*, at: datetime, deadline: datetime | None) -> int | None:
    """Return whole seconds to show, rounded down, never below 0; None without a limit."""
    if deadline is None:
        return None
    return max(0, (utc(deadline) - utc(at)) // timedelta(seconds=1))


def next_attempt(
    ended: Sequence[Ended],
    *,
    allowed: int | None,
    pauses_hours: Sequence[int],
    extra: int = 0,
    opened_at: datetime | None = None,
    window: Window = ALWAYS,
    at: datetime,
) -> Opening:
    """Decide whether another attempt may start `at`.

    `ended` are the attempts that count, in any order; `pauses_hours[i]` is the wait between
    attempts i+1 and i+2, from submission. An attempt a mentor opened waits for no pause: neither
    one beyond the list (`extra`), nor the next one when she opened it (`opened_at`) after the last.
    `allowed` None means endless: neither number nor pass stops it, only the pauses and the window
    (hers: windows.for_person). What could open only after the close is closed at once.
    """
    left = None if allowed is None else max(0, allowed + extra - len(ended))
    closes = None if window.closes is None else utc(window.closes)
    if left is not None and any(attempt.passed for attempt in ended):
        return Opening(False, None, PASSED, left, closes)
    if left == 0:
        return Opening(False, None, NONE_LEFT, left, closes)
    pause = None if _opened(ended, opened_at) else _after_pause(ended, pauses_hours)
    opens = None if window.opens is None else utc(window.opens)
    opens_at = max((moment for moment in (pause, opens) if moment is not None), default=None)
    if window.is_closed(at if opens_at is None else max(utc(at), opens_at)):
        return Opening(False, None, CLOSED, left, closes)
    if opens_at is not None and utc(at) < opens_at:
        return Opening(False, opens_at, PAUSE if opens_at == pause else NOT_YET_OPEN, left, closes)
    return Opening(True, opens_at, OPEN, left, closes)


def _opened(ended: Sequence[Ended], opened_at: datetime | None) -> bool:
    if opened_at is None or not ended:
        return False
    return utc(opened_at) >= max(utc(attempt.submitted_at) for attempt in ended)


def _after_pause(ended: Sequence[Ended], pauses_hours: Sequence[int]) -> datetime | None:
    if not ended or len(ended) > len(pauses_hours):
        return None
    last = max(ended, key=lambda attempt: attempt.number)
    return utc(last.submitted_at) + timedelta(hours=pauses_hours[len(ended) - 1])


def _limit(minutes: int | Decimal | Fraction, factor: Decimal | int) -> timedelta:
    """Whole seconds, rounded up in the learner's favour."""
    return timedelta(seconds=ceil(Fraction(minutes) * 60 * Fraction(factor)))
