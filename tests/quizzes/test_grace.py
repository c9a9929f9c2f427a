"""The seconds after a deadline in which an answer on its way still counts, by the policy."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from quizzes import attempts, marking
from quizzes.models import Attempt, Mark
from quizzes.quizzes import Policy

from .making import AT, EXAM, quiz_of
from .test_attempts import save

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("host")]
SECOND = dt.timedelta(seconds=1)


def begin(junior, space, **rules) -> Attempt:
    quiz = quiz_of(policy=replace(EXAM, **rules))
    return attempts.start(user=junior, quiz=quiz, space=space, at=AT)


@pytest.mark.parametrize("looks", ["page", "overview", "sweep", "none"])
def test_nobody_ends_an_attempt_while_an_answer_may_still_come(junior, space, looks: str) -> None:
    attempt = begin(junior, space, grace=60)
    at = attempt.deadline_at + 30 * SECOND
    if looks == "page":
        attempts.page(user=junior, attempt_id=attempt.public_id, position=1, at=at)
    elif looks == "overview":
        attempts.overview(user=junior, attempt_id=attempt.public_id, at=at)
    elif looks == "sweep":
        assert attempts.finish_expired(at=at) == 0
    assert save(attempt, "a", at=at).revision == 1
    assert attempts.finish_expired(at=at + 31 * SECOND) == 1
    attempt.refresh_from_db()
    assert attempt.submitted_at == attempt.deadline_at


def test_without_a_grace_it_has_ended_when_an_answer_comes_too_late(junior, space) -> None:
    attempt = begin(junior, space, grace=0, sequential=True)
    at = attempt.deadline_at + 2 * SECOND
    with pytest.raises(attempts.TooLate):
        save(attempt, "a", at=at)
    page = attempts.page(user=junior, attempt_id=attempt.public_id, position=2, at=at)
    assert not page.attempt.is_open


def test_the_digest_holds_what_was_judged_at_once_within_the_grace(junior, space) -> None:
    quiz = quiz_of(preset="practice", policy=Policy(minutes=20))
    attempt = attempts.start(user=junior, quiz=quiz, space=space, at=AT)
    at = attempt.deadline_at + 3 * SECOND
    save(attempt, "a", at=at)
    attempts.finish_expired(at=at + 60 * SECOND)
    attempt.refresh_from_db()
    assert Mark.objects.filter(at__gt=attempt.submitted_at).count() == 1
    assert marking.digest_of(attempt) == attempt.digest
