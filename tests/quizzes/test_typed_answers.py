"""Answers that are typed and marked by the engine, from the first save to the last erasure."""

from __future__ import annotations

import hashlib
from decimal import Decimal

import pytest

from quizzes import attempts, marking, regrades, results
from quizzes.models import (
    Attempt,
    Mark,
    MarkBelief,
    QuestionVersion,
    Response,
    ResponseText,
    Result,
)
from quizzes.quizzes import Policy

from .making import AT, CANARY, EXAM, fixed, item, publish_bank, publish_quiz

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("host")]
KEYS = ["n1", "t1"]


def start(junior, space, preset: str = "exam") -> Attempt:
    use = "graded" if preset == "exam" else preset
    publish_bank([item("n1", "numeric", use=use), item("t1", "short_text", use=use)])
    chosen = EXAM if preset == "exam" else Policy()
    quiz = publish_quiz(fixed(KEYS), preset=preset, policy=chosen, slug=preset)
    return attempts.start(user=junior, quiz=quiz, space=space, at=AT)


def save(attempt: Attempt, position: int, response: object, revision: int = 0):
    return attempts.answer(
        user=attempt.user,
        attempt_id=attempt.public_id,
        position=position,
        response=response,
        certainty=None,
        revision=revision,
        at=AT,
        in_keys=True,
    )


def submit(attempt: Attempt) -> None:
    attempts.submit(user=attempt.user, attempt_id=attempt.public_id, at=AT)


def marks() -> list[tuple[Decimal | None, str]]:
    return list(Mark.objects.order_by("item__position").values_list("fraction", "state"))


def test_a_number_is_stored_as_it_is_and_a_text_apart(junior, space) -> None:
    attempt = start(junior, space)
    save(attempt, 1, "500 µL")
    save(attempt, 2, " Stratum  Corneum. ")
    number, text = Response.objects.order_by("item__position")
    assert (number.body, number.text_digest) == ({"value": "500", "unit": "µL"}, "")
    assert text.body == {"characters": 16}
    assert text.text_digest == hashlib.sha256(b"Stratum Corneum.").hexdigest()
    assert ResponseText.objects.get().text == "Stratum Corneum."


def test_an_exam_marks_both_at_its_end(junior, space) -> None:
    attempt = start(junior, space)
    save(attempt, 1, "500 µL")
    save(attempt, 2, "stratum corneum")
    assert not Mark.objects.exists()
    submit(attempt)
    assert marks() == [(1, "right"), (1, "right")]
    result = Result.objects.get()
    assert (result.score, result.passed) == (1, True)


def test_what_the_author_foresaw_costs_and_reveals_what_it_should(junior, space) -> None:
    attempt = start(junior, space)
    save(attempt, 1, "2 mL")
    save(attempt, 2, "cornea")
    save(attempt, 2, "Mother's milk", revision=1)
    submit(attempt)
    assert marks() == [(0, "wrong"), (0, "wrong")]
    revealed = MarkBelief.objects.values_list("choice", "belief__code")
    assert set(revealed) == {("two", "M01"), ("no", "M03")}


def test_a_wrong_unit_takes_its_share_of_the_question(junior, space) -> None:
    attempt = start(junior, space)
    save(attempt, 1, {"value": "0.5", "unit": "U"})
    save(attempt, 2, "cornea")
    submit(attempt)
    assert marks() == [(Decimal("0.75"), "partly"), (Decimal("0.5"), "partly")]


def test_practice_marks_each_at_once_and_explains_it(junior, space) -> None:
    attempt = start(junior, space, "practice")
    assert save(attempt, 1, {"value": "0.5"}).mark is None  # the unit is asked for
    assert save(attempt, 1, "2 mL", revision=1).mark.state == "wrong"
    assert save(attempt, 2, "cornea").mark.state == "partly"
    number, text = attempts.sheet(user=junior, attempt_id=attempt.public_id).items
    assert [(row.key, row.given, row.correct) for row in number.feedback.rows] == [
        ("two", "2 mL", None),
        ("half", None, "0.5 ± 0.05 mL"),
    ]
    assert [(row.key, row.given, row.correct) for row in text.feedback.rows] == [
        ("half", "cornea", "cornea"),
        ("yes", None, "…corneum"),
    ]
    for shown in (number, text):
        assert all(CANARY in row.why for row in shown.feedback.rows)
    assert [note.code for note in number.feedback.beliefs] == ["M01"]


def test_a_wrong_unit_is_explained_beside_the_number(junior, space) -> None:
    attempt = start(junior, space, "practice")
    save(attempt, 1, "0.5 U")
    shown = attempts.sheet(user=junior, attempt_id=attempt.public_id).items[0]
    rows = [(row.key, row.given, row.correct, row.right) for row in shown.feedback.rows]
    assert rows == [
        ("half", "0.5 U", "0.5 ± 0.05 mL", True),
        ("unit:U", "U", "mL", False),
    ]
    assert "That is what is in it." in shown.feedback.rows[1].why


def test_what_was_typed_is_never_markup(junior, space) -> None:
    attempt = start(junior, space, "practice")
    save(attempt, 2, "<i>cornea</i> & more")
    shown = attempts.sheet(user=junior, attempt_id=attempt.public_id).items[1]
    assert shown.feedback.rows[0].given == "&lt;i&gt;cornea&lt;/i&gt; &amp; more"
    found = attempts.overview(user=junior, attempt_id=attempt.public_id).questions[1]
    assert found.words == ("&lt;i&gt;cornea&lt;/i&gt; &amp; more",)


def test_an_erased_text_keeps_its_mark_and_everything_that_counts(junior, space) -> None:
    attempt = start(junior, space)
    save(attempt, 1, "0.5 mL")
    save(attempt, 2, "stratum corneum")
    submit(attempt)
    before = marks(), Result.objects.get().score
    assert attempts.erase_texts(junior) == 1
    assert (marks(), Result.objects.get().score) == before
    attempt.refresh_from_db()
    assert marking.digest_of(attempt) == attempt.digest
    page = results.page(viewer=junior, attempt_id=attempt.public_id, at=AT)
    row = page.rows[1]
    assert (row.state, row.given) == ("right", ())
    assert [(one.given, one.correct) for one in row.feedback.rows] == [(None, "…corneum")]


def test_a_text_erased_while_its_exam_runs_is_as_good_as_blank(junior, space) -> None:
    attempt = start(junior, space)
    save(attempt, 2, "stratum corneum")
    attempts.erase_texts(junior)
    submit(attempt)
    assert marks() == [(0, "blank"), (0, "blank")]
    assert Mark.objects.get(item__position=2).response is not None


@pytest.mark.parametrize(("erased", "changed", "left"), [(False, 1, 0), (True, 0, 1)])
def test_an_erased_text_is_not_marked_anew_when_its_question_is_corrected(
    junior, space, erased: bool, changed: int, left: int
) -> None:
    attempt = start(junior, space)
    save(attempt, 2, "cornea")
    submit(attempt)
    if erased:
        attempts.erase_texts(junior)
    version = QuestionVersion.objects.get(question__key="t1")
    proposal = regrades.propose(
        space=space, version=version, treatment="accept_also", response="Cornea", never_lower=False
    )
    plan = regrades.plan(proposal)
    assert (len(plan.changes), plan.misfits) == (changed, left)
    assert marks()[1] == (Decimal("0.5"), "partly")


def test_saving_a_number_takes_three_statements_and_a_text_one_more(
    junior, space, statements
) -> None:
    attempt = start(junior, space)
    save(attempt, 1, "1 mL")
    save(attempt, 2, "cornea")
    spent = []
    for position, response in ((1, "2 mL"), (2, "horn")):
        with statements() as found:
            save(attempt, position, response, revision=1)
        spent.append(len(found))
    assert spent == [3, 4]


def test_looking_costs_the_same_for_any_number_of_texts(junior, space, statements) -> None:
    counts = []
    for size in (2, 8):
        keys = [f"t{size}-{n}" for n in range(size)]
        publish_bank([item(key, "short_text") for key in keys])
        quiz = publish_quiz(fixed(keys), slug=f"exam-of-{size}")
        attempt = attempts.start(user=junior, quiz=quiz, space=space, at=AT)
        for position in range(1, size + 1):
            save(attempt, position, "cornea")
        with statements() as found:
            attempts.sheet(user=junior, attempt_id=attempt.public_id)
            attempts.overview(user=junior, attempt_id=attempt.public_id)
            submit(attempt)
            results.page(viewer=junior, attempt_id=attempt.public_id, at=AT)
        counts.append(len(found))
    assert counts[0] == counts[1]
