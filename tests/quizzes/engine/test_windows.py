"""When a quiz may be started, what exceptions change of it, and what is told before the start."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import permutations
from zoneinfo import ZoneInfo

import pytest

pytest.importorskip("hypothesis")
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.deadlines import Ended, Opening, Plan, deadline, may_save, next_attempt, plan
from quizzes.engine.windows import ALWAYS, Exemption, Window, for_person, granted

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
NAIVE = datetime(2026, 11, 2, 12)
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
BERLIN = ZoneInfo("Europe/Berlin")
SPRING = datetime(2026, 3, 29, 1, 50, tzinfo=BERLIN)  # ten minutes before 2:00 becomes 3:00
AUTUMN = datetime(2026, 10, 25, 2, 50, tzinfo=BERLIN)  # ten minutes before 3:00 becomes 2:00
TODAY = Window(opens=NOON, closes=NOON + HOUR)

around = st.timedeltas(-timedelta(days=2), timedelta(days=2))
starts = st.builds(lambda base, off: base + off, st.sampled_from([SPRING, AUTUMN, NOON]), around)
minutes = st.integers(1, 600) | st.none()
factors = st.decimals(1, 5, places=2)
seconds = st.lists(st.integers(0, 7200), max_size=3)


def opening(window: Window, at: datetime, *, ended=(), **options) -> Opening:
    return next_attempt(
        ended, **{"allowed": 3, "pauses_hours": (24, 24)} | options, window=window, at=at
    )


def test_a_window_says_not_yet_and_no_longer():
    closes = NOON + HOUR
    assert opening(TODAY, NOON - SECOND) == Opening(False, NOON, "not_yet_open", 3, closes)
    assert opening(TODAY, NOON) == Opening(True, NOON, "open", 3, closes)
    assert opening(TODAY, closes - SECOND) == Opening(True, NOON, "open", 3, closes)
    assert opening(TODAY, closes) == Opening(False, None, "closed", 3, closes)
    assert opening(ALWAYS, NOON) == Opening(True, None, "open", 3, None)
    assert opening(Window(closes=closes), NOON) == Opening(True, None, "open", 3, closes)


def test_what_is_closed_is_over_and_what_is_not_yet_open_is_not():
    assert opening(TODAY, NOON + HOUR).is_over
    assert not opening(TODAY, NOON - SECOND).is_over
    assert not opening(TODAY, NOON).is_over


def test_endless_attempts_have_a_window_too():
    assert opening(TODAY, NOON - SECOND, allowed=None).reason == "not_yet_open"
    assert opening(TODAY, NOON + HOUR, allowed=None) == Opening(
        False, None, "closed", None, NOON + HOUR
    )


def test_a_pass_and_the_last_attempt_are_named_before_the_window():
    passed, failed = [Ended(1, NOON, passed=True)], [Ended(1, NOON, passed=False)]
    for at in (NOON - HOUR, NOON, NOON + HOUR):
        assert opening(TODAY, at, ended=passed) == Opening(False, None, "passed", 2, NOON + HOUR)
        found = opening(TODAY, at, ended=failed, allowed=1)
        assert found == Opening(False, None, "none_left", 0, NOON + HOUR)


def test_of_pause_and_window_the_later_one_is_named():
    ended = [Ended(1, NOON, passed=False)]
    pause = NOON + 24 * HOUR
    later = Window(opens=pause + HOUR, closes=pause + 5 * HOUR)
    earlier = Window(opens=pause - HOUR, closes=pause + 5 * HOUR)
    assert opening(later, NOON, ended=ended) == Opening(
        False, pause + HOUR, "not_yet_open", 2, pause + 5 * HOUR
    )
    assert opening(earlier, NOON, ended=ended) == Opening(
        False, pause, "pause", 2, pause + 5 * HOUR
    )
    assert opening(later, pause, ended=ended).reason == "not_yet_open"
    assert opening(earlier, pause, ended=ended).reason == "open"


def test_a_pause_that_outlasts_the_window_leaves_nothing_to_wait_for():
    ended = [Ended(1, NOON, passed=False)]
    closes = NOON + 24 * HOUR
    found = opening(Window(closes=closes), NOON + SECOND, ended=ended)
    assert found == Opening(False, None, "closed", 2, closes)
    longer = Window(closes=closes + SECOND)
    assert opening(longer, NOON + SECOND, ended=ended).reason == "pause"


def test_an_attempt_a_mentor_opened_skips_the_pause_but_not_the_window():
    ended = [Ended(1, NOON, passed=False)]
    opened = {"ended": ended, "extra": 1, "opened_at": NOON}
    assert opening(ALWAYS, NOON + SECOND, **opened).allowed
    assert opening(Window(closes=NOON + SECOND), NOON + SECOND, **opened).reason == "closed"


@pytest.mark.parametrize(
    "impossible",
    [
        {"opens": NOON, "closes": NOON},
        {"opens": NOON, "closes": NOON - SECOND},
        {"hard_close": True},
        {"opens": NOON, "hard_close": True},
        {"opens": NAIVE},
        {"closes": NAIVE},
    ],
)
def test_an_impossible_window_is_refused(impossible):
    with pytest.raises(ValueError):
        Window(**impossible)


def test_a_window_opens_and_closes_at_the_same_moment_in_every_zone():
    for moment in (SPRING, AUTUMN):
        window = Window(opens=moment, closes=moment + HOUR)  # an hour on her clock
        assert opening(window, moment.astimezone(UTC)).reason == "open"
        assert opening(window, moment.astimezone(UTC) - SECOND).reason == "not_yet_open"
    night = Window(opens=AUTUMN, closes=AUTUMN.replace(fold=1))  # 2:50, and 2:50 again
    assert opening(night, AUTUMN.astimezone(UTC) + HOUR - SECOND).reason == "open"
    assert opening(night, AUTUMN.astimezone(UTC) + HOUR).reason == "closed"


def test_what_was_opened_before_any_attempt_waits_for_nothing_either():
    assert opening(ALWAYS, NOON, opened_at=NOON).reason == "open"


def test_a_hard_close_without_a_close_closes_nothing():
    assert deadline(NOON, 20, hard_close=True) == NOON + 20 * MINUTE
    assert deadline(NOON, None, hard_close=True) is None


def test_exceptions_hold_field_by_field_and_never_take():
    earlier, later = NOON - HOUR, NOON + 2 * HOUR
    assert for_person(TODAY, Exemption()) == TODAY
    assert for_person(TODAY, Exemption(opens=earlier)) == Window(earlier, NOON + HOUR)
    assert for_person(TODAY, Exemption(closes=later)) == Window(NOON, later)
    assert for_person(TODAY, Exemption(opens=later, closes=earlier)) == TODAY
    assert for_person(ALWAYS, Exemption(opens=earlier, closes=later)) == ALWAYS
    hard = Window(closes=NOON, hard_close=True)
    assert for_person(hard, Exemption(closes=later)) == Window(closes=later, hard_close=True)


def test_several_exceptions_are_one():
    many = [
        Exemption(opens=NOON, minutes=5),
        Exemption(opens=NOON - HOUR, closes=NOON + HOUR, attempts=1),
        Exemption(closes=NOON + 2 * HOUR, minutes=10, attempts=2),
    ]
    for order in permutations(many):
        assert granted(order) == Exemption(NOON - HOUR, NOON + 2 * HOUR, 15, 3)
    assert granted([]) == Exemption()


@pytest.mark.parametrize(
    "taking", [{"minutes": -1}, {"attempts": -1}, {"opens": NAIVE}, {"closes": NAIVE}]
)
def test_an_exception_that_takes_is_refused(taking):
    with pytest.raises(ValueError):
        Exemption(**taking)


def test_the_exact_end_and_its_parts_are_told_before_the_start():
    told = plan(NOON, 30, factor=Decimal("1.5"))
    assert told == Plan(2700, 1800, NOON + 45 * MINUTE, is_cut=False)
    assert plan(NOON, 30, more_minutes=10) == Plan(2400, 1800, NOON + 40 * MINUTE, is_cut=False)
    assert plan(NOON, None) == Plan(None, None, None, is_cut=False)
    assert plan(NOON, None, more_minutes=10).ends_at is None


def test_who_starts_inside_the_window_has_her_full_time():
    last = NOON + HOUR - SECOND
    assert plan(last, 30, window=TODAY) == Plan(1800, 1800, last + 30 * MINUTE, is_cut=False)


def test_a_hard_close_is_told_where_it_takes_time_away():
    hard = Window(opens=NOON, closes=NOON + HOUR, hard_close=True)
    at = NOON + 40 * MINUTE
    assert plan(at, 30, window=hard) == Plan(1200, 1800, NOON + HOUR, is_cut=True)
    assert plan(at, 20, window=hard) == Plan(1200, 1200, NOON + HOUR, is_cut=False)
    assert plan(at, 20, factor=2, window=hard) == Plan(1200, 1200, NOON + HOUR, is_cut=True)
    assert plan(at, None, window=hard) == Plan(1200, None, NOON + HOUR, is_cut=False)


@given(
    start=starts,
    limit=minutes,
    factor=factors,
    extensions=seconds,
    closes=around,
    hard=st.booleans(),
)
def test_only_extensions_go_beyond_a_hard_close(start, limit, factor, extensions, closes, hard):
    begins, more = start.astimezone(UTC), sum(extensions) * SECOND
    found = deadline(
        start, limit, factor=factor, extensions=extensions, closes=begins + closes, hard_close=hard
    )
    full = None if limit is None else deadline(start, limit, factor=factor)
    if full is not None:
        assert full - begins >= limit * MINUTE
    ends = [moment for moment in (full, begins + closes if hard else None) if moment is not None]
    assert found == (min(ends) + more if ends else None)


@given(start=starts, limit=minutes, factor=factors, extensions=seconds, grants=st.data())
def test_exceptions_only_ever_move_the_end_later(start, limit, factor, extensions, grants):
    """Whatever is granted, in whatever order, in the nights the clocks change too."""
    opens = start.astimezone(UTC) - HOUR
    window = Window(
        opens=opens, closes=opens + grants.draw(around.filter(bool).map(abs)), hard_close=True
    )
    exemption = Exemption(
        opens=grants.draw(st.none() | starts),
        closes=grants.draw(st.none() | starts),
        minutes=grants.draw(st.integers(0, 60)),
    )
    hers = for_person(window, exemption)
    assert hers.opens <= window.opens and hers.closes >= window.closes
    plain = deadline(start, limit, closes=window.closes, hard_close=True)
    more = deadline(
        start,
        None if limit is None else limit + exemption.minutes,
        factor=factor,
        extensions=extensions,
        closes=hers.closes,
        hard_close=True,
    )
    assert more >= plain
    assert more.tzinfo is UTC


def test_the_grace_may_be_another():
    assert may_save(at=NOON + 60 * SECOND, deadline=NOON, grace=MINUTE)
    assert not may_save(at=NOON + 61 * SECOND, deadline=NOON, grace=MINUTE)
    assert not may_save(at=NOON + SECOND, deadline=NOON, grace=timedelta(0))
