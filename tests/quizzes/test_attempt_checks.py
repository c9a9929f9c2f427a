"""The checks inside a lesson."""

from __future__ import annotations

import pytest

from quizzes import attempts, beliefs, results
from quizzes.engine.kinds.base import ResponseError
from quizzes.models import Attempt, AttemptItem, Mark, Quiz, Response, Result
from quizzes.quizzes import Policy

from .making import AT, CANARY, fixed, item, publish_bank, publish_quiz

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("host")]


@pytest.fixture
def quiz(db) -> Quiz:
    publish_bank(
        [item("c1", use="check"), item("c2", "matching", use="check")],
    )
    return publish_quiz(fixed(["c1", "c2"]), preset="check", policy=Policy(), slug="lesson-1-r1")


@pytest.fixture
def look(junior, quiz, space):
    return lambda: attempts.checks(user=junior, quiz=quiz, space=space)


@pytest.fixture
def answer(junior, quiz, space):
    def given(key: str, response: object, *, in_keys: bool = True) -> attempts.CheckItem:
        place = {"user": junior, "quiz": quiz, "space": space, "question_key": key}
        return attempts.answer_check(**place, response=response, at=AT, in_keys=in_keys)

    return given


def test_looking_opens_no_attempt_and_tells_no_key(look) -> None:
    items = look()
    assert list(items) == ["c1", "c2"]
    assert not Attempt.objects.exists()
    assert CANARY not in str(items)
    assert {one.feedback for one in items.values()} == {None}


def test_the_first_answer_opens_the_attempt_and_moves_nothing(look, answer) -> None:
    before = look()
    told = answer("c1", before["c1"].order[0], in_keys=False)
    assert Attempt.objects.get().is_open
    after = look()
    assert after["c1"] == told
    for key in before:
        assert after[key].delivery == before[key].delivery
        assert after[key].order == before[key].order


def test_a_full_answer_is_explained_and_a_half_one_is_only_kept(answer) -> None:
    half = answer("c2", {"old": "y"})
    assert (half.complete, half.feedback) == (False, None)
    full = answer("c2", {"old": "x", "newborn": "x"})
    assert (full.complete, full.state, str(full.fraction)) == (True, "partly", "0.5000000")
    assert [row.right for row in full.feedback.rows] == [True, False]
    assert CANARY in full.feedback.explanation


def test_each_try_is_a_new_response_and_a_new_mark(answer) -> None:
    assert answer("c1", "b").state == "wrong"
    assert answer("c1", "b").state == "wrong"  # the same again is no try
    assert answer("c1", "a").state == "right"
    assert list(Response.objects.values_list("body", flat=True)) == ["b", "a"]
    assert list(Mark.objects.values_list("number", "state")) == [(1, "wrong"), (2, "right")]


def test_a_wrong_answer_reveals_its_belief_until_a_right_one(answer, junior, space) -> None:
    told = answer("c1", "b")
    assert [note.refutation for note in told.feedback.beliefs] == ["Refutation of M03."]
    assert [one.code for one in beliefs.seen(users=[junior], space=space)] == ["M03"]


def test_checks_never_end_and_are_never_scored(answer, junior) -> None:
    answer("c1", "a")
    attempt = Attempt.objects.get()
    with pytest.raises(Attempt.DoesNotExist):
        attempts.submit(user=junior, attempt_id=attempt.public_id, at=AT)
    with pytest.raises(Attempt.DoesNotExist):
        results.page(viewer=junior, attempt_id=attempt.public_id, at=AT)
    assert not Result.objects.exists()


def test_the_board_can_tell_who_has_answered_them(answer, junior, quiz, space) -> None:
    def state() -> object:
        return results.checked(users=[junior], quizzes=[quiz], space=space).get(
            (junior.pk, quiz.pk)
        )

    assert state() is None
    answer("c1", "b")
    answer("c1", "a")
    assert state() == results.Checked(done=1, total=2)
    answer("c2", {"old": "y", "newborn": "x"})
    assert state().complete


def test_what_is_no_check_is_not_answered(answer, junior, space) -> None:
    with pytest.raises(AttemptItem.DoesNotExist):
        answer("q9", "a")
    with pytest.raises(ResponseError):
        answer("c1", "z")
    exam = publish_quiz(fixed(["c1"]))
    with pytest.raises(Quiz.DoesNotExist):
        attempts.answer_check(
            user=junior, quiz=exam, space=space, question_key="c1", response="a", at=AT
        )


def test_the_door_to_a_quiz_is_not_the_door_to_a_lesson(answer, host) -> None:
    host.REASONS.append(host.Reason("lesson_first"))
    assert answer("c1", "a").state == "right"


def test_looking_costs_the_same_for_any_number_of_checks(junior, space, statements) -> None:
    counts = []
    for size in (2, 12):
        items = [item(f"k{size}-{n}", use="check") for n in range(size)]
        publish_bank(items)
        keys = [one.key for one in items]
        quiz = publish_quiz(fixed(keys), preset="check", policy=Policy(), slug=f"l{size}")
        with statements() as closed:
            attempts.checks(user=junior, quiz=quiz, space=space)
        for key in keys[:2]:
            place = {"user": junior, "quiz": quiz, "space": space, "question_key": key}
            attempts.answer_check(**place, response="b", at=AT, in_keys=True)
        with statements() as opened:
            attempts.checks(user=junior, quiz=quiz, space=space)
        counts.append((len(closed), len(opened)))
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 7
