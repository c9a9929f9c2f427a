"""Starting, answering and ending an attempt."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace

import pytest

from quizzes import attempts
from quizzes.engine.kinds.base import ResponseError
from quizzes.models import Attempt, AttemptItem, Mark, Quiz, Response, Result, Space
from quizzes.permissions import Reason
from quizzes.quizzes import Policy

from .making import AT, BODIES, EXAM, RIGHT, fixed, item, publish_bank, publish_quiz, quiz_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("host")]


@pytest.fixture
def attempt(junior, space) -> Attempt:
    return attempts.start(user=junior, quiz=quiz_of(), space=space, at=AT, seed=b"s" * 16)


def save(attempt: Attempt, response: object, **more):
    given = {"position": 1, "certainty": 2, "revision": 0, "at": AT, "in_keys": True} | more
    return attempts.answer(
        user=attempt.user, attempt_id=attempt.public_id, response=response, **given
    )


def test_a_second_start_returns_the_open_attempt(attempt, space) -> None:
    again = attempts.start(user=attempt.user, quiz=attempt.quiz, space=space, at=AT)
    assert again == attempt
    assert Attempt.objects.count() == 1


def test_an_attempt_pins_versions_order_and_policy(attempt) -> None:
    quiz_of(explanation="Better said.", policy=replace(EXAM, minutes=5))
    attempt.refresh_from_db()
    assert attempt.policy["minutes"] == 20
    assert attempt.deadline_at == AT + dt.timedelta(minutes=20)
    assert all(sorted(one.order) == ["a", "b", "c"] for one in attempt.items.all())
    assert {one.version.number for one in attempt.items.select_related("version")} == {1}


def test_the_same_seed_makes_the_same_attempt(attempt, stranger, space) -> None:
    other = attempts.start(
        user=stranger, quiz=attempt.quiz, space=space, at=AT, seed=bytes(attempt.seed)
    )
    orders = [list(one.items.values_list("question_id", "order")) for one in (attempt, other)]
    assert orders[0] == orders[1]


def test_the_host_may_keep_the_door_closed(junior, space, host) -> None:
    host.REASONS.append(Reason("lesson_first", "Read it.", "/learn/"))
    with pytest.raises(attempts.NotOpen) as refused:
        attempts.start(user=junior, quiz=quiz_of(), space=space, at=AT)
    assert [reason.code for reason in refused.value.reasons] == ["lesson_first"]


def test_the_next_attempt_waits_and_the_last_is_the_last(junior, space, later) -> None:
    quiz = quiz_of()
    for number, hours in enumerate((0, 25, 50), start=1):
        now = later(hours=hours)
        started = attempts.start(user=junior, quiz=quiz, space=space, at=now)
        assert started.number == number
        attempts.submit(user=junior, attempt_id=started.public_id, at=now)
        with pytest.raises(attempts.NotOpen) as refused:
            attempts.start(user=junior, quiz=quiz, space=space, at=now)
        assert refused.value.reasons[0].code == ("none_left" if number == 3 else "pause")


def test_after_the_pass_there_is_no_further_attempt(attempt, space) -> None:
    for position in (1, 2, 3):
        save(attempt, "a", position=position)
    attempts.submit(user=attempt.user, attempt_id=attempt.public_id, at=AT)
    with pytest.raises(attempts.NotOpen) as refused:
        attempts.start(user=attempt.user, quiz=attempt.quiz, space=space, at=AT)
    assert refused.value.reasons[0].code == "passed"


def test_a_retired_quiz_and_one_of_another_space_do_not_start(junior, space) -> None:
    quiz = quiz_of()
    Quiz.objects.update(retired_at=AT)
    quiz.refresh_from_db()
    with pytest.raises(attempts.NotOpen):
        attempts.start(user=junior, quiz=quiz, space=space, at=AT)
    quiz.space = Space.objects.create(name="Elsewhere")
    with pytest.raises(Quiz.DoesNotExist):
        attempts.start(user=junior, quiz=quiz, space=space, at=AT)


def test_an_answer_is_a_new_numbered_row(attempt) -> None:
    assert save(attempt, "a").revision == 1
    assert save(attempt, "b", revision=1).revision == 2
    rows = Response.objects.order_by("number").values_list("number", "body", "certainty")
    assert list(rows) == [(1, "a", 2), (2, "b", 2)]
    assert attempt.items.get(position=1).revision == 2


def test_an_unchanged_answer_is_acknowledged_without_a_row(attempt) -> None:
    save(attempt, "a")
    repeated = save(attempt, "a", revision=0, at=AT + dt.timedelta(seconds=9))
    assert (repeated.revision, repeated.at) == (1, AT)
    assert Response.objects.count() == 1


def test_an_answer_may_be_taken_back(attempt) -> None:
    save(attempt, "a")
    assert save(attempt, None, certainty=None, revision=1).complete is False
    assert Response.objects.latest("number").body is None


def test_a_stale_save_is_refused_with_what_is_stored(attempt) -> None:
    save(attempt, "a")
    shown = attempts.sheet(user=attempt.user, attempt_id=attempt.public_id).items[0].response
    with pytest.raises(attempts.Stale) as stale:
        save(attempt, "b", revision=0)
    assert (stale.value.revision, stale.value.certainty, stale.value.at) == (1, 2, AT)
    assert stale.value.response == shown
    assert Response.objects.get().body == "a"


@pytest.mark.parametrize("response", ["z", 7, ["a"], {"a": True}, "a" * 5000])
def test_what_no_page_of_ours_sends_is_refused(attempt, response) -> None:
    with pytest.raises(ResponseError):
        save(attempt, response)
    assert not Response.objects.exists()


@pytest.mark.parametrize("certainty", [0, 4, True, "2"])
def test_certainty_is_one_to_three_or_nothing(attempt, certainty) -> None:
    with pytest.raises(ResponseError):
        save(attempt, "a", certainty=certainty)


def test_nobody_answers_the_attempt_of_another(attempt, stranger) -> None:
    with pytest.raises(AttemptItem.DoesNotExist):
        attempts.answer(
            user=stranger,
            attempt_id=attempt.public_id,
            position=1,
            response="a",
            certainty=None,
            revision=0,
            at=AT,
        )
    for position in (0, 4):
        with pytest.raises(AttemptItem.DoesNotExist):
            save(attempt, "a", position=position)


def test_the_grace_is_five_seconds_and_no_more(attempt) -> None:
    end = attempt.deadline_at
    assert save(attempt, "a", at=end + dt.timedelta(seconds=5)).revision == 1
    with pytest.raises(attempts.TooLate) as late:
        save(attempt, "b", revision=1, at=end + dt.timedelta(seconds=6))
    assert late.value.deadline == end
    assert Response.objects.count() == 1


def test_after_the_end_nothing_is_saved(attempt) -> None:
    attempts.submit(user=attempt.user, attempt_id=attempt.public_id, at=AT)
    with pytest.raises(attempts.AttemptClosed) as closed:
        save(attempt, "a")
    assert closed.value.submitted_at == AT
    with pytest.raises(AttemptItem.DoesNotExist):
        attempts.flag(user=attempt.user, attempt_id=attempt.public_id, position=1, flagged=True)


def test_a_question_may_be_flagged_by_its_learner_alone(attempt, stranger) -> None:
    attempts.flag(user=attempt.user, attempt_id=attempt.public_id, position=2, flagged=True)
    assert [one.flagged for one in attempt.items.all()] == [False, True, False]
    with pytest.raises(AttemptItem.DoesNotExist):
        attempts.flag(user=stranger, attempt_id=attempt.public_id, position=2, flagged=False)


@pytest.mark.parametrize("kind", BODIES)
def test_every_kind_is_answered_and_graded(kind, junior, space) -> None:
    publish_bank([item("q1", kind)])
    quiz = publish_quiz(fixed(["q1"]), policy=replace(EXAM, minutes=None))
    attempt = attempts.start(user=junior, quiz=quiz, space=space, at=AT)
    assert save(attempt, RIGHT[kind]).complete
    restored = attempts.sheet(user=junior, attempt_id=attempt.public_id).items[0]
    assert restored.complete
    assert save(attempt, restored.response, revision=1, in_keys=False).revision == 1
    attempts.submit(user=junior, attempt_id=attempt.public_id, at=AT)
    assert Mark.objects.get().state == "right"
    assert Result.objects.get().passed


def test_saving_costs_three_statements(attempt, statements) -> None:
    for response, revision in (("a", 0), ("b", 1)):
        with statements() as found:
            save(attempt, response, revision=revision)
        assert len(found) <= 3, found.real


def test_practice_is_graded_at_once_and_then_locked(junior, space, host) -> None:
    quiz = quiz_of(preset="practice")
    attempt = attempts.start(user=junior, quiz=quiz, space=space, at=AT)
    saved = save(attempt, "b", certainty=3)
    assert saved.mark.state == "wrong"
    assert save(attempt, "b", certainty=3).mark == saved.mark
    with pytest.raises(attempts.Locked):
        save(attempt, "a", revision=1)
    ended = attempts.submit(user=junior, attempt_id=attempt.public_id, at=AT)
    result = ended.results.get()
    assert (result.score, result.passed) == (0, None)
    assert Mark.objects.count() == 3


def test_half_an_answer_to_practice_is_saved_and_not_judged(junior, space) -> None:
    publish_bank([item("q1", "matching", use="practice")])
    quiz = publish_quiz(fixed(["q1"]), preset="practice", policy=Policy())
    attempt = attempts.start(user=junior, quiz=quiz, space=space, at=AT)
    saved = save(attempt, {"old": "y"})
    assert (saved.complete, saved.mark) == (False, None)
    assert save(attempt, {"old": "y", "newborn": "x"}, revision=1).mark.state == "right"


def test_practice_starts_again_and_again(junior, space) -> None:
    quiz = quiz_of(preset="practice")
    for number in (1, 2, 3):
        attempt = attempts.start(user=junior, quiz=quiz, space=space, at=AT)
        assert attempt.number == number
        attempts.submit(user=junior, attempt_id=attempt.public_id, at=AT)


def test_nobody_finds_the_attempt_of_another(attempt, stranger, later) -> None:
    with pytest.raises(Attempt.DoesNotExist):
        attempts.find(user=stranger, attempt_id=attempt.public_id, at=AT)
    with pytest.raises(Attempt.DoesNotExist):
        attempts.submit(user=stranger, attempt_id=attempt.public_id, at=AT)
    with pytest.raises(Attempt.DoesNotExist):
        attempts.sheet(user=attempt.user, attempt_id=uuid.uuid4())
    assert attempts.find(user=attempt.user, attempt_id=attempt.public_id, at=AT).is_open
    found = attempts.find(user=attempt.user, attempt_id=attempt.public_id, at=later(hours=1))
    assert not found.is_open
