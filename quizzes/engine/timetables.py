"""When work that nobody asks for is wanted: at the beginning of each of its periods."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

MONDAY = datetime(2024, 1, 1, tzinfo=UTC)  # so that a period of seven days begins on one


def slot(at: datetime, *, every: timedelta, begins: time = time()) -> datetime:
    """The beginning, in UTC, of the period that `at` lies in. Raises ValueError for no period."""
    if every <= timedelta():
        raise ValueError("a period is longer than nothing")
    first = datetime.combine(MONDAY, begins, tzinfo=UTC)
    return first + (at - first) // every * every
