"""Whether she reads a scale as the panel does: counted, kept to what was told, put in words."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from quizzes import attempts, results
from quizzes.engine.bias import ABOVE, NOT_ENOUGH
from quizzes.forms.leaning import lean
from quizzes.models import Attempt, Quiz, Space
from quizzes.quizzes import Policy
from training.models import User

from .browsing import browser, url
from .making import EXAM, SCALE, fixed, item, publish_bank, publish_quiz

pytestmark = pytest.mark.django_db
ENDS = [{"at": "0", "text": "Not at all"}, {"at": "10", "text": "Red"}]


def quiz(count: int, preset: str = "practice", policy: Policy | None = None, **body) -> Quiz:
    """`count` questions on one scale, whose panel stands at 6."""
    keys = [f"s{number}" for number in range(count)]
    publish_bank([item(key, "scale", **body) for key in keys])
    chosen = policy or (EXAM if preset == "exam" else Policy())
    return publish_quiz(fixed(keys), preset=preset, policy=chosen, slug=f"{preset}-{count}")


def place(user: User, found: Quiz, space: Space, *places: str) -> Attempt:
    at = timezone.now() - dt.timedelta(hours=1)
    attempt = attempts.start(user=user, quiz=found, space=space, at=at)
    for position, response in enumerate(places, start=1):
        attempts.answer(
            user=user,
            attempt_id=attempt.public_id,
            position=position,
            response=response,
            certainty=None,
            revision=0,
            at=at,
        )
    return attempts.submit(user=user, attempt_id=attempt.public_id, at=at)


def test_it_says_where_she_leans_once_there_are_enough_answers(junior, space) -> None:
    place(junior, quiz(10), space, *["8"] * 9)
    (few,) = results.leanings(user=junior, space=space)
    assert (few.code, lean(few).text) == (
        NOT_ENOUGH,
        "9 answers so far; from 10 on it can be said.",
    )
    place(junior, quiz(10), space, *["6"] * 10)
    (found,) = results.leanings(user=junior, space=space)
    assert (found.code, found.bias.count, found.bias.signed) == (ABOVE, 10, Decimal("1.8"))
    said = lean(found)
    assert (said.title, said.word) == ("From “Not at all” to “Very”", "Leans towards “Very”")
    assert said.text == "On average 1.8 points above the panel, over 10 answers."


def test_only_first_answers_and_only_what_was_explained_count(junior, space) -> None:
    place(junior, quiz(2), space, "8", "8")
    place(junior, quiz(2), space, "0", "0")
    place(junior, quiz(3, "exam"), space, "0", "0", "0")
    hidden = Policy(review={"later": {"marks": "always"}})
    place(junior, quiz(4, policy=hidden), space, "0", "0", "0", "0")
    (found,) = results.leanings(user=junior, space=space)
    assert (found.bias.count, found.bias.signed) == (2, 2)


def test_scales_that_differ_are_told_apart_and_people_and_spaces_as_well(
    junior, mentor, space
) -> None:
    place(junior, quiz(2), space, "8", "8")
    publish_bank([item("t", "scale", labels=ENDS)])
    other = publish_quiz(fixed(["t"]), preset="practice", policy=Policy(), slug="other")
    place(junior, other, space, "1")
    counts = [one.bias.count for one in results.leanings(user=junior, space=space)]
    assert counts == [2, 1]
    assert results.leanings(user=mentor, space=space) == ()
    assert results.leanings(user=junior, space=Space.objects.create(name="Elsewhere")) == ()


def test_the_result_and_the_mentors_page_say_it(junior, mentor, space) -> None:
    attempt = place(junior, quiz(10), space, *["8.5"] * 10)
    said = "On average 2.5 points above the panel, over 10 answers."
    page = url("attempt-result", attempt.public_id)
    assert said in browser(junior).get(page).content.decode()
    person = reverse("training:person-detail", args=[junior.public_id])
    assert said in browser(mentor).get(person).content.decode()


def test_a_result_without_a_scale_says_nothing_of_it(junior, space) -> None:
    place(junior, quiz(2), space, "8", "8")
    publish_bank([item("q1")])
    plain = publish_quiz(fixed(["q1"]), preset="practice", policy=Policy(), slug="plain")
    attempt = place(junior, plain, space)
    page = browser(junior).get(url("attempt-result", attempt.public_id)).content.decode()
    assert "You and the panel" not in page


def test_one_query_however_many_answers(junior, space, statements) -> None:
    place(junior, quiz(2), space, "8", "8")
    with statements() as few:
        results.leanings(user=junior, space=space)
    place(junior, quiz(8), space, *["3"] * 8)
    with statements() as many:
        results.leanings(user=junior, space=space)
    assert len(few) == len(many) == 1


def test_the_sample_has_a_panel_at_six() -> None:
    assert SCALE["target"] == "6"
