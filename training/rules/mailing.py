"""When a message may be mailed: at once, in a digest, not in her quiet hours; when to try again.

Wall-clock times are hers, moments are UTC. A time that a clock change leaves out is the first one
after it; one that comes twice is the first of the two.
"""

from __future__ import annotations

import datetime as dt
import zoneinfo
from dataclasses import dataclass, field
from enum import StrEnum

from .notices import CRITICAL, MORNING, Kind

DAILY, WEEKLY = "daily", "weekly"
QUIET_FROM, QUIET_UNTIL = dt.time(20), dt.time(7)
MOST_TRIES = 6
FIRST_PAUSE = dt.timedelta(minutes=5)


class Way(StrEnum):
    """How somebody hears of something besides her inbox."""

    ONCE = "once"
    DIGEST = "digest"
    APP = "app"  # the inbox alone


# Where she has chosen nothing. What waits for her or changes what she may do comes at once.
USUAL = dict.fromkeys(Kind, Way.ONCE) | {
    Kind.FEEDBACK: Way.DIGEST,
    Kind.CONTENT: Way.DIGEST,
    Kind.MARKING: Way.DIGEST,
    Kind.OFFERED: Way.DIGEST,
    Kind.READY: Way.DIGEST,
}


@dataclass(frozen=True, slots=True)
class Wishes:
    """How one person wants to be mailed. Quiet hours may pass midnight."""

    zone: str
    ways: dict[Kind, Way] = field(default_factory=dict)
    digest: str = DAILY
    quiet: bool = True
    quiet_from: dt.time = QUIET_FROM
    quiet_until: dt.time = QUIET_UNTIL

    def way(self, kind: Kind) -> Way:
        """What is critical comes at once, whatever was chosen."""
        return Way.ONCE if kind in CRITICAL else self.ways.get(kind, USUAL[kind])


def after_quiet(wishes: Wishes, at: dt.datetime) -> dt.datetime:
    """The first moment from `at` on that is not quiet; `at` itself where it is not."""
    if not wishes.quiet or wishes.quiet_from == wishes.quiet_until:
        return at
    zone = zoneinfo.ZoneInfo(wishes.zone)
    there = at.astimezone(zone)
    if not _within(there.time(), wishes.quiet_from, wishes.quiet_until):
        return at
    days = (there.date(), there.date() + dt.timedelta(days=1))
    ends = [moment(day, wishes.quiet_until, wishes.zone, fold) for day in days for fold in (0, 1)]
    return next(end for end in ends if end > at)


def next_digest(wishes: Wishes, at: dt.datetime) -> dt.datetime:
    """The first digest after `at`: each morning, or on Mondays; later if that is quiet."""
    day = at.astimezone(zoneinfo.ZoneInfo(wishes.zone)).date()
    if wishes.digest == WEEKLY:
        day += dt.timedelta(days=-day.weekday() % 7)
    step = dt.timedelta(days=7 if wishes.digest == WEEKLY else 1)
    while (slot := after_quiet(wishes, moment(day, MORNING, wishes.zone))) <= at:
        day += step
    return slot


def moment(day: dt.date, time: dt.time, zone: str, fold: int = 0) -> dt.datetime:
    """That time of that day where she is, as UTC. `fold` 1: the second, where it comes twice."""
    there = dt.datetime.combine(day, time, zoneinfo.ZoneInfo(zone)).replace(fold=fold)
    return there.astimezone(dt.UTC)


def pause(tries: int) -> dt.timedelta | None:
    """The wait after so many tries, four times as long each time; None = it is given up."""
    return None if tries >= MOST_TRIES else FIRST_PAUSE * 4 ** (tries - 1)


def _within(time: dt.time, start: dt.time, end: dt.time) -> bool:
    return start <= time < end if start < end else time >= start or time < end
