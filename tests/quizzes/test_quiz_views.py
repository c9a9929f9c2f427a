"""Before the start: the rules, whether she may begin, and practice."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from quizzes import attempts, grants
from quizzes.models import Attempt, Quiz, Space
from quizzes.quizzes import Policy
from tests.factories import SpaceFactory
from training.models import User

from . import host
from .browsing import browser, every_kind, item_url, start, url
from .making import quiz_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def gate(settings):
    """The host's gate opens unless a test gives reasons."""
    settings.QUIZZES = settings.QUIZZES | {"GATE": "tests.quizzes.host.gate"}
    host.reset()
    yield host.REASONS
    host.reset()


def test_the_rules_tell_time_mark_attempts_and_what_is_shown_when(junior: User) -> None:
    junior.time_zone = "Europe/Berlin"
    junior.save()
    quiz = quiz_of(5, must_not_miss=True)
    page = browser(junior).get(url("quiz-detail", quiz.slug)).content.decode()
    end = timezone.now().astimezone(ZoneInfo("Europe/Berlin")) + dt.timedelta(minutes=20)
    assert f"{end:%H:%M} (Berlin)" in page or f"{end + dt.timedelta(minutes=1):%H:%M}" in page
    for words in (
        "4 of 5 points (80%)",
        "5 must-not-miss questions",
        "3 attempts",
        "24 hours after the one before",
        "how sure you are",
        "or after the last attempt",
        "Start, 20 minutes",
        "None yet",
    ):
        assert words in page, words


def test_starting_leads_to_the_first_question_and_again_to_the_same_attempt(junior: User) -> None:
    quiz, client = quiz_of(3), browser(junior)
    first = client.post(url("quiz-start", quiz.slug))
    again = client.post(url("quiz-start", quiz.slug))
    attempt = Attempt.objects.get()
    assert first.url == again.url == item_url(attempt, 1)
    page = client.get(url("quiz-detail", quiz.slug)).content.decode()
    assert "Go on where you were" in page
    assert "Start, 20 minutes" not in page


def test_going_on_leads_to_the_first_question_without_an_answer(junior: User, space: Space) -> None:
    quiz, client = quiz_of(2), browser(junior)
    attempt = start(junior, space, quiz)
    review = url("attempt-detail", attempt.public_id)
    assert f"{review}?go=on" in client.get(url("quiz-detail", quiz.slug)).content.decode()
    for place, then in ((1, item_url(attempt, 2)), (2, review)):
        attempts.answer(
            user=junior,
            attempt_id=attempt.public_id,
            position=place,
            response="a",
            certainty=None,
            revision=0,
            at=timezone.now(),
            in_keys=True,
        )
        assert client.post(url("quiz-start", quiz.slug)).url == then
    assert client.get(f"{review}?go=on").status_code == 200


def test_why_she_cannot_start_stands_above_the_rules(junior: User, gate: list) -> None:
    gate.append(host.Reason("lesson", "Read lesson 2 first.", "/learn/milia-myths/two/"))
    page = browser(junior).get(url("quiz-detail", quiz_of(3).slug)).content.decode()
    assert page.index("Read lesson 2 first.") < page.index("To pass")


def test_nothing_starts_by_a_link(junior: User) -> None:
    quiz = quiz_of(3)
    assert browser(junior).get(url("quiz-start", quiz.slug)).status_code == 405
    assert not Attempt.objects.exists()


def test_what_must_come_first_is_said_with_its_link(junior: User, gate: list) -> None:
    gate.append(host.Reason("lesson", "Read lesson 2 first.", "/learn/milia-myths/two/"))
    quiz, client = quiz_of(3), browser(junior)
    page = client.get(url("quiz-detail", quiz.slug)).content.decode()
    assert '<a href="/learn/milia-myths/two/">Read lesson 2 first.</a>' in page
    assert "Start, 20 minutes" not in page
    assert client.post(url("quiz-start", quiz.slug)).url == url("quiz-detail", quiz.slug)
    assert not Attempt.objects.exists()


def test_between_two_attempts_the_page_says_when_the_next_one_opens(
    junior: User, space: Space
) -> None:
    quiz = quiz_of(3)
    attempt = start(junior, space, quiz, ago=10)
    attempts.submit(user=junior, attempt_id=attempt.public_id, at=timezone.now())
    page = browser(junior).get(url("quiz-detail", quiz.slug)).content.decode()
    assert "The next attempt opens on" in page
    assert "2 left" in page
    assert url("attempt-result", attempt.public_id) in page


def test_an_attempt_from_her_mentor_is_counted(junior: User, mentor: User, space: Space) -> None:
    quiz = quiz_of(3)
    attempt = start(junior, space, quiz, ago=10)
    attempts.submit(user=junior, attempt_id=attempt.public_id, at=timezone.now())
    given = {"attempts": 1, "minutes": 0, "reason": "Ill that day", "at": timezone.now()}
    grants.give(user=junior, quiz=quiz, space=space, by=mentor, **given)
    page = browser(junior).get(url("quiz-detail", quiz.slug)).content.decode()
    assert "3 attempts and 1 more from your mentor; 3 left." in page


def test_a_quiz_of_another_space_or_a_retired_one_is_not_there(junior: User) -> None:
    quiz, client = quiz_of(3), browser(junior)
    Quiz.objects.filter(pk=quiz.pk).update(space=SpaceFactory())
    assert client.get(url("quiz-detail", quiz.slug)).status_code == 404
    assert client.post(url("quiz-start", quiz.slug)).status_code == 404
    Quiz.objects.filter(pk=quiz.pk).update(space=None, retired_at=timezone.now())
    assert client.get(url("quiz-detail", quiz.slug)).status_code == 404


def test_someone_who_belongs_nowhere_finds_no_quiz(db: None) -> None:
    nobody = User.objects.create(name="Nobody", email="nobody@example.test")
    quiz = quiz_of(3)
    assert browser(nobody).get(url("quiz-detail", quiz.slug)).status_code == 404
    assert browser(nobody).get(url("practice-list")).status_code == 404


def test_practice_lists_what_is_open_with_how_it_went(junior: User, space: Space) -> None:
    client = browser(junior)
    assert "Nothing to practise yet" in client.get(url("practice-list")).content.decode()
    quiz = every_kind("practice")
    assert "Short scenes." in client.get(url("practice-list")).content.decode()
    attempt = start(junior, space, quiz)
    page = client.get(url("practice-list")).content.decode()
    assert f"{url('attempt-detail', attempt.public_id)}?go=on" in page
    attempts.submit(user=junior, attempt_id=attempt.public_id, at=timezone.now())
    assert "One round" in client.get(url("practice-list")).content.decode()


def test_a_quiz_without_limits_says_so(junior: User) -> None:
    quiz = quiz_of(2, policy=Policy())
    page = browser(junior).get(url("quiz-detail", quiz.slug)).content.decode()
    assert "No limit" in page
    assert "As many as you like" in page
    assert "To pass" not in page


def test_a_long_list_of_attempts_costs_no_more_questions_to_the_database(
    junior: User, space: Space, statements
) -> None:
    client, counts = browser(junior), []
    quiz = quiz_of(2, policy=Policy())
    for _ in range(2):
        attempt = start(junior, space, quiz)
        attempts.submit(user=junior, attempt_id=attempt.public_id, at=timezone.now())
        client.get(url("quiz-detail", quiz.slug))
        with statements() as found:
            client.get(url("quiz-detail", quiz.slug))
        counts.append(len(found))
    assert counts[0] == counts[1]
