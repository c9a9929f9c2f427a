"""The end of an attempt: marks, result, digest, record."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from quizzes import attempts, marking
from quizzes.engine.faces import FACES
from quizzes.engine.scoring import ItemMark, total
from quizzes.models import Attempt, AttemptItem, Mark, MarkBelief, QuestionVersion, Response, Result
from quizzes.quizzes import Policy

from .making import AT, BODIES, RIGHT, fixed, item, publish_bank, publish_quiz, quiz_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("host")]


def started(user, space, count: int = 3, **quiz) -> Attempt:
    return attempts.start(user=user, quiz=quiz_of(count, **quiz), space=space, at=AT)


def save(attempt: Attempt, position: int, response: object, revision: int = 0) -> None:
    attempts.answer(
        user=attempt.user,
        attempt_id=attempt.public_id,
        position=position,
        response=response,
        certainty=3,
        revision=revision,
        at=AT,
        in_keys=True,
    )


def submit(attempt: Attempt, at: dt.datetime = AT) -> Attempt:
    return attempts.submit(user=attempt.user, attempt_id=attempt.public_id, at=at)


def test_the_newest_response_is_marked_and_a_missing_one_is_blank(junior, space) -> None:
    attempt = started(junior, space)
    save(attempt, 1, "b")
    save(attempt, 1, "a", revision=1)
    save(attempt, 2, "b")
    submit(attempt)
    marks = Mark.objects.order_by("item__position")
    assert [mark.state for mark in marks] == ["right", "wrong", "blank"]
    assert [mark.response and mark.response.body for mark in marks] == ["a", "b", None]


def test_a_result_can_be_computed_again_from_the_marks(junior, space) -> None:
    publish_bank([item(kind.replace("_", "-"), kind) for kind in BODIES])
    quiz = publish_quiz(fixed([kind.replace("_", "-") for kind in BODIES]))
    attempt = attempts.start(user=junior, quiz=quiz, space=space, at=AT)
    save(attempt, 2, ["a"])
    save(attempt, 5, ["b", "a", "c"])
    submit(attempt)
    result = Result.objects.get()
    marks = [
        ItemMark(mark.fraction, mark.item.weight, mark.version.must_not_miss)
        for mark in Mark.objects.select_related("item", "version")
    ]
    score = round(Decimal("1.1666667") / len(BODIES), 5)
    assert total(marks, Decimal("0.8")).score == result.score == score
    assert result.passed is False


def test_a_must_not_miss_question_got_wrong_is_no_pass(junior, space) -> None:
    publish_bank([item(f"q{n}", must_not_miss=n == 1) for n in range(1, 11)])
    quiz = publish_quiz(fixed([f"q{n}" for n in range(1, 11)]))
    attempt = attempts.start(user=junior, quiz=quiz, space=space, at=AT)
    for position in range(2, 11):
        save(attempt, position, "a")
    submit(attempt)
    result = Result.objects.get()
    assert (result.score, result.must_not_miss_right, result.passed) == (
        Decimal("0.9"),
        False,
        False,
    )


def test_a_second_submit_returns_the_first(junior, space, host) -> None:
    attempt = started(junior, space)
    first = submit(attempt)
    second = submit(attempt, at=AT + dt.timedelta(minutes=3))
    assert (second.submitted_at, second.digest) == (AT, first.digest)
    assert Result.objects.count() == 1
    assert [event["action"] for event in host.RECORDED] == ["attempt.submitted"]


def test_the_record_carries_the_digest(junior, space, host) -> None:
    ended = submit(started(junior, space))
    event = host.RECORDED[0]
    assert (event["by"], event["subject"], event["space"], event["obj"]) == (
        junior,
        junior,
        space,
        ended,
    )
    assert event["data"]["digest"] == ended.digest


def test_the_digest_can_be_computed_again_from_the_rows(junior, space) -> None:
    attempt = started(junior, space)
    save(attempt, 1, "b")
    save(attempt, 1, "a", revision=1)
    save(attempt, 3, "c")
    ended = submit(attempt, at=AT + dt.timedelta(minutes=1))
    stored = Attempt.objects.get()
    assert len(stored.digest) == 64
    assert stored.digest == ended.digest == marking.digest_of(stored)


def test_the_digest_stays_after_a_correction(junior, mentor, space) -> None:
    ended = submit(started(junior, space, count=1))
    old = Mark.objects.get()
    Mark.objects.create(
        item=old.item,
        number=2,
        version=old.version,
        fraction=1,
        state="right",
        by=mentor,
        at=AT + dt.timedelta(days=1),
    )
    assert marking.digest_of(ended) == ended.digest


def test_the_digest_knows_another_answer(junior, space) -> None:
    attempt = started(junior, space)
    save(attempt, 1, "a")
    ended = submit(attempt)
    Response.objects.create(
        item=AttemptItem.objects.get(position=2), number=1, body="a", certainty=1, at=AT
    )
    assert marking.digest_of(ended) != ended.digest


def test_wrong_choices_leave_their_beliefs_with_certainty(junior, space) -> None:
    attempt = started(junior, space, count=2)
    save(attempt, 1, "b")
    save(attempt, 2, "c")
    submit(attempt)
    seen = MarkBelief.objects.select_related("belief").get()
    assert (seen.belief.code, seen.choice, seen.certainty) == ("M03", "b", 3)
    assert (seen.user, seen.space) == (junior, space)


@pytest.mark.parametrize("who", ["look", "sweeper", "submit"])
def test_past_its_time_it_ends_the_same_whoever_notices(who, junior, space, host) -> None:
    attempt = started(junior, space)
    save(attempt, 1, "b")
    end = attempt.deadline_at
    much_later = end + dt.timedelta(hours=5)
    acts = {
        "look": lambda: attempts.settle(attempt, at=much_later),
        "sweeper": lambda: attempts.finish_expired(at=much_later),
        "submit": lambda: submit(attempt, at=much_later),
    }
    acts[who]()
    ended = Attempt.objects.get()
    assert (ended.submitted_at, ended.ended_by) == (end, "deadline")
    assert {mark.at for mark in Mark.objects.all()} == {end}
    assert Result.objects.get().at == end
    assert ended.digest == marking.digest_of(ended)
    assert (host.RECORDED[0]["by"], host.RECORDED[0]["at"]) == (None, much_later)


def test_the_sweeper_leaves_what_still_runs(junior, stranger, space) -> None:
    attempt = started(junior, space)
    other = attempts.start(
        user=stranger, quiz=attempt.quiz, space=space, at=AT + dt.timedelta(minutes=9)
    )
    end = attempt.deadline_at
    assert attempts.finish_expired(at=end + dt.timedelta(seconds=5)) == 0
    assert attempts.finish_expired(at=end + dt.timedelta(seconds=6)) == 1
    assert attempts.finish_expired(at=end + dt.timedelta(seconds=6)) == 0
    other.refresh_from_db()
    assert other.is_open


def test_an_attempt_is_marked_against_the_version_it_showed(junior, space) -> None:
    attempt = started(junior, space, count=1)
    save(attempt, 1, "a")
    options = [
        {"key": "a", "text": "Keratin", "why": "No."},
        {"key": "b", "text": "Milk", "correct": True, "why": "Yes."},
        {"key": "c", "text": "Dirt", "why": "No."},
    ]
    quiz_of(1, options=options)
    assert QuestionVersion.objects.count() == 2
    submit(attempt)
    mark = Mark.objects.select_related("version").get()
    assert (mark.state, mark.version.number) == ("right", 1)


@pytest.mark.parametrize("preset", ["exam", "practice"])
def test_a_submit_costs_the_same_for_any_number_of_questions(
    preset, junior, space, statements
) -> None:
    counts = []
    for size in (5, 50):
        keys = [f"n{size}-{n}" for n in range(size)]
        publish_bank([item(key) for key in keys])
        policy = {} if preset == "exam" else {"policy": Policy()}
        quiz = publish_quiz(fixed(keys), slug=f"s{size}", preset=preset, **policy)
        attempt = attempts.start(user=junior, quiz=quiz, space=space, at=AT)
        for position in (1, 2):
            save(attempt, position, "b")
        with statements() as found:
            submit(attempt)
        counts.append(len(found))
    assert counts[0] == counts[1] <= 8, found.real


def test_nothing_is_left_of_a_submit_that_could_not_be_recorded(
    junior, space, host, monkeypatch
) -> None:
    attempt = started(junior, space)
    save(attempt, 1, "b")

    def fail(**event: object) -> None:
        raise RuntimeError("the record is full")

    monkeypatch.setattr(host, "record", fail)
    with pytest.raises(RuntimeError):
        submit(attempt)
    attempt.refresh_from_db()
    assert attempt.is_open
    assert not Mark.objects.exists()
    assert not Result.objects.exists()


@pytest.mark.parametrize("kind", BODIES)
def test_a_right_answer_is_explained_as_right_row_by_row(kind) -> None:
    publish_bank([item("q1", kind)])
    version = QuestionVersion.objects.get()
    rows = marking.explain(
        marking.known_one(version.pk, version.digest),
        delivery=version.delivery,
        rationale=version.rationale,
        order=[],
        response=RIGHT[kind],
    )
    assert all(row.right for row in rows)
    assert kind == "scale" or all(row.html and row.why for row in rows)  # a place has no text
    assert FACES[kind].given(version.delivery, RIGHT[kind])
