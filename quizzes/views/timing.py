"""How long an attempt still runs, as its pages and their fragments say it."""

from __future__ import annotations

from datetime import datetime

from quizzes.engine.deadlines import seconds_left
from quizzes.forms import timing
from quizzes.grants import Timing

from .learner import zone_name


def clock_of(time: Timing, at: datetime) -> dict[str, object]:
    """What the timer prints; `seconds` is None where there is no end."""
    left = seconds_left(at=at, deadline=time.ends_at)
    return {
        "seconds": left,
        "minutes": None if left is None else -(-left // 60),
        "ends_at": time.ends_at,
        "time_whole": timing.whole(time),
        "time_since": timing.since(time),
        "zone": zone_name(),
    }


def now_of(ends_at: datetime | None, at: datetime) -> dict[str, object]:
    """The end as it stands now, for a page that has shown another one perhaps."""
    return {"seconds": seconds_left(at=at, deadline=ends_at), "ends_at": ends_at}
