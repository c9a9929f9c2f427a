"""The page of a written check: before, after, refused, and compared."""

from __future__ import annotations

import re

import pytest
from django.template.loader import render_to_string

from quizzes import attempts
from quizzes.models import Attempt, Quiz, Response, SelfCheck, Space
from quizzes.quizzes import Policy
from training.models import User

from .browsing import HTMX, browser, url
from .making import CANARY, WRITTEN, fixed, item, publish_bank, publish_quiz

pytestmark = pytest.mark.django_db
LESSON = "/learn/milia-myths/what-a-milium-is/"
TEXT = "A pocket of <b>keratin</b> & nothing else."
SHOWN = "A pocket of &lt;b&gt;keratin&lt;/b&gt; &amp; nothing else."


@pytest.fixture
def quiz(db: None) -> Quiz:
    publish_bank([item("w1", "written", use="check")])
    return publish_quiz(fixed(["w1"]), preset="check", policy=Policy(), slug="lesson-1-r1")


@pytest.fixture
def client(junior: User):
    return browser(junior)


def fields(text: str = TEXT, **more: str) -> dict[str, str]:
    return {"kind": "written", "text": text, "next": LESSON, **more}


def answer(quiz: Quiz) -> str:
    return url("check-answer", quiz.slug, "w1")


def compared(quiz: Quiz) -> str:
    return url("check-compared", quiz.slug, "w1")


def page(user: User, quiz: Quiz, space: Space) -> str:
    check = attempts.checks(user=user, quiz=quiz, space=space)["w1"]
    return render_to_string(
        "quizzes/checks/_check.html", {"check": check, "quiz": quiz, "back": LESSON}
    )


def test_before_she_writes_there_is_a_task_a_place_and_advice(junior, quiz, space) -> None:
    shown = page(junior, quiz, space)
    assert "Tell her in your own words." in shown
    assert "About 5 to 30 words." in shown
    assert '<label class="label" for="text-w1">' in shown
    assert 'aria-describedby="advice-w1"' in shown
    assert "Save and compare" in shown
    assert CANARY not in shown
    assert "keratin" not in shown.casefold()
    assert not Attempt.objects.exists()


def test_no_answer_that_is_refused_tells_the_rubric(client, quiz, settings) -> None:
    settings.DEBUG = True
    secrets = [CANARY, WRITTEN["model"], "rationale", "criteria"]
    bad = ["", "  ", "\x00", "x" * 301]
    for text in bad:
        for headers in ({}, HTMX):
            found = client.post(answer(quiz), fields(text), **headers)
            assert found.status_code == 422, text
            told = found.content.decode() + str(found.headers)
            assert not [one for one in secrets if one in told]
    for headers in ({}, HTMX):  # she cannot compare what she has not written
        found = client.post(compared(quiz), {"revision": "0", "met": "calm"}, **headers)
        assert found.status_code == 404
        assert CANARY not in found.content.decode()
    assert not Response.objects.exists()


def test_in_place_her_text_comes_back_beside_the_model_answer(client, quiz) -> None:
    found = client.post(answer(quiz), fields(), **HTMX)
    told = found.content.decode()
    assert found.status_code == 200
    assert told.lstrip().startswith('<section class="check" id="check-w1"')
    assert f"<p>{SHOWN}</p>" in told
    assert "<b>keratin" not in told
    assert "One good answer" in told
    assert told.count('name="met"') == 2
    assert "Saved" in told
    assert "Not yet" not in told
    assert "<html" not in told


def test_without_script_she_is_back_in_her_lesson_at_the_check(client, junior, quiz, space):
    found = client.post(answer(quiz), fields())
    assert (found.status_code, found.url) == (302, f"{LESSON}#check-w1")
    found = client.post(compared(quiz), {"revision": "1", "met": "calm", "next": LESSON})
    assert (found.status_code, found.url) == (302, f"{LESSON}#check-w1")
    assert "you found 1 of 2" in page(junior, quiz, space)


def test_what_is_refused_stays_in_its_field_and_says_what_to_do(client, quiz) -> None:
    long = "keratin & more " * 30
    for headers in ({}, HTMX):
        told = client.post(answer(quiz), fields(long), **headers).content.decode()
        assert "at most 300 characters fit" in told
        assert long.strip().replace("&", "&amp;") in told
        assert "data-unsent" in told
        assert 'role="alert"' in told


def test_a_refused_second_text_is_kept_too_and_the_first_stays(client, quiz) -> None:
    client.post(answer(quiz), fields())
    told = client.post(answer(quiz), fields("y" * 301), **HTMX).content.decode()
    assert '<details class="again" open>' in told
    assert "y" * 301 in told
    assert Response.objects.count() == 1


def test_nothing_written_is_asked_for_in_its_own_words(client, quiz) -> None:
    told = client.post(answer(quiz), fields(" \n "), **HTMX).content.decode()
    assert "Write your answer first." in told


def test_she_ticks_what_her_text_says_and_may_change_it(client, quiz) -> None:
    client.post(answer(quiz), fields(), **HTMX)
    told = client.post(
        compared(quiz), {"revision": "1", "met": ["calm", "keratin"]}, **HTMX
    ).content.decode()
    assert "you found 2 of 2" in told
    assert len(re.findall(r'name="met" value="\w+" checked', told)) == 2
    told = client.post(compared(quiz), {"revision": "1"}, **HTMX).content.decode()
    assert "you found 0 of 2" in told
    assert SelfCheck.objects.count() == 2


@pytest.mark.parametrize(
    "sent", [{}, {"revision": "x"}, {"revision": "1", "met": "kindness"}, {"revision": "7"}]
)
def test_ticks_that_cannot_be_hers_change_nothing(client, quiz, sent: dict[str, str]) -> None:
    client.post(answer(quiz), fields())
    found = client.post(compared(quiz), sent, **HTMX)
    assert found.status_code == 422
    assert 'role="alert"' in found.content.decode()
    assert not SelfCheck.objects.exists()


def test_writing_again_begins_with_what_she_wrote(client, junior, quiz, space) -> None:
    client.post(answer(quiz), fields())
    again = page(junior, quiz, space).partition('<details class="again"')[2]
    assert f"{SHOWN}</textarea>" in again


def test_an_erased_text_is_said_to_be_erased(client, junior, quiz, space) -> None:
    client.post(answer(quiz), fields())
    attempts.erase_texts(junior)
    assert "This text has been erased." in page(junior, quiz, space)


def test_comparing_is_only_ever_posted(client, quiz) -> None:
    assert client.get(compared(quiz)).status_code == 405
