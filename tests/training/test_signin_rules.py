"""When a second step of signing in is due, and when a session is over."""

from __future__ import annotations

import datetime as dt

import pytest

from training.rules.signin import (
    Held,
    Over,
    SecondFactor,
    SessionLimits,
    second_factor_due,
    session_over,
)

AT = dt.datetime(2026, 3, 1, 9, 0, tzinfo=dt.UTC)
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
GRACE = 14 * DAY
LIMITS = SessionLimits(idle=HOUR, whole=12 * HOUR)


def asked(*held: Held, enrolled: bool = False, grace: dt.timedelta | None = GRACE):
    return second_factor_due(held, enrolled=enrolled, grace=grace)


@pytest.mark.parametrize("role", ["junior", "author"])
def test_nothing_is_asked_of_who_leads_nobody(role: str) -> None:
    assert asked(Held(role, AT)) is None


@pytest.mark.parametrize("role", ["mentor", "owner"])
def test_who_leads_has_the_grace_from_the_day_she_began(role: str) -> None:
    assert asked(Held(role, AT)) == SecondFactor(AT + GRACE)


def test_who_has_enrolled_is_asked_nothing() -> None:
    assert asked(Held("owner", AT), enrolled=True) is None


def test_the_first_role_that_leads_begins_the_grace() -> None:
    held = [Held("junior", AT - 90 * DAY), Held("owner", AT), Held("mentor", AT - 3 * DAY)]
    assert asked(*held) == SecondFactor(AT - 3 * DAY + GRACE)


def test_in_a_demo_clinic_the_grace_has_no_end() -> None:
    assert asked(Held("owner", AT, demo=True)) == SecondFactor(None)


def test_a_demo_clinic_takes_nothing_from_a_real_one() -> None:
    held = [Held("owner", AT - 90 * DAY, demo=True), Held("mentor", AT)]
    assert asked(*held) == SecondFactor(AT + GRACE)


def test_where_no_grace_is_set_it_has_no_end() -> None:
    assert asked(Held("owner", AT), grace=None) == SecondFactor(None)


def test_with_no_days_it_is_due_at_once() -> None:
    assert asked(Held("owner", AT), grace=0 * DAY).is_due(AT)


@pytest.mark.parametrize(
    ("after", "due", "left"),
    [
        (0 * DAY, False, 14),
        (HOUR, False, 14),
        (13 * DAY, False, 1),
        (14 * DAY - HOUR, False, 1),
        (14 * DAY, True, 0),
        (20 * DAY, True, 0),
    ],
)
def test_days_that_have_begun_count(after: dt.timedelta, due: bool, left: int) -> None:
    step = SecondFactor(AT + GRACE)
    assert (step.is_due(AT + after), step.days_left(AT + after)) == (due, left)


def test_without_an_end_it_is_never_due() -> None:
    assert not SecondFactor(None).is_due(AT + 9999 * DAY)
    assert SecondFactor(None).days_left(AT) is None


@pytest.mark.parametrize(
    ("begun", "seen", "why"),
    [
        (0 * HOUR, 0 * HOUR, None),
        (11 * HOUR, HOUR / 2, None),
        (3 * HOUR, HOUR, Over.IDLE),
        (12 * HOUR, HOUR / 2, Over.WHOLE),
        (13 * HOUR, 2 * HOUR, Over.WHOLE),
    ],
)
def test_a_session_is_over_when_nothing_happened_and_in_any_case(
    begun: dt.timedelta, seen: dt.timedelta, why: Over | None
) -> None:
    assert session_over(begun=AT - begun, seen=AT - seen, at=AT, limits=LIMITS) is why
