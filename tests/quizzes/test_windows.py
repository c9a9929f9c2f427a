"""Opening, closing, ending with the close; exceptions widen it and reach running attempts."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from quizzes import attempts, grants, quizzes
from quizzes.models import Attempt, Extension, Quiz
from quizzes.quizzes import Policy

from .making import AT, EXAM, quiz_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("host")]
HOUR = dt.timedelta(hours=1)


def quiz(**rules: object) -> Quiz:
    return quiz_of(policy=replace(EXAM, **rules))


def give(user, found: Quiz, space, by, **more: object) -> None:
    nothing = {"attempts": 0, "minutes": 0, "reason": "Ill that day", "at": AT}
    grants.give(user=user, quiz=found, space=space, by=by, **nothing | more)


def refusal(user, found: Quiz, space, at: dt.datetime) -> attempts.NotOpen:
    with pytest.raises(attempts.NotOpen) as refused:
        attempts.start(user=user, quiz=found, space=space, at=at)
    return refused.value


def test_nobody_starts_before_it_opens_or_from_the_close_on(junior, space) -> None:
    found = quiz(opens=AT + HOUR, closes=AT + 3 * HOUR)
    early = refusal(junior, found, space, AT)
    assert (early.reasons[0].code, early.opening.opens_at) == ("not_yet_open", AT + HOUR)
    assert refusal(junior, found, space, AT + 3 * HOUR).reasons[0].code == "closed"
    assert attempts.start(user=junior, quiz=found, space=space, at=AT + HOUR).is_open


def test_who_starts_inside_the_window_has_the_full_time(junior, space) -> None:
    found = quiz(closes=AT + dt.timedelta(minutes=5))
    started = attempts.start(user=junior, quiz=found, space=space, at=AT)
    assert started.deadline_at == AT + dt.timedelta(minutes=20)


def test_a_hard_close_ends_what_runs_and_is_told_before_the_start(junior, space) -> None:
    closes = AT + dt.timedelta(minutes=5)
    found = quiz(closes=closes, hard_close=True)
    page = quizzes.rules_page(user=junior, quiz=found, space=space, at=AT)
    assert (page.time.ends_at, page.time.is_cut) == (closes, True)
    started = attempts.start(user=junior, quiz=found, space=space, at=AT)
    assert started.deadline_at == closes == grants.deadline_of(started)


def test_an_exception_opens_earlier_and_closes_later_for_one_person(
    junior, mentor, space, owner
) -> None:
    found = quiz(opens=AT + HOUR, closes=AT + 2 * HOUR)
    give(junior, found, space, mentor, opens=AT, closes=AT + 9 * HOUR)
    assert attempts.start(user=junior, quiz=found, space=space, at=AT).is_open
    assert refusal(owner, found, space, AT).reasons[0].code == "not_yet_open"


def test_a_later_close_moves_the_end_of_an_attempt_that_it_cut(junior, mentor, space) -> None:
    found = quiz(closes=AT + dt.timedelta(minutes=5), hard_close=True)
    started = attempts.start(user=junior, quiz=found, space=space, at=AT)
    give(junior, found, space, mentor, closes=AT + HOUR)
    started.refresh_from_db()
    assert started.deadline_at == AT + dt.timedelta(minutes=20) == grants.deadline_of(started)
    assert Extension.objects.get().reason == "Ill that day"


def test_more_minutes_reach_the_attempt_that_runs_once(junior, mentor, space) -> None:
    found = quiz()
    started = attempts.start(user=junior, quiz=found, space=space, at=AT)
    give(junior, found, space, mentor, minutes=10)
    give(junior, found, space, mentor, minutes=5)
    started.refresh_from_db()
    assert started.deadline_at == AT + dt.timedelta(minutes=35) == grants.deadline_of(started)


def test_minutes_given_before_the_start_are_not_given_again(junior, mentor, space) -> None:
    found = quiz()
    give(junior, found, space, mentor, minutes=10)
    started = attempts.start(user=junior, quiz=found, space=space, at=AT)
    give(junior, found, space, mentor, attempts=1)
    started.refresh_from_db()
    assert started.deadline_at == AT + dt.timedelta(minutes=30)
    assert not Extension.objects.exists()


def test_an_exception_for_one_quiz_leaves_her_other_attempts_alone(junior, mentor, space) -> None:
    found = quiz()
    other = quiz_of(preset="practice", policy=Policy(minutes=20))
    running = attempts.start(user=junior, quiz=other, space=space, at=AT)
    give(junior, found, space, mentor, minutes=10)
    assert Attempt.objects.get(pk=running.pk).deadline_at == AT + dt.timedelta(minutes=20)


def test_a_window_that_closes_before_it_opens_is_refused_and_changes_nothing(
    junior, mentor, space
) -> None:
    found = quiz()
    with pytest.raises(ValueError, match="opens before it closes"):
        give(junior, found, space, mentor, opens=AT + HOUR, closes=AT)
    assert not found.grants.exists()


def test_a_policy_stores_only_what_differs_from_the_usual() -> None:
    plain = Policy().to_json()
    assert set(plain) == {"pass_mark", "minutes", "attempts", "pauses", "certainty"}
    rich = replace(EXAM, opens=AT, closes=AT + HOUR, hard_close=True, sequential=True, grace=30)
    assert Policy.from_json(rich.to_json()) == rich
