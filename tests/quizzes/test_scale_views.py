"""A scale in its pages: a number with words beside it, and afterwards her place and the panel's."""

from __future__ import annotations

import re

import pytest
from django.template.loader import render_to_string

from quizzes import attempts
from quizzes.engine.review import Visible
from quizzes.forms import explained
from quizzes.marking import narrowed
from quizzes.models import Attempt, Response, Space
from quizzes.quizzes import Policy
from training.models import User

from .browsing import HTMX, browser, item_url, start, url
from .making import CANARY, EXAM, fixed, item, publish_bank, publish_quiz

pytestmark = pytest.mark.django_db


def begun(user: User, space: Space, preset: str = "exam", **changes: object) -> Attempt:
    use = {"exam": "graded"}.get(preset, preset)
    publish_bank([item("place", "scale", use=use, **changes)])
    policy = EXAM if preset == "exam" else Policy()
    return start(user, space, publish_quiz(fixed(["place"]), preset=preset, policy=policy))


def put(user: User, attempt: Attempt, place: str, **more: str):
    fields = {"kind": "scale", "revision": "0", "place": place, **more}
    return browser(user).post(item_url(attempt), fields, **HTMX)


def read(user: User, attempt: Attempt) -> str:
    return browser(user).get(item_url(attempt)).content.decode()


def test_before_an_answer_there_is_a_number_its_words_and_nothing_of_the_panel(
    junior: User, space: Space
) -> None:
    page = read(junior, begun(junior, space))
    assert 'type="number" name="place"' in page
    assert 'min="0" max="10" step="0.5" value=""' in page
    assert "Your place, from 0 to 10" in page
    assert page.index("Not at all") < page.index("Very")
    assert "A panel of experts has placed this, too." in page
    for secret in ("give or take", "Too cautious", CANARY):
        assert secret not in page
    # the panel's number by itself, and not within the deadline or a token of the page
    assert not re.search(r"(?<![\w-])97(?![\w-])", page)


def test_a_saved_place_stands_in_its_field(junior: User, space: Space) -> None:
    attempt = begun(junior, space)
    assert put(junior, attempt, "6,50").status_code == 200
    assert Response.objects.get().body == "6.5"
    assert 'value="6.5"' in read(junior, attempt)
    look = browser(junior).get(url("attempt-detail", attempt.public_id)).content.decode()
    assert "6.5 points" in look


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("11", "Choose a number from 0 to 10, in steps of 0.5."),
        ("6.25", "Choose a number from 0 to 10, in steps of 0.5."),
        ("much", "Write a number in digits, such as 6.5."),
        ("1e1", "Write a number in digits, such as 6.5."),
        ("9" * 4000, "Write a number in digits, such as 6.5."),
        ("\x00", "Write a number in digits, such as 6.5."),
    ],
)
def test_what_is_no_place_is_refused_with_what_to_do(
    junior: User, space: Space, place: str, said: str
) -> None:
    answer = put(junior, begun(junior, space), place)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Response.objects.exists()


@pytest.mark.parametrize(
    ("place", "said", "left_out"),
    [
        ("9", "Too cautious", "Too bold"),
        ("1", "Too bold", "Too cautious"),
        ("7", "As the panel placed it", "Too"),
    ],
)
def test_afterwards_both_places_and_the_side_are_told(
    junior: User, space: Space, place: str, said: str, left_out: str
) -> None:
    attempt = begun(junior, space, "practice")
    put(junior, attempt, place, go="check")
    page = read(junior, attempt)
    assert said in page
    assert left_out not in page
    assert f"{place} points" in page
    assert "6 points, give or take 1 (97 experts)" in page
    assert f'cx="{place}0.00"' in page
    assert 'x="50.00" y="4" width="20.00"' in page
    assert CANARY in page


def test_sides_without_a_name_of_their_own_are_told_too(junior: User, space: Space) -> None:
    attempt = begun(junior, space, "practice", above={"why": "It settles."})
    put(junior, attempt, "9")
    assert "Above the panel" in read(junior, attempt)


def test_nothing_placed_is_said_and_the_panel_shown_in_the_result(
    junior: User, space: Space
) -> None:
    attempt = begun(junior, space, "practice")
    client = browser(junior)
    result = client.post(url("attempt-submit", attempt.public_id)).url
    page = client.get(f"{result}?show=all").content.decode()
    assert "nothing placed" in page
    assert "give or take 1" in page
    assert "<circle" not in page[page.index("drawn-scale") : page.index("give or take")]


def test_asking_how_it_stands_without_a_place_is_answered_in_words(
    junior: User, space: Space
) -> None:
    publish_bank([item("place", "scale", use="check")])
    quiz = publish_quiz(fixed(["place"]), preset="check", policy=Policy(), slug="check")
    address = url("check-answer", quiz.slug, "place")
    answer = browser(junior).post(address, {"kind": "scale", "place": " "}, **HTMX)
    assert answer.status_code == 422
    assert "Choose a place on the scale first." in answer.content.decode()
    page = browser(junior).post(address, {"kind": "scale", "place": "9"}, **HTMX).content.decode()
    assert "Too cautious" in page
    assert "Try it again" in page


@pytest.mark.parametrize("seen", [Visible(options=True, specific=True), Visible(correctness=True)])
def test_a_policy_that_keeps_the_key_keeps_the_panels_place(
    junior: User, space: Space, seen: Visible
) -> None:
    attempt = begun(junior, space, "practice")
    put(junior, attempt, "9")
    whole = attempts.sheet(user=junior, attempt_id=attempt.public_id).items[0].feedback
    shown = explained.told("scale", narrowed(whole, seen))
    page = render_to_string(shown.template, {"told": shown, "prefix": "q"})
    assert ("Too cautious" in page) == seen.options
    assert "give or take" not in page
    assert "drawn-scale" not in page
