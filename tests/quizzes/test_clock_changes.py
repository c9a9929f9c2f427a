"""An attempt lasts as long as it was promised: over a night on which the clocks change, and with
whatever grace its policy gives to what is on its way."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from quizzes import attempts
from quizzes.models import Attempt, Result, Space
from training.models import User

from .making import AT, EXAM, quiz_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("host")]
BERLIN, YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
STARTS = {
    "an hour is left out": dt.datetime(2026, 3, 29, 1, 50, tzinfo=BERLIN),
    "an hour comes twice": dt.datetime(2026, 10, 25, 2, 50, tzinfo=BERLIN),
    "the second of the two": dt.datetime(2026, 10, 25, 2, 50, fold=1, tzinfo=BERLIN),
    "left out in New York": dt.datetime(2026, 3, 8, 1, 50, tzinfo=YORK),
    "twice in New York": dt.datetime(2026, 11, 1, 1, 50, tzinfo=YORK),
}


@pytest.mark.parametrize("started", STARTS.values(), ids=STARTS)
def test_twenty_minutes_and_the_grace_are_kept_and_no_more(
    started: dt.datetime, junior: User, space: Space
) -> None:
    attempt = attempts.start(user=junior, quiz=quiz_of(1), space=space, at=started)
    given = {"user": junior, "attempt_id": attempt.public_id, "position": 1, "in_keys": True}
    real = started.astimezone(dt.UTC)
    for seconds, response in ((1199, "b"), (1205, "a")):
        moment = (real + dt.timedelta(seconds=seconds)).astimezone(started.tzinfo)
        revision = attempt.items.get().revision
        attempts.answer(**given, response=response, certainty=None, revision=revision, at=moment)
    late = (real + dt.timedelta(seconds=1206)).astimezone(started.tzinfo)
    with pytest.raises(attempts.TooLate):
        attempts.answer(**given, response="b", certainty=None, revision=2, at=late)
    assert attempts.finish_expired(at=late) == 1
    ended, result = Attempt.objects.get(), Result.objects.get()
    assert ended.submitted_at - real == dt.timedelta(minutes=20)
    assert (result.at, result.passed) == (ended.submitted_at, True)


@pytest.mark.parametrize("grace", [0, 30])
def test_nothing_is_ended_while_its_saves_are_still_taken(
    grace: int, junior: User, space: Space
) -> None:
    quiz = quiz_of(1, policy=replace(EXAM, grace=grace))
    attempt = attempts.start(user=junior, quiz=quiz, space=space, at=AT)
    last = attempt.deadline_at + dt.timedelta(seconds=grace)
    assert attempts.find(user=junior, attempt_id=attempt.public_id, at=last).is_open
    assert attempts.finish_expired(at=last) == 0
    given = {"user": junior, "attempt_id": attempt.public_id, "position": 1, "in_keys": True}
    attempts.answer(**given, response="a", certainty=None, revision=0, at=last)
    assert attempts.finish_expired(at=last + dt.timedelta(seconds=1)) == 1
    assert Attempt.objects.get().submitted_at == attempt.deadline_at
    assert Result.objects.get().passed
