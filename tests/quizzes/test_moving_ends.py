"""What an exception will do to an attempt that runs is foreseen, and then it does just that."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from quizzes import attempts, grants
from quizzes.models import Accommodation, Attempt

from .making import AT, EXAM, quiz_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("host")]
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def attempt(junior, space) -> Attempt:
    return attempts.start(user=junior, quiz=quiz_of(), space=space, at=AT)


def accommodate(user, by, factor: str, at: dt.datetime = AT, **more) -> Accommodation:
    given = {"factor": Decimal(factor), "reason": "r", "by": by, "at": at}
    return grants.accommodate(user=user, **given, **more)


def timing(attempt: Attempt) -> grants.Timing:
    attempt.refresh_from_db()
    return grants.timing(
        started_at=attempt.started_at, policy=attempt.policy, deadline_at=attempt.deadline_at
    )


@pytest.mark.parametrize("minutes", [0, 10, 240])
def test_the_end_that_is_foreseen_comes_true(attempt, junior, mentor, space, minutes: int) -> None:
    accommodate(junior, mentor, "1.5")
    place = {"user": junior, "quiz": attempt.quiz, "space": space, "at": AT}
    foreseen = grants.foresee(**place, minutes=minutes, closes=None)
    grants.give(**place, attempts=1, minutes=minutes, reason="r", by=mentor)
    attempt.refresh_from_db()
    assert [move.will_be for move in foreseen] == ([attempt.deadline_at] if minutes else [])
    assert attempt.deadline_at == AT + (20 + minutes) * 1.5 * MINUTE


def test_a_later_close_is_foreseen_where_the_close_cut_it(junior, mentor, space) -> None:
    quiz = quiz_of(policy=replace(EXAM, closes=AT + 5 * MINUTE, hard_close=True))
    started = attempts.start(user=junior, quiz=quiz, space=space, at=AT)
    place = {"user": junior, "quiz": quiz, "space": space, "at": AT}
    (move,) = grants.foresee(**place, minutes=0, closes=AT + 12 * MINUTE)
    assert (move.was, move.will_be) == (AT + 5 * MINUTE, AT + 12 * MINUTE)
    given = {"attempts": 0, "minutes": 0, "closes": AT + 12 * MINUTE}
    grants.give(**place, **given, reason="r", by=mentor)
    assert timing(started).ends_at == move.will_be


def test_a_factor_is_foreseen_for_what_runs_here(attempt, junior, mentor, space) -> None:
    (move,) = grants.foresee_factor(user=junior, space=space, factor=Decimal("1.25"), at=AT)
    assert (move.attempt, move.will_be) == (attempt, AT + 25 * MINUTE)
    accommodate(junior, mentor, "1.25")
    assert timing(attempt).ends_at == move.will_be
    assert not grants.foresee_factor(user=junior, space=space, factor=Decimal("1.25"), at=AT)


def test_what_is_over_is_not_moved(attempt, junior, space) -> None:
    late = AT + 21 * MINUTE
    place = {"user": junior, "quiz": attempt.quiz, "space": space, "at": late}
    assert not grants.foresee(**place, minutes=10, closes=None)
    assert not grants.foresee_factor(user=junior, space=space, factor=Decimal(2), at=late)


def test_a_factor_of_one_ends_the_accommodation_and_takes_no_time(
    attempt, junior, mentor, space, host
) -> None:
    accommodate(junior, mentor, "2", space=space)
    accommodate(junior, mentor, "1", AT + MINUTE, space=space)
    assert grants.factor_of(junior, at=AT + MINUTE) == 1
    assert timing(attempt).ends_at == AT + 40 * MINUTE
    given = [one for one in host.RECORDED if one["action"] == "accommodation.given"]
    assert [(one["space"], one["data"]["factor"]) for one in given] == [(space, "2"), (space, "1")]


def test_the_time_of_an_attempt_is_taken_apart(junior, mentor, space) -> None:
    quiz = quiz_of()
    place = {"user": junior, "quiz": quiz, "space": space}
    grants.give(**place, attempts=0, minutes=10, reason="r", by=mentor, at=AT)
    accommodate(junior, mentor, "1.5")
    started = attempts.start(**place, at=AT)
    grants.extend(attempt=started, seconds=90, reason="r", by=mentor, at=AT)
    found = timing(started)
    assert (found.minutes, found.given.minutes, found.given.factor) == (20, 10, Decimal("1.5"))
    assert (found.seconds_since, found.is_cut) == (90, False)
    assert found.ends_at == AT + 46.5 * MINUTE


def test_a_hard_close_is_told_from_a_limit(junior, space) -> None:
    quiz = quiz_of(policy=replace(EXAM, closes=AT + 5 * MINUTE, hard_close=True))
    assert timing(attempts.start(user=junior, quiz=quiz, space=space, at=AT)).is_cut
