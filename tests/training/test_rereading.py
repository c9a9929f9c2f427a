import datetime as dt

import pytest

from quizzes import attempts
from quizzes.models import Grant
from tests.training.learning import load, newest, read, read_all, sit, texts
from training import curriculum, gates, journeys
from training.models import Module

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def quiz(tmp_path, junior, clinic, at):
    load(tmp_path / "content", texts(), at - 20 * DAY)
    read_all(junior, clinic, at - 10 * DAY)
    return Module.objects.get().quiz


def miss_everything(user, quiz, clinic, at):
    attempt = attempts.start(user=user, quiz=quiz, space=clinic.space, at=at)
    attempts.submit(user=user, attempt_id=attempt.public_id, at=at)


def codes(user, quiz, clinic, at):
    return [reason.code for reason in gates.quiz_gate(user, quiz, clinic.space, at)]


def test_after_one_try_nothing_is_read_again(quiz, junior, clinic, at):
    miss_everything(junior, quiz, clinic, at - 5 * DAY)
    assert codes(junior, quiz, clinic, at) == []


def test_before_the_third_try_the_lesson_of_what_was_missed_comes_first(quiz, junior, clinic, at):
    miss_everything(junior, quiz, clinic, at - 5 * DAY)
    miss_everything(junior, quiz, clinic, at - 3 * DAY)
    (reason,) = gates.quiz_gate(junior, quiz, clinic.space, at)
    assert reason.code == "lesson_again"
    assert "Why popping fails" in reason.text
    assert reason.url == "/learn/milia-myths/why-popping-fails/#sealed"


def test_during_the_pause_home_also_names_what_else_is_open(tmp_path, quiz, junior, clinic, at):
    load(tmp_path / "content", texts(modules=2), at - 9 * DAY)
    miss_everything(junior, quiz, clinic, at)
    card = journeys.home(user=junior, clinic=clinic, at=at).onward
    assert card.kind == "pause" and card.again
    assert card.meanwhile.module.slug == "second-look"


def test_reading_it_to_its_end_once_more_opens_the_quiz(quiz, junior, clinic, at):
    miss_everything(junior, quiz, clinic, at - 5 * DAY)
    miss_everything(junior, quiz, clinic, at - 3 * DAY)
    read(junior, clinic, newest("lesson-2"), at - 2 * DAY)
    assert codes(junior, quiz, clinic, at) == ["lesson_again"]
    read(junior, clinic, newest("why-popping-fails"), at - 2 * DAY)
    assert codes(junior, quiz, clinic, at) == []


def test_scrolling_through_it_does_not_count(quiz, junior, clinic, at):
    miss_everything(junior, quiz, clinic, at - 5 * DAY)
    miss_everything(junior, quiz, clinic, at - 3 * DAY)
    lesson = newest("why-popping-fails").lesson
    curriculum.keep_place(user=junior, clinic=clinic, lesson=lesson, anchor="sealed", at=at - DAY)
    assert codes(junior, quiz, clinic, at) == ["lesson_again"]


def test_when_a_mentor_opened_an_attempt_since_reading_is_advice(quiz, junior, mentor, clinic, at):
    miss_everything(junior, quiz, clinic, at - 5 * DAY)
    miss_everything(junior, quiz, clinic, at - 3 * DAY)
    given = {"user": junior, "quiz": quiz, "space": clinic.space, "by": mentor, "reason": "Talked"}
    Grant.objects.create(**given, attempts=1, at=at - 4 * DAY)
    assert codes(junior, quiz, clinic, at) == ["lesson_again"]
    Grant.objects.create(**given, attempts=1, at=at - 2 * DAY)
    assert codes(junior, quiz, clinic, at) == []


def test_the_button_in_the_lesson_counts_and_leads_back_to_the_quiz(
    client, quiz, junior, clinic, at
):
    miss_everything(junior, quiz, clinic, at - 5 * DAY)
    miss_everything(junior, quiz, clinic, at - 3 * DAY)
    client.force_login(junior)
    lesson = "/learn/milia-myths/why-popping-fails/"
    home = client.get("/learn/").content.decode()
    assert "Read again: Why popping fails" in home and f'href="{lesson}#sealed"' in home
    assert "I have read it again" in client.get("/learn/milia-myths/").content.decode()
    html = client.get(lesson).content.decode()
    assert "I have read it again" in html and "data-place-url" not in html
    done = client.post(f"{lesson}done/", {"revision": 1})
    assert done.headers["Location"] == "/quizzes/milia-myths/"
    assert codes(junior, quiz, clinic, at) == []


def test_a_pass_ends_it(quiz, junior, clinic, at):
    miss_everything(junior, quiz, clinic, at - 5 * DAY)
    miss_everything(junior, quiz, clinic, at - 3 * DAY)
    sit(junior, clinic, quiz, at - DAY, passed=True)
    assert codes(junior, quiz, clinic, at) == []
