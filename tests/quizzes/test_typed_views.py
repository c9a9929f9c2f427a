"""The pages of a number and of a short text: asked, refused, saved, explained."""

from __future__ import annotations

import re

import pytest

from quizzes.models import Attempt, Quiz, Response, Space
from quizzes.quizzes import Policy
from training.models import User

from .browsing import HTMX, browser, form_of, item_url, start, url
from .making import CANARY, fixed, item, publish_bank, publish_quiz

pytestmark = pytest.mark.django_db
LESSON = "/learn/milia-myths/what-a-milium-is/"


def quiz_of(preset: str) -> Quiz:
    use = "graded" if preset == "exam" else preset
    publish_bank([item("n1", "numeric", use=use), item("t1", "short_text", use=use)])
    policy = Policy() if preset != "exam" else Policy(attempts=1)
    return publish_quiz(fixed(["n1", "t1"]), preset=preset, policy=policy, slug=preset)


@pytest.fixture
def attempt(junior: User, space: Space) -> Attempt:
    return start(junior, space, quiz_of("exam"))


def page(attempt: Attempt, position: int = 1) -> str:
    return browser(attempt.user).get(item_url(attempt, position)).content.decode()


def unit_in(shown: str, text: str) -> str:
    return re.search(rf'<option value="(\w+)"[^>]*>{text}</option>', form_of(shown))[1]


def post(attempt: Attempt, position: int, htmx: bool = True, **fields: str):
    kind = ("numeric", "short_text")[position - 1]
    sent = {"kind": kind, "revision": "0", **fields}
    headers = HTMX if htmx else {}
    return browser(attempt.user).post(item_url(attempt, position), sent, **headers)


def test_every_field_has_its_label_and_says_how(attempt) -> None:
    number, text = form_of(page(attempt)), form_of(page(attempt, 2))
    assert re.search(r'<label class="label" for="value-">\s*Your number</label>', number)
    assert re.search(r'<label class="label" for="unit-">\s*Unit</label>', number)
    assert 'inputmode="decimal"' in number and 'aria-describedby="how-"' in number
    assert "A number, such as 0.5." in number
    assert "A wrong or missing unit takes 25% of the question off." in number
    assert re.search(r'<label class="label" for="text-">\s*Your answer</label>', text)
    assert 'autocorrect="off"' in text
    assert "Spelling counts." in text


def test_what_was_saved_stands_in_the_fields_again(attempt) -> None:
    unit = unit_in(page(attempt), "µL")
    assert post(attempt, 1, value="500", unit=unit).status_code == 200
    assert post(attempt, 2, text='"a" <b> & c').status_code == 200
    number, text = page(attempt), page(attempt, 2)
    assert ' name="value" value="500"' in number
    assert f'<option value="{unit}" selected>µL</option>' in number
    assert ' name="text" value="&quot;a&quot; &lt;b&gt; &amp; c"' in text


@pytest.mark.parametrize("htmx", [True, False])
def test_what_is_no_number_is_refused_and_stays_to_be_mended(attempt, htmx: bool) -> None:
    answer = post(attempt, 1, htmx, value="about <half>", unit=unit_in(page(attempt), "mL"))
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Write a number such as 0.5." in shown
    assert htmx or ' name="value" value="about &lt;half&gt;"' in shown
    assert htmx or re.search(r"selected>mL<", shown)
    assert not Response.objects.exists()


@pytest.mark.parametrize(
    ("position", "fields"),
    [
        (1, {"value": "0.5", "unit": "mL"}),
        (1, {"value": "0.5", "unit": "x" * 5000}),
        (1, {"value": "9" * 100_000}),
        (1, {"value": "0.5\x00"}),
        (2, {"text": "x" * 201}),
        (2, {"text": "y" * 500_000}),
    ],
)
def test_what_no_page_of_ours_sends_is_refused_and_not_stored(attempt, position, fields) -> None:
    assert post(attempt, position, **fields).status_code == 422
    assert not Response.objects.exists()


ODD = {
    "single": {"choice": "half"},
    "multiple": {"choices": "0.5"},
    "true_false": {"s.value": "1"},
    "matching": {"m.unit": "mL", "m.value": "1,000"},
    "ordering": {"o.value": "1"},
    "numeric": {"value": "0.5"},
    "short_text": {"text": "1,000"},
    "written": {"text": "0.5 mL or so\n\nor more"},
    "scale": {"place": "5"},
}


@pytest.mark.parametrize("kind", ODD)
@pytest.mark.parametrize("position", [1, 2])
def test_the_fields_of_another_kind_are_taken_for_what_they_say_or_refused(
    attempt, kind: str, position: int
) -> None:
    answer = post(attempt, position, **{**ODD[kind], "kind": kind})
    assert answer.status_code in (200, 422), (kind, answer.status_code)


def test_the_look_before_handing_in_says_what_was_typed(attempt) -> None:
    post(attempt, 1, value="0,50", unit=unit_in(page(attempt), "mL"))
    post(attempt, 2, text="<i>")
    shown = browser(attempt.user).get(url("attempt-detail", attempt.public_id)).content.decode()
    assert "<li>0.50 mL</li>" in shown
    assert "<li>&lt;i&gt;</li>" in shown


def test_a_result_explains_what_was_typed(junior, space) -> None:
    attempt = start(junior, space, quiz_of("exam"))
    post(attempt, 1, value="2", unit=unit_in(page(attempt), "mL"))
    post(attempt, 2, text="<i>cornea</i>")
    client = browser(junior)
    result = client.post(url("attempt-submit", attempt.public_id)).url
    shown = client.get(f"{result}?show=all").content.decode()
    assert "Turned. CANARY" in shown and "0.5 ± 0.05 mL" in shown
    assert "&lt;i&gt;cornea&lt;/i&gt;" in shown and "<i>cornea" not in shown
    assert "…corneum" in shown


def check(client, quiz: Quiz, key: str, htmx: bool = True, **fields: str):
    sent = {"kind": {"n1": "numeric", "t1": "short_text"}[key], "next": LESSON, **fields}
    headers = HTMX if htmx else {}
    return client.post(url("check-answer", quiz.slug, key), sent, **headers)


def test_a_check_is_explained_in_place_and_may_be_tried_again(junior) -> None:
    client, quiz = browser(junior), quiz_of("check")
    first = check(client, quiz, "t1", text="Mother's milk").content.decode()
    assert "Not yet" in first and f"No. {CANARY}" in first
    assert 'name="text" value=""' in first
    again = check(client, quiz, "t1", text="stratum corneum").content.decode()
    assert "Your answer, right" in again


def test_a_check_refused_keeps_what_was_typed(junior) -> None:
    client, quiz = browser(junior), quiz_of("check")
    for _ in range(2):  # before it was ever answered, and after
        answer = check(client, quiz, "n1", value="half")
        assert answer.status_code == 422
        assert 'name="value" value="half"' in answer.content.decode()
        check(client, quiz, "n1", value="0.5")
    nothing = check(client, quiz, "n1", value=" ")
    assert "Write a number first, such as 0.5." in nothing.content.decode()
    half = check(client, quiz, "n1", value="0.5")
    assert "Answer all of it" in half.content.decode()
    assert 'name="value" value="0.5"' in half.content.decode()
