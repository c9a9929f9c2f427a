"""Contesting on the pages: from the result, through the queue, back to the result."""

from __future__ import annotations

import pytest
from django.utils import timezone

from quizzes import contests
from quizzes.models import Attempt, Contest, Space
from training.models import User

from .browsing import HTMX, browser, url
from .making import CANARY, quiz_of
from .test_results import sit

pytestmark = pytest.mark.django_db
SENT = {"about": "mark", "text": "I gave <script>alert(1)</script> the right one."}


@pytest.fixture
def ended(junior: User, space: Space) -> Attempt:
    return sit(junior, quiz_of(), space, "aab", timezone.now())


@pytest.fixture
def contested(junior: User, ended: Attempt) -> Contest:
    browser(junior).post(url("contest-raise", ended.public_id, 3), SENT)
    return Contest.objects.get()


def test_every_question_of_a_result_can_be_contested(junior: User, ended: Attempt) -> None:
    client = browser(junior)
    result = client.get(url("attempt-result", ended.public_id), {"show": "all"}).content.decode()
    for position in (1, 2, 3):
        assert url("contest-raise", ended.public_id, position) in result
    page = client.get(url("contest-raise", ended.public_id, 3)).content.decode()
    assert "What is wrong?" in page
    assert CANARY not in page


def test_a_contest_stands_with_the_question_until_it_is_answered(
    junior: User, mentor: User, ended: Attempt, contested: Contest
) -> None:
    result = url("attempt-result", ended.public_id)
    waiting = browser(junior).get(result).content.decode()
    assert "You contested the mark" in waiting
    assert "An answer comes by" in waiting
    answer = {"decision": "declined", "text": "The option says milk."}
    browser(mentor).post(url("contest-detail", contested.public_id), answer)
    answered = browser(junior).get(result).content.decode()
    assert "It stays as it is." in answered
    assert "The option says milk." in answered


def test_a_mentor_finds_it_in_the_queue_and_reads_what_was_written_as_text(
    mentor: User, contested: Contest
) -> None:
    client = browser(mentor)
    assert "Ines" in client.get(url("contest-list")).content.decode()
    page = client.get(url("contest-detail", contested.public_id)).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page


def test_the_button_on_the_team_page_says_how_many_wait(mentor: User, contested: Contest) -> None:
    client = browser(mentor)
    assert url("contest-list") in client.get("/team/").content.decode()
    waiting = client.get(url("contest-list"), {"waiting": ""}, **HTMX).content.decode()
    assert ">1<" in waiting
    assert "Ines" not in waiting


def test_a_learner_hears_of_the_answer_on_her_home_page(
    mentor: User, junior: User, contested: Contest
) -> None:
    answer = {"decision": "upheld", "text": "Both can be right."}
    browser(mentor).post(url("contest-detail", contested.public_id), answer)
    assert "Oda answered what you contested" in browser(junior).get("/learn/").content.decode()


def test_a_contest_without_a_reason_says_what_to_do_and_changes_nothing(
    junior: User, ended: Attempt
) -> None:
    answer = browser(junior).post(url("contest-raise", ended.public_id, 3), {"about": "mark"})
    assert answer.status_code == 422
    assert "Say why" in answer.content.decode()
    assert not Contest.objects.exists()


def test_an_answer_without_words_is_asked_for_again(mentor: User, contested: Contest) -> None:
    address = url("contest-detail", contested.public_id)
    answer = browser(mentor).post(address, {"decision": "upheld"})
    assert answer.status_code == 422
    assert not contests.outcomes([contested])


def test_an_empty_queue_says_what_will_come(mentor: User, junior: User) -> None:
    assert "Nothing is contested" in browser(mentor).get(url("contest-list")).content.decode()


def test_from_a_contest_a_mentor_reaches_the_correction_of_the_question(
    mentor: User, contested: Contest
) -> None:
    page = browser(mentor).get(url("contest-detail", contested.public_id)).content.decode()
    assert url("question-correct", contested.item.question_id) in page
