"""What she writes inside a lesson: kept apart, erasable, judged by nobody but herself."""

from __future__ import annotations

import hashlib

import pytest
from django.db import DatabaseError, connection, transaction

from quizzes import attempts, results
from quizzes.engine.kinds.base import ResponseError
from quizzes.models import (
    AppendOnlyError,
    Attempt,
    AttemptItem,
    Mark,
    Quiz,
    Response,
    ResponseText,
    Result,
    SelfCheck,
)
from quizzes.models.append_only import guarded
from quizzes.quizzes import Policy, ShortBlueprint, SlotSpec

from .making import AT, CANARY, fixed, item, publish_bank, publish_quiz

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("host")]
TEXT = "A closed pocket of keratin,\nand harmless."


@pytest.fixture
def quiz(db) -> Quiz:
    publish_bank([item("w1", "written", use="check"), item("c1", use="check")])
    return publish_quiz(fixed(["w1", "c1"]), preset="check", policy=Policy(), slug="lesson-1-r1")


@pytest.fixture
def look(junior, quiz, space):
    return lambda: attempts.checks(user=junior, quiz=quiz, space=space)


@pytest.fixture
def write(junior, quiz, space):
    def written(text: object, key: str = "w1") -> attempts.CheckItem:
        place = {"user": junior, "quiz": quiz, "space": space, "question_key": key}
        return attempts.answer_check(**place, response=text, at=AT, in_keys=key == "c1")

    return written


@pytest.fixture
def compare(junior, quiz, space):
    def compared(*met: str, revision: int = 1, user=junior, key: str = "w1") -> None:
        place = {"user": user, "quiz": quiz, "space": space, "question_key": key}
        attempts.self_check(**place, met=met, revision=revision, at=AT)

    return compared


def test_before_she_writes_nothing_of_the_rubric_is_at_hand(look) -> None:
    check = look()["w1"]
    assert CANARY not in str(check)
    assert "keratin" not in str(check.delivery).casefold()
    assert check.delivery["words"] == [5, 30]
    assert not check.complete


def test_her_text_completes_the_check_and_brings_the_model_answer(write, junior, quiz, space):
    told = write(f"  {TEXT.replace(chr(10), chr(13) + chr(10))} ")
    assert (told.response, told.complete, told.state, told.fraction) == (
        TEXT,
        True,
        "waiting",
        None,
    )
    assert "<p>A closed pocket of keratin." in told.feedback.model
    assert [(row.key, row.given) for row in told.feedback.rows] == [
        ("keratin", None),
        ("calm", None),
    ]
    assert [claim.code for claim in told.feedback.claims] == ["F001"]
    counted = results.checked(users=[junior], quizzes=[quiz], space=space)
    assert counted[junior.pk, quiz.pk] == results.Checked(done=1, total=2)


def test_the_guarded_row_keeps_length_and_digest_and_the_text_stands_apart(write) -> None:
    write(TEXT)
    response = Response.objects.get()
    assert response.body == {"characters": len(TEXT)}
    assert response.text_digest == hashlib.sha256(TEXT.encode()).hexdigest()
    assert response.typed.text == TEXT
    mark = Mark.objects.get()
    assert (mark.fraction, mark.state, mark.response) == (None, "waiting", response)


def test_other_kinds_are_stored_as_ever(write) -> None:
    write("a", "c1")
    response = Response.objects.get()
    assert (response.body, response.text_digest) == ("a", "")
    assert not ResponseText.objects.exists()


def test_the_same_text_again_adds_nothing_and_another_one_is_a_new_row(write) -> None:
    write(TEXT)
    write(f"{TEXT}\n")
    write("Something of the same length, more or less.")
    write(TEXT)
    assert list(Response.objects.values_list("number", flat=True)) == [1, 2, 3]
    assert ResponseText.objects.count() == Mark.objects.count() == 3


@pytest.mark.parametrize("text", ["\x00", "\u202e", 7, ["a"], {"text": "a"}, "x" * 301])
def test_what_is_no_text_changes_nothing(write, text) -> None:
    write(TEXT)
    with pytest.raises(ResponseError):
        write(text)
    assert Response.objects.count() == 1


def test_texts_are_erased_and_everything_that_counts_stays(write, look, compare, junior, quiz):
    write(TEXT)
    write("Another try.")
    compare("calm", revision=2)
    before = list(Response.objects.values_list("body", "text_digest"))
    assert attempts.erase_texts(junior) == 2
    assert attempts.erase_texts(junior) == 0
    assert not ResponseText.objects.exists()
    assert list(Response.objects.values_list("body", "text_digest")) == before
    check = look()["w1"]
    assert (check.response, check.complete, check.state) == ("", True, "waiting")
    assert [row.given for row in check.feedback.rows] == [False, True]


def test_another_person_s_texts_are_left_alone(write, stranger) -> None:
    write(TEXT)
    assert attempts.erase_texts(stranger) == 0
    assert ResponseText.objects.count() == 1


def test_her_ticks_are_kept_and_change_no_mark_and_no_score(write, look, compare) -> None:
    write(TEXT)
    compare("calm")
    compare("calm", "calm")  # the same again
    compare("calm", "keratin")
    compare()
    assert list(SelfCheck.objects.order_by("number").values_list("met", flat=True)) == [
        ["calm"],
        ["keratin", "calm"],
        [],
    ]
    assert [row.given for row in look()["w1"].feedback.rows] == [False, False]
    assert Mark.objects.count() == 1
    assert not Result.objects.exists()


def test_ticks_belong_to_the_text_she_looked_at(write, look, compare) -> None:
    write(TEXT)
    compare("calm")
    told = write("A new text.")
    assert [row.given for row in told.feedback.rows] == [None, None]
    with pytest.raises(attempts.Stale):
        compare("calm", revision=1)
    assert SelfCheck.objects.count() == 1


def test_only_the_writer_compares_and_only_what_was_written(write, compare, stranger) -> None:
    with pytest.raises(AttemptItem.DoesNotExist):
        compare("calm")
    write(TEXT)
    write("a", "c1")
    for refused in ({"user": stranger}, {"key": "c1"}, {"key": "none"}):
        with pytest.raises(AttemptItem.DoesNotExist):
            compare("calm", **refused)
    with pytest.raises(ResponseError):
        compare("kindness")
    assert not SelfCheck.objects.exists()


def test_a_self_check_is_never_edited(write, compare) -> None:
    write(TEXT)
    compare("calm")
    row = SelfCheck.objects.get()
    for spoil in (row.save, row.delete, SelfCheck.objects.all().delete):
        with pytest.raises(AppendOnlyError):
            spoil()
    assert "quizzes_selfcheck" in guarded(connection)
    for sql in ("UPDATE quizzes_selfcheck SET number = 9", "DELETE FROM quizzes_selfcheck"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_a_written_save_takes_one_statement_more_than_another(write, statements) -> None:
    write(TEXT)
    write("a", "c1")
    spent = {}
    for key, response in (("c1", "b"), ("w1", "Another text.")):
        with statements() as found:
            write(response, key)
        spent[key] = [sql for sql in found.real if sql.startswith(("INSERT", "UPDATE"))]
    belief = [sql for sql in spent["c1"] if "markbelief" in sql]
    assert len(spent["w1"]) == len(spent["c1"]) - len(belief) + 1


def test_looking_costs_the_same_for_any_number_of_texts(junior, space, statements) -> None:
    counts = []
    for size in (2, 8):
        items = [item(f"w{size}-{n}", "written", use="check") for n in range(size)]
        publish_bank(items)
        keys = [one.key for one in items]
        quiz = publish_quiz(fixed(keys), preset="check", policy=Policy(), slug=f"l{size}")
        for key in keys:
            place = {"user": junior, "quiz": quiz, "space": space, "question_key": key}
            attempts.answer_check(**place, response=TEXT, at=AT)
        with statements() as found:
            attempts.checks(user=junior, quiz=quiz, space=space)
        counts.append(len(found))
    assert counts[0] == counts[1] <= 9


def test_no_draw_ever_asks_for_a_text(junior, space) -> None:
    publish_bank([item("c1", use="check"), *(item(f"w{n}", "written", use="check") for n in "12")])
    with pytest.raises(ShortBlueprint):
        publish_quiz([SlotSpec(uses=("check",), count=2)], preset="practice", policy=Policy())
    quiz = publish_quiz([SlotSpec(uses=("check",), count=1)], preset="practice", policy=Policy())
    attempt = attempts.start(user=junior, quiz=quiz, space=space, at=AT)
    assert [one.question.key for one in attempt.items.all()] == ["c1"]
    assert Attempt.objects.count() == 1


def test_what_was_typed_is_never_taken_for_markup() -> None:
    delivery = {"kind": "written", "criteria": {}}
    assert attempts.in_words(delivery, "<b>&") == ("&lt;b&gt;&amp;",)
    assert attempts.in_words(delivery, "") == ()
    assert attempts.in_words(delivery, None) == ()
