"""The yearly refresh as a rule: when it opens, when it is overdue, when it is done."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

pytest.importorskip("hypothesis")

from hypothesis import given
from hypothesis import strategies as st

from training.rules.certification import add_months
from training.rules.refresh import Plan, Refresh, RefreshState, refresh

ISSUED = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
PLAN = Plan(12, 60, ("look", "babies"))
DUE = add_months(ISSUED, 12)
OPENS = DUE - 60 * DAY
NEVER = dict.fromkeys(PLAN.modules)


def found(at: dt.datetime, plan: Plan = PLAN, months: int = 24, **passed: object) -> Refresh | None:
    until = add_months(ISSUED, months)
    sets = NEVER | passed
    return refresh(plan, issued_at=ISSUED, valid_until=until, passed_at=sets, at=at)


@pytest.mark.parametrize(
    ("at", "state"),
    [
        (OPENS - DAY, RefreshState.AHEAD),
        (OPENS, RefreshState.OPEN),
        (DUE - DAY, RefreshState.OPEN),
        (DUE, RefreshState.OVERDUE),
        (DUE + 300 * DAY, RefreshState.OVERDUE),
    ],
)
def test_it_opens_before_the_year_is_over_and_is_overdue_from_then_on(at, state):
    one = found(at)
    assert (one.state, one.opens_at, one.due_at) == (state, OPENS, DUE)
    assert one.left == PLAN.modules


def test_what_was_right_before_it_opened_does_not_count():
    early = found(OPENS, look=OPENS - DAY, babies=OPENS)
    assert (early.state, early.left) == (RefreshState.OPEN, ("look",))
    done = found(OPENS + 2 * DAY, look=OPENS + DAY, babies=OPENS)
    assert (done.state, done.left, done.done_at) == (RefreshState.DONE, (), OPENS + DAY)


def test_done_late_is_done():
    assert found(DUE + 9 * DAY, look=DUE + 9 * DAY, babies=DUE).state is RefreshState.DONE


def test_a_certificate_that_ends_with_the_year_asks_for_none():
    assert found(DUE, months=12) is None
    assert found(DUE, months=13).state is RefreshState.OVERDUE


def test_a_set_that_is_not_asked_any_more_keeps_nobody_overdue():
    until = add_months(ISSUED, 24)
    given_up = {"look": DUE}
    one = refresh(PLAN, issued_at=ISSUED, valid_until=until, passed_at=given_up, at=DUE)
    assert one.state is RefreshState.DONE
    assert refresh(PLAN, issued_at=ISSUED, valid_until=until, passed_at={}, at=DUE) is None


def test_each_round_is_counted_from_the_day_of_issue_however_late_the_one_before_was():
    plan = replace(PLAN, every_months=6)
    second = add_months(ISSUED, 12)
    late = second - 61 * DAY
    assert found(late, plan, look=late, babies=late).state is RefreshState.DONE
    again = found(second - 60 * DAY, plan, look=late, babies=late)
    assert (again.state, again.due_at) == (RefreshState.OPEN, second)


MOMENTS = st.integers(0, 3 * 365).map(lambda days: ISSUED + days * DAY)
PLANS = st.builds(
    Plan,
    st.integers(3, 18),
    st.integers(1, 84),
    st.just(("look", "babies")),
)


@given(PLANS, st.integers(4, 36), MOMENTS, MOMENTS)
def test_what_was_done_since_a_round_opened_settles_that_round(plan, months, at, passed):
    one = found(at, plan, months, look=passed, babies=passed)
    if one is None:
        assert add_months(ISSUED, plan.every_months) >= add_months(ISSUED, months)
        return
    assert (one.state is RefreshState.AHEAD) == (at < one.opens_at)
    if at >= one.opens_at:
        assert (one.state is RefreshState.DONE) == (passed >= one.opens_at)
        assert (one.state is RefreshState.OVERDUE) == (passed < one.opens_at and at >= one.due_at)
    assert one.due_at < add_months(ISSUED, months)


@given(PLANS, MOMENTS)
def test_the_round_of_today_is_never_one_that_a_later_one_has_replaced(plan, at):
    one = found(at, plan, 36)
    if one is not None and one.state is not RefreshState.AHEAD:
        rounds = [add_months(ISSUED, n * plan.every_months) for n in range(1, 13)]
        later = [due for due in rounds if one.due_at < due < add_months(ISSUED, 36)]
        assert all(due - plan.window_days * DAY > at for due in later)
