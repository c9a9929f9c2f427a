"""Which reminder is due, when it may be mailed: by example, and over any walk of the clock."""

from __future__ import annotations

import datetime as dt
import zoneinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.rules.mailing import (
    DAILY,
    MOST_TRIES,
    WEEKLY,
    Way,
    Wishes,
    after_quiet,
    next_digest,
    pause,
)
from training.rules.notices import Asked, Held, Kind, Ladder, Step, due_notices, rungs

ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Pacific/Auckland", "Asia/Kathmandu")
LADDER = Ladder()
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
START = dt.datetime(2026, 9, 1, 9, tzinfo=dt.UTC)
ONE_DAY = dt.date(2026, 10, 26)  # the day after the clocks change in Berlin


def asked(**changed: object) -> Asked:
    return Asked(**{"at": START, "due_on": ONE_DAY, "zone": "Europe/Berlin"} | changed)


def berlin(month: int, day: int, hour: int, minute: int = 0) -> dt.datetime:
    zone = zoneinfo.ZoneInfo("Europe/Berlin")
    return dt.datetime(2026, month, day, hour, minute, tzinfo=zone).astimezone(dt.UTC)


def walk(facts: Asked | Held, ticks: list[dt.datetime]) -> list[tuple[dt.datetime, Step]]:
    """What is said when somebody looks at each of these moments, and remembers."""
    said: list[tuple[dt.datetime, Step]] = []
    for tick in ticks:
        known = type(facts)(
            **{name: getattr(facts, name) for name in facts.__slots__ if name != "said"},
            said=frozenset(step for _, step in said),
        )
        said += [(tick, step) for step in due_notices(known, at=tick, ladder=LADDER)]
    return said


def hourly(start: dt.datetime, days: int) -> list[dt.datetime]:
    return [start + HOUR * number for number in range(24 * days)]


def test_an_hourly_look_says_each_rung_once_on_its_morning() -> None:
    said = walk(asked(), hourly(START, 90))
    assert [(step.kind, step.name) for _, step in said] == [
        *[(Kind.DUE, days) for days in ("7", "3", "1")],
        *[(Kind.OVERDUE, days) for days in ("1", "7", "14", "21")],
    ]
    # Eight in the morning in Berlin, before and after the clocks change; the look is on the hour.
    assert said[0][0] == berlin(10, 19, 8)
    assert said[3][0] == berlin(10, 27, 8)


def test_what_is_asked_two_days_before_is_reminded_of_from_the_next_rung_on() -> None:
    late = asked(at=berlin(10, 24, 12))
    assert walk(late, hourly(late.at, 3))[0][1] == Step(Kind.DUE, "1")


def test_whoever_was_not_reminded_for_days_is_reminded_once() -> None:
    assert due_notices(asked(), at=berlin(10, 24, 9), ladder=LADDER) == (Step(Kind.DUE, "3"),)


def test_what_was_missed_long_ago_is_left_out() -> None:
    assert due_notices(asked(), at=berlin(12, 24, 9), ladder=LADDER) == ()


def test_without_a_day_there_is_nothing_to_remind_of() -> None:
    assert rungs(asked(due_on=None), LADDER) == ()


def test_a_certificate_is_announced_to_its_end_and_through_its_grace() -> None:
    end = dt.datetime(2027, 3, 1, 15, tzinfo=dt.UTC)
    held = Held(at=START, valid_until=end, grace_days=30, zone="UTC")
    said = walk(held, hourly(START, 260))
    assert [step.name for _, step in said] == ["90", "60", "30", "7", "grace", "lapsed"]
    assert said[4][0] == end


def test_without_grace_it_lapses_at_its_end() -> None:
    end = dt.datetime(2026, 10, 1, 15, tzinfo=dt.UTC)
    held = Held(at=START - 200 * DAY, valid_until=end, grace_days=0, zone="UTC")
    assert walk(held, hourly(START, 60))[-1] == (end, Step(Kind.LAPSED, "lapsed"))


moments = st.datetimes(
    min_value=dt.datetime(2026, 1, 1),
    max_value=dt.datetime(2027, 12, 1),
    timezones=st.just(dt.UTC),
)
causes = st.one_of(
    st.builds(
        Asked,
        at=moments,
        due_on=st.dates(dt.date(2026, 1, 1), dt.date(2027, 12, 1)),
        zone=st.sampled_from(ZONES),
        over_at=st.none() | moments,
    ),
    st.builds(
        Held,
        at=moments,
        valid_until=moments,
        grace_days=st.integers(0, 60),
        zone=st.sampled_from(ZONES),
        over_at=st.none() | moments,
    ),
)


@given(causes, st.lists(moments, max_size=60))
def test_over_any_walk_each_step_is_said_at_most_once_and_never_after_the_cause(
    facts: Asked | Held, ticks: list[dt.datetime]
) -> None:
    said = walk(facts, sorted(ticks))
    steps = [step for _, step in said]
    assert len(steps) == len(set(steps))
    moment_of = {rung.step: rung.at for rung in rungs(facts, LADDER)}
    for at, step in said:
        assert moment_of[step] <= at
        assert moment_of[step] > facts.at
        assert facts.over_at is None or at < facts.over_at


@given(causes)
def test_whoever_looks_each_hour_misses_no_rung_while_it_stands(facts: Asked | Held) -> None:
    end = facts.over_at or dt.datetime(2028, 6, 1, tzinfo=dt.UTC)
    wanted = [rung.step for rung in rungs(facts, LADDER) if facts.at < rung.at < end - HOUR]
    ticks = sorted({rung.at + HOUR * number for rung in rungs(facts, LADDER) for number in (0, 1)})
    assert [step for _, step in walk(facts, ticks)][: len(wanted)] == wanted


times = st.times().map(lambda time: time.replace(second=0, microsecond=0))
wishes = st.builds(
    Wishes,
    zone=st.sampled_from(ZONES),
    digest=st.sampled_from((DAILY, WEEKLY)),
    quiet=st.booleans(),
    quiet_from=times,
    quiet_until=times,
)


@given(wishes, moments)
def test_after_the_quiet_hours_is_never_earlier_and_hardly_a_day_later(
    hers: Wishes, at: dt.datetime
) -> None:
    found = after_quiet(hers, at)
    assert at <= found <= at + 26 * HOUR


@given(wishes, moments)
def test_the_next_digest_lies_ahead_within_a_day_or_a_week(hers: Wishes, at: dt.datetime) -> None:
    found = next_digest(hers, at)
    assert at < found <= at + (DAY if hers.digest == DAILY else 7 * DAY) + 27 * HOUR


@pytest.mark.parametrize(
    "at, then",
    [
        (berlin(10, 20, 19, 59), berlin(10, 20, 19, 59)),
        (berlin(10, 20, 20), berlin(10, 21, 7)),
        (berlin(10, 21, 6, 59), berlin(10, 21, 7)),
        (berlin(10, 24, 23), berlin(10, 25, 7)),  # the night with an hour more
        (berlin(3, 28, 23), berlin(3, 29, 7)),  # and the one with an hour less
    ],
)
def test_quiet_hours_follow_her_clock(at: dt.datetime, then: dt.datetime) -> None:
    assert after_quiet(Wishes("Europe/Berlin"), at) == then


def test_quiet_hours_that_end_in_the_hour_that_comes_twice_end_the_same_night() -> None:
    hers = Wishes("Europe/Berlin", quiet_from=dt.time(22), quiet_until=dt.time(2, 30))
    second = dt.datetime(2026, 10, 25, 1, 5, tzinfo=dt.UTC)  # 02:05 for the second time
    assert after_quiet(hers, second) == dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC)


def test_quiet_hours_that_end_in_the_hour_left_out_end_after_it() -> None:
    hers = Wishes("Europe/Berlin", quiet_from=dt.time(22), quiet_until=dt.time(2, 30))
    night = dt.datetime(2026, 3, 29, 0, 30, tzinfo=dt.UTC)
    assert after_quiet(hers, night) == dt.datetime(2026, 3, 29, 1, 30, tzinfo=dt.UTC)


def test_a_weekly_digest_comes_on_mondays() -> None:
    hers = Wishes("Europe/Berlin", digest=WEEKLY)
    assert next_digest(hers, berlin(10, 21, 12)) == berlin(10, 26, 8)
    assert next_digest(hers, berlin(10, 26, 8)) == berlin(11, 2, 8)


def test_what_changes_a_certificate_comes_at_once_whatever_was_chosen() -> None:
    hers = Wishes("UTC", ways={Kind.CHANGED: Way.APP, Kind.DUE: Way.APP})
    assert (hers.way(Kind.CHANGED), hers.way(Kind.DUE)) == (Way.ONCE, Way.APP)


def test_it_is_tried_again_for_a_day_and_then_given_up() -> None:
    pauses = [pause(number) for number in range(1, MOST_TRIES)]
    assert pauses == sorted(pauses)
    assert DAY < sum(pauses, dt.timedelta()) < 2 * DAY
    assert pause(MOST_TRIES) is None
