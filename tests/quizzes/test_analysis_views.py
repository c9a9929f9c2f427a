"""The page of an analysis: alarms in words, figures only where so many bear them."""

from __future__ import annotations

import re

import pytest

from training.models import User

from .browsing import browser, url
from .making import EXAM, item, publish_bank, publish_quiz, quiz_of
from .test_analysis import SlotSpec, sat

pytestmark = pytest.mark.django_db


@pytest.fixture
def exam():
    publish_bank([item(f"q{n}") for n in range(1, 4)])
    return publish_quiz([SlotSpec(question_key=f"q{n}") for n in range(1, 4)], policy=EXAM)


@pytest.fixture
def look(clinic, owner, exam):
    def html() -> str:
        answer = browser(owner).get(url("quiz-analysis", exam.slug))
        assert answer.status_code == 200
        return answer.content.decode()

    return html


def test_before_anybody_has_finished_it_says_so(look) -> None:
    assert "Nobody has finished this quiz yet" in look()


def test_no_percentage_is_on_the_page_for_four_people(look, exam, clinic) -> None:
    for _ in range(4):
        sat(exam, clinic.space, "aab")
    main = look().split('id="main"')[1]
    assert "0 of 4 right" in main
    assert not re.search(r"\d\s*%", main)
    assert "Not enough data yet" in main


def test_a_wrong_key_is_said_in_words_with_what_to_do(look, exam, clinic) -> None:
    for _ in range(8):
        sat(exam, clinic.space, "aab")
        sat(exam, clinic.space, "bca")
    html = look()
    assert "Probably keyed wrong" in html
    assert "Milk" in html
    assert "Who chose what" in html
    assert "aria-label" in html.split("<figure")[1]


def test_a_quiz_that_is_practice_has_no_analysis(owner, clinic) -> None:
    quiz = quiz_of(1, preset="practice")
    assert browser(owner).get(url("quiz-analysis", quiz.slug)).status_code == 404


def test_whoever_only_learns_finds_no_analysis(junior: User, exam) -> None:
    assert browser(junior).get(url("quiz-analysis", exam.slug)).status_code == 404
