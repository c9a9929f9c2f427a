"""Exceptions: more attempts, more minutes, more time."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from quizzes import attempts, grants
from quizzes.models import Attempt, Extension, Grant

from .making import AT, quiz_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("host")]


@pytest.fixture
def attempt(junior, space) -> Attempt:
    return attempts.start(user=junior, quiz=quiz_of(), space=space, at=AT)


def give(user, quiz, space, by, **more) -> Grant:
    given = {"attempts": 1, "minutes": 0, "reason": "Ill that day", "at": AT} | more
    return grants.give(user=user, quiz=quiz, space=space, by=by, **given)


def test_a_grant_opens_another_attempt_without_a_pause(junior, mentor, space, later) -> None:
    quiz = quiz_of()
    for hours in (0, 25, 50):
        now = later(hours=hours)
        started = attempts.start(user=junior, quiz=quiz, space=space, at=now)
        attempts.submit(user=junior, attempt_id=started.public_id, at=now)
    with pytest.raises(attempts.NotOpen):
        attempts.start(user=junior, quiz=quiz, space=space, at=later(hours=60))
    give(junior, quiz, space, mentor)
    assert attempts.start(user=junior, quiz=quiz, space=space, at=later(hours=60)).number == 4


def test_a_grant_holds_until_it_ends(junior, mentor, space, later) -> None:
    quiz = quiz_of()
    give(junior, quiz, space, mentor, minutes=10, ends=later(hours=1))

    def allowed(now: dt.datetime) -> grants.Allowance:
        return grants.allowance(user=junior, quiz=quiz, space=space, at=now)

    assert (allowed(AT).attempts, allowed(AT).minutes) == (1, 10)
    assert allowed(later(hours=1)) == grants.Allowance()


def test_a_fresh_start_leaves_earlier_attempts_out(junior, space, later) -> None:
    quiz = quiz_of()
    started = attempts.start(user=junior, quiz=quiz, space=space, at=AT)
    for position in (1, 2, 3):
        attempts.answer(
            user=junior,
            attempt_id=started.public_id,
            position=position,
            response="a",
            certainty=None,
            revision=0,
            at=AT,
            in_keys=True,
        )
    attempts.submit(user=junior, attempt_id=started.public_id, at=AT)
    renew(junior, quiz, space, later(days=700), later(days=701))
    renewed = attempts.start(user=junior, quiz=quiz, space=space, at=later(days=701))
    assert renewed.number == 2


def renew(user, quiz, space, counts_from, at) -> Grant | None:
    fresh = {"counts_from": counts_from, "reason": "Foundation", "by": user, "at": at}
    return grants.renew(user=user, quiz=quiz, space=space, **fresh)


def test_asking_twice_for_a_fresh_start_gains_no_attempt(junior, space, later, host) -> None:
    quiz, opens = quiz_of(), later(days=700)
    assert renew(junior, quiz, space, opens, opens).by == junior
    for day in (700, 702, 704):
        started = attempts.start(user=junior, quiz=quiz, space=space, at=later(days=day))
        attempts.submit(user=junior, attempt_id=started.public_id, at=later(days=day))
    assert renew(junior, quiz, space, opens, later(days=706)) is None
    with pytest.raises(attempts.NotOpen):
        attempts.start(user=junior, quiz=quiz, space=space, at=later(days=706))
    assert [one["action"] for one in host.RECORDED].count("grant.renewed") == 1


def test_an_attempt_given_before_a_fresh_start_is_not_given_again(
    junior, mentor, space, later
) -> None:
    quiz = quiz_of()
    give(junior, quiz, space, mentor, attempts=2, minutes=5)
    renew(junior, quiz, space, later(days=700), later(days=701))
    found = grants.allowance(user=junior, quiz=quiz, space=space, at=later(days=702))
    assert (found.attempts, found.minutes) == (0, 5)
    give(junior, quiz, space, mentor, at=later(days=703))
    after = grants.allowance(user=junior, quiz=quiz, space=space, at=later(days=704))
    assert after.attempts == 1


def test_a_fresh_start_has_a_reason_and_its_moment_has_come(junior, space, later) -> None:
    with pytest.raises(ValueError, match="reason"):
        renew(junior, quiz_of(), space, later(days=2), later(days=1))


def test_minutes_and_factor_are_in_the_snapshot(junior, mentor, space) -> None:
    quiz = quiz_of()
    give(junior, quiz, space, mentor, attempts=0, minutes=10)
    grants.accommodate(user=junior, factor=Decimal("1.5"), reason="r", by=mentor, at=AT)
    attempt = attempts.start(user=junior, quiz=quiz, space=space, at=AT)
    assert attempt.deadline_at == AT + dt.timedelta(minutes=45)
    assert (attempt.policy["extra_minutes"], attempt.policy["factor"]) == (10, "1.50")
    assert grants.deadline_of(attempt) == attempt.deadline_at


def test_an_extension_moves_the_deadline_and_is_recorded(attempt, mentor, host) -> None:
    before = attempt.deadline_at
    for seconds in (60, 30):
        grants.extend(attempt=attempt, seconds=seconds, reason="Alarm", by=mentor, at=AT)
    attempt.refresh_from_db()
    assert attempt.deadline_at == before + dt.timedelta(seconds=90)
    assert attempt.deadline_at == grants.deadline_of(attempt)
    event = host.RECORDED[-1]
    assert (event["action"], event["by"], event["text"]) == ("attempt.extended", mentor, "Alarm")
    assert event["data"]["seconds"] == 30


def test_what_has_ended_is_not_extended(attempt, mentor) -> None:
    late = attempt.deadline_at + dt.timedelta(seconds=6)
    with pytest.raises(attempts.AttemptClosed):
        grants.extend(attempt=attempt, seconds=60, reason="Too late", by=mentor, at=late)
    attempt.refresh_from_db()
    assert attempt.submitted_at == AT + dt.timedelta(minutes=20)
    assert not Extension.objects.exists()


def test_an_accommodation_extends_what_runs_once(attempt, mentor) -> None:
    for factor in ("1.5", "1.5", "2"):
        grants.accommodate(
            user=attempt.user, factor=Decimal(factor), reason="Second language", by=mentor, at=AT
        )
    attempt.refresh_from_db()
    assert attempt.deadline_at == AT + dt.timedelta(minutes=40)
    assert attempt.deadline_at == grants.deadline_of(attempt)


def test_nobody_makes_an_exception_for_herself(attempt, junior, space) -> None:
    with pytest.raises(PermissionDenied):
        give(junior, attempt.quiz, space, junior)
    with pytest.raises(PermissionDenied):
        grants.extend(attempt=attempt, seconds=60, reason="r", by=junior, at=AT)
    with pytest.raises(PermissionDenied):
        grants.accommodate(user=junior, factor=Decimal(2), reason="r", by=junior, at=AT)


def test_an_exception_has_a_reason_and_gives_something(attempt, mentor, space, host) -> None:
    junior, quiz = attempt.user, attempt.quiz
    refused = [
        lambda: give(junior, quiz, space, mentor, reason="  "),
        lambda: give(junior, quiz, space, mentor, attempts=0),
        lambda: grants.extend(attempt=attempt, seconds=0, reason="r", by=mentor, at=AT),
        lambda: grants.accommodate(user=junior, factor=Decimal(6), reason="r", by=mentor, at=AT),
    ]
    for act in refused:
        with pytest.raises(ValueError, match=r"."):
            act()
    assert not host.RECORDED
    assert not Grant.objects.exists()
