"""When work that nobody asks for is wanted."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

pytest.importorskip("hypothesis")
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.timetables import slot

DAY = timedelta(days=1)
MONDAY = datetime(2026, 11, 23, tzinfo=UTC)

moments = st.datetimes(datetime(2020, 1, 1), timezones=st.just(UTC))
periods = st.timedeltas(timedelta(seconds=1), timedelta(days=30))


@given(moments, periods, st.times())
def test_every_moment_lies_in_one_slot_no_longer_than_its_period(at, every, begins):
    found = slot(at, every=every, begins=begins)
    assert found <= at < found + every
    assert slot(found, every=every, begins=begins) == found
    assert slot(found + every, every=every, begins=begins) == found + every


def test_a_week_begins_on_a_monday_and_a_day_at_its_time():
    assert slot(MONDAY + 2 * DAY, every=7 * DAY) == MONDAY
    assert slot(MONDAY + 9 * DAY / 24, every=DAY, begins=time(10)) == MONDAY - 14 * DAY / 24
    assert slot(MONDAY + 10 * DAY / 24, every=DAY, begins=time(10)) == MONDAY + 10 * DAY / 24


@pytest.mark.parametrize("every", [timedelta(), -DAY])
def test_a_period_is_longer_than_nothing(every):
    with pytest.raises(ValueError, match="longer"):
        slot(MONDAY, every=every)
