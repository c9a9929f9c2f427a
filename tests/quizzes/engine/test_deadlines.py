"""Deadlines and attempt limits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

pytest.importorskip("hypothesis")
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.deadlines import (
    GRACE,
    Ended,
    Opening,
    deadline,
    may_save,
    next_attempt,
    seconds_left,
)

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
NAIVE = datetime(2026, 11, 2, 12)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.timezones())


def test_no_limit_is_no_deadline():
    assert deadline(NOON, None) is None
    assert deadline(NOON, None, extensions=[60], closes=NOON + HOUR) is None
    assert may_save(at=NOON + 1000 * HOUR, deadline=None)
    assert seconds_left(at=NOON, deadline=None) is None


def test_an_accommodation_lengthens_the_limit_in_whole_seconds():
    assert deadline(NOON, 20) == NOON + 20 * MINUTE
    assert deadline(NOON, 20, factor=Decimal("1.25")) == NOON + 25 * MINUTE
    assert deadline(NOON, 1, factor=Decimal("1.333")) == NOON + timedelta(seconds=80)


def test_only_a_hard_close_cuts_an_attempt_short():
    closes = NOON + 10 * MINUTE
    assert deadline(NOON, 20, closes=closes) == NOON + 20 * MINUTE
    assert deadline(NOON, 20, closes=closes, hard_close=True) == closes
    assert deadline(NOON, 20, factor=2, closes=closes, hard_close=True) == closes
    assert deadline(NOON, None, closes=closes, hard_close=True) == closes
    assert deadline(NOON, 5, closes=closes, hard_close=True) == NOON + 5 * MINUTE


def test_an_extension_counts_after_everything_else():
    assert deadline(NOON, 20, extensions=[60, 30]) == NOON + timedelta(minutes=21, seconds=30)
    closes = NOON + 10 * MINUTE
    assert deadline(NOON, 20, extensions=[60], closes=closes, hard_close=True) == closes + MINUTE


@pytest.mark.parametrize("options", [{"factor": 0}, {"extensions": [-1]}, {"minutes": -1}])
def test_time_is_never_taken_away(options):
    with pytest.raises(ValueError):
        deadline(NOON, **{"minutes": 20} | options)


@pytest.mark.parametrize(
    "started_at",
    [
        datetime(2026, 3, 29, 1, 50, tzinfo=ZoneInfo("Europe/Berlin")),
        datetime(2026, 10, 25, 2, 50, tzinfo=ZoneInfo("Europe/Berlin")),
        datetime(2026, 10, 25, 2, 50, fold=1, tzinfo=ZoneInfo("Europe/Berlin")),
    ],
)
def test_twenty_minutes_are_twenty_minutes_when_the_clocks_change(started_at):
    ends = deadline(started_at, 20)
    assert ends.tzinfo is UTC
    assert ends - started_at.astimezone(UTC) == 20 * MINUTE


@given(started_at=moments, minutes=st.integers(1, 600), after=st.integers(0, 36000))
def test_a_deadline_is_utc_and_the_same_in_every_zone(started_at, minutes, after):
    ends = deadline(started_at, minutes)
    assert ends.tzinfo is UTC
    elsewhere = started_at.astimezone(UTC).astimezone(timezone(timedelta(hours=5, minutes=45)))
    assert deadline(elsewhere, minutes) == ends
    assert ends == started_at.astimezone(UTC) + minutes * MINUTE
    at = (started_at.astimezone(UTC) + timedelta(seconds=after)).astimezone(started_at.tzinfo)
    assert seconds_left(at=at, deadline=ends) == max(0, minutes * 60 - after)
    assert may_save(at=at, deadline=ends) == (after <= minutes * 60 + 5)


def test_the_grace_is_five_seconds_and_not_shown():
    assert timedelta(seconds=5) == GRACE
    assert may_save(at=NOON + GRACE, deadline=NOON)
    assert not may_save(at=NOON + GRACE + timedelta(microseconds=1), deadline=NOON)
    assert seconds_left(at=NOON + GRACE, deadline=NOON) == 0
    assert seconds_left(at=NOON - timedelta(milliseconds=1500), deadline=NOON) == 1


def test_a_naive_time_is_refused():
    for call in (
        lambda: deadline(NAIVE, 20),
        lambda: deadline(NOON, 20, closes=NAIVE, hard_close=True),
        lambda: may_save(at=NAIVE, deadline=NOON),
        lambda: seconds_left(at=NOON, deadline=NAIVE),
        lambda: following(ended(NAIVE), at=NOON),
    ):
        with pytest.raises(ValueError):
            call()


def ended(*submitted, passed=False):
    return [Ended(number, moment, passed) for number, moment in enumerate(submitted, start=1)]


def following(attempts, *, at=NOON, allowed=3, extra=0):
    return next_attempt(attempts, allowed=allowed, pauses_hours=[24, 48], extra=extra, at=at)


def test_the_first_attempt_is_open():
    assert following([]) == Opening(True, None, "open", 3)


def test_the_second_and_third_wait_for_their_own_pause():
    opens = NOON + 24 * HOUR
    assert following(ended(NOON), at=opens - MINUTE) == Opening(False, opens, "pause", 2)
    assert following(ended(NOON), at=opens) == Opening(True, opens, "open", 2)
    opens = NOON + 48 * HOUR
    attempts = ended(NOON - 30 * HOUR, NOON)
    assert following(attempts, at=opens - MINUTE) == Opening(False, opens, "pause", 1)
    assert following(attempts[::-1], at=opens) == Opening(True, opens, "open", 1)


def test_a_pause_of_a_day_is_24_hours_when_the_clocks_change():
    berlin = datetime(2026, 3, 28, 12, tzinfo=ZoneInfo("Europe/Berlin"))
    found = following(ended(berlin), at=berlin)
    assert found.opens_at == datetime(2026, 3, 29, 11, tzinfo=UTC)


def test_after_the_last_attempt_only_a_mentor_opens_another():
    attempts = ended(*[NOON - n * 100 * HOUR for n in (3, 2, 1)])
    assert following(attempts) == Opening(False, None, "none_left", 0)
    assert following(attempts, extra=1) == Opening(True, None, "open", 1)


def test_who_passed_needs_no_further_attempt():
    assert following(ended(NOON, passed=True)) == Opening(False, None, "passed", 2)
    assert following(ended(NOON, passed=None), at=NOON + 24 * HOUR).allowed


def test_endless_attempts_have_no_number_and_no_end():
    attempts = ended(*[NOON] * 9, passed=True)
    assert following(attempts, allowed=None) == Opening(True, None, "open", None)


def test_an_attempt_a_mentor_opened_waits_for_nothing() -> None:
    ended = [Ended(number=1, submitted_at=NOON, passed=False)]
    closed = next_attempt(ended, allowed=3, pauses_hours=(24, 24), at=NOON)
    opened = next_attempt(ended, allowed=3, pauses_hours=(24, 24), extra=1, opened_at=NOON, at=NOON)
    assert (closed.allowed, opened.allowed) == (False, True)


def test_what_was_opened_before_the_last_attempt_does_not_shorten_the_next_pause() -> None:
    ended = [Ended(number=1, submitted_at=NOON, passed=False)]
    before = NOON - timedelta(seconds=1)
    found = next_attempt(
        ended, allowed=3, pauses_hours=(24, 24), extra=1, opened_at=before, at=NOON
    )
    assert not found.allowed
