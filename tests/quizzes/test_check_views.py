"""Checks inside a lesson: in place with fragments, back to the lesson without."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string

from quizzes import attempts
from quizzes.models import Attempt, Quiz, Response, Space
from training.models import User

from .browsing import HTMX, browser, every_kind, url
from .making import CANARY, quiz_of

pytestmark = pytest.mark.django_db
LESSON = "/learn/milia-myths/what-a-milium-is/"


@pytest.fixture
def quiz(db: None) -> Quiz:
    return every_kind("check")


def shown(user: User, quiz: Quiz, space: Space, key: str = "check-single") -> str:
    check = attempts.checks(user=user, quiz=quiz, space=space)[key]
    return render_to_string(
        "quizzes/checks/_check.html", {"check": check, "quiz": quiz, "back": LESSON}
    )


def sent(user: User, quiz: Quiz, space: Space, text: str = "Keratin", **more: str) -> dict:
    check = attempts.checks(user=user, quiz=quiz, space=space)["check-single"]
    name = next(n for n, words in check.delivery["options"].items() if words == text)
    return {"kind": "single", "choice": name, "next": LESSON, **more}


@pytest.mark.parametrize(
    "kind", ["single", "multiple", "true-false", "matching", "ordering", "pair"]
)
def test_before_an_answer_a_check_explains_nothing(
    junior: User, quiz: Quiz, space: Space, kind: str
) -> None:
    page = shown(junior, quiz, space, f"check-{kind}")
    assert CANARY not in page
    assert f'id="check-check-{kind}"' in page
    assert "Check my answer" in page
    assert not Attempt.objects.exists()


def test_in_place_the_answer_comes_back_explained_for_every_option(
    junior: User, quiz: Quiz, space: Space
) -> None:
    answer = browser(junior).post(
        url("check-answer", quiz.slug, "check-single"), sent(junior, quiz, space, "Milk"), **HTMX
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.lstrip().startswith('<section class="check" id="check-check-single"')
    assert page.count(CANARY) == 4  # three options and the whole
    assert "Not yet" in page
    assert "Your answer" in page
    assert "Try it again" in page
    assert "<html" not in page


def test_it_can_be_tried_again_without_end(junior: User, quiz: Quiz, space: Space) -> None:
    client, address = browser(junior), url("check-answer", quiz.slug, "check-single")
    for text in ("Milk", "Dirt", "Keratin"):
        page = client.post(address, sent(junior, quiz, space, text), **HTMX).content.decode()
    assert "Your answer, right" in page
    assert Response.objects.count() == 3
    assert Attempt.objects.count() == 1


def test_without_script_she_is_back_in_her_lesson_at_the_check(
    junior: User, quiz: Quiz, space: Space
) -> None:
    answer = browser(junior).post(
        url("check-answer", quiz.slug, "check-single"), sent(junior, quiz, space)
    )
    assert (answer.status_code, answer.url) == (302, f"{LESSON}#check-check-single")
    assert CANARY in shown(junior, quiz, space)


@pytest.mark.parametrize(
    "next_",
    ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example", ""],
)
def test_no_way_leads_out_of_the_house(junior: User, quiz: Quiz, space: Space, next_: str) -> None:
    answer = browser(junior).post(
        url("check-answer", quiz.slug, "check-single"), sent(junior, quiz, space) | {"next": next_}
    )
    assert answer.url == url("quiz-detail", quiz.slug) + "#check-check-single"


@pytest.mark.parametrize(
    ("key", "fields"),
    [
        ("check-single", {"kind": "single"}),
        ("check-single", {"kind": "single", "choice": "zz"}),
        ("check-single", {"kind": "ordering", "o.a": "x"}),
        ("check-single", {}),
        ("check-multiple", {"kind": "single", "choice": "zz"}),
        ("check-true-false", {"kind": "true_false"}),
    ],
)
def test_half_an_answer_or_none_is_asked_for_kindly(
    junior: User, quiz: Quiz, key: str, fields: dict[str, str]
) -> None:
    client, address = browser(junior), url("check-answer", quiz.slug, key)
    answer = client.post(address, fields, **HTMX)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert CANARY not in answer.content.decode()
    alone = client.post(address, fields)
    assert alone.status_code == 422
    assert 'role="alert"' in alone.content.decode()
    assert CANARY not in alone.content.decode()


def test_nothing_chosen_is_asked_for_with_and_without_script_and_kept_nowhere(
    junior: User, quiz: Quiz, space: Space
) -> None:
    client, address = browser(junior), url("check-answer", quiz.slug, "check-single")
    for headers in ({}, HTMX):
        page = client.post(address, {"kind": "single", "next": LESSON}, **headers).content.decode()
        assert "Choose an answer first." in page
        assert "autofocus" in page
    assert not Response.objects.exists()


def test_only_checks_are_answered_there(junior: User, quiz: Quiz) -> None:
    client, exam = browser(junior), quiz_of(2)
    fields = {"kind": "single", "choice": "zz"}
    for slug, key in ((exam.slug, "q1"), (quiz.slug, "nothing"), ("nothing", "check-single")):
        for headers in ({}, HTMX):
            answer = client.post(url("check-answer", slug, key), fields, **headers)
            assert answer.status_code == 404, (slug, key)
    assert client.get(url("check-answer", quiz.slug, "check-single")).status_code == 405


def test_checks_have_no_pages_of_an_attempt(junior: User, quiz: Quiz, space: Space) -> None:
    client = browser(junior)
    client.post(url("check-answer", quiz.slug, "check-single"), sent(junior, quiz, space))
    attempt = Attempt.objects.get()
    rules = url("quiz-detail", quiz.slug)
    assert client.get(url("attempt-detail", attempt.public_id)).url == rules
    assert client.get(url("attempt-item", attempt.public_id, 1)).url == rules
    assert client.get(url("attempt-result", attempt.public_id)).status_code == 404
    assert client.post(url("attempt-submit", attempt.public_id)).status_code == 404
    assert "inside their lesson" in client.get(rules).content.decode()


def test_a_statement_judged_wrongly_says_what_she_said_and_what_it_is(
    junior: User, quiz: Quiz, space: Space
) -> None:
    check = attempts.checks(user=junior, quiz=quiz, space=space)["check-true-false"]
    wrong = {f"s.{name}": "1" for name in check.delivery["statements"]}
    client = browser(junior)
    html = client.post(
        url("check-answer", quiz.slug, "check-true-false"),
        {"kind": "true_false", "next": LESSON} | wrong,
        **HTMX,
    ).content.decode()
    assert "You said true. It is false." in html
