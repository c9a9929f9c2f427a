import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quizzes.models import Attempt, Grant
from tests.training.learning import (
    LESSONS,
    load,
    newest,
    observe,
    read,
    read_all,
    sit,
    texts,
)
from training import curriculum, journeys
from training.models import Assignment, Lesson, Module, ObservationSignature

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def root(tmp_path, at):
    load(tmp_path / "content", texts(modules=2), at - 20 * DAY)
    return tmp_path / "content"


@pytest.fixture
def home(root, junior, clinic, at):
    return lambda when=at: journeys.home(user=junior, clinic=clinic, at=when)


def assign(person, clinic, by, at, slug="milia-myths", **fields):
    module = Module.objects.get(slug=slug)
    return Assignment.objects.create(
        clinic=clinic, person=person, module=module, by=by, at=at, **fields
    )


def test_the_first_step_of_the_first_module_is_where_one_starts(home):
    onward = home().onward
    assert (onward.kind, onward.step.slug, onward.step.is_begun) == (
        "lesson",
        "why-popping-fails",
        False,
    )
    assert onward.counts_for == ("Foundation",)


def test_she_goes_on_at_the_heading_where_she_stopped(home, junior, clinic, at):
    lesson = Lesson.objects.get(slug="lesson-2")
    read(junior, clinic, newest("why-popping-fails"), at)
    curriculum.keep_place(user=junior, clinic=clinic, lesson=lesson, anchor="sealed", at=at)
    step = home().onward.step
    assert (step.slug, step.heading, step.is_begun) == ("lesson-2", "Sealed", True)


def test_what_is_late_comes_before_what_she_was_reading(home, junior, mentor, clinic, at):
    read(junior, clinic, newest("why-popping-fails"), at)
    assign(junior, clinic, mentor, at, "second-look", due_on=at.date() - 2 * DAY)
    page = home()
    assert page.onward.module.slug == "second-look"
    assert [(one.module.slug, one.days) for one in page.due] == [("second-look", -2)]
    assert (page.overdue, page.due_soon) == (1, 0)


def test_the_quiz_is_next_when_everything_is_read(home, junior, clinic, at):
    read_all(junior, clinic, at)
    assert (home().onward.kind, home().onward.step.slug) == ("quiz", "milia-myths")


def test_a_running_quiz_comes_before_everything(home, junior, clinic, at):
    quiz = Module.objects.first().quiz
    attempt = Attempt.objects.create(
        user=junior,
        space=clinic.space,
        quiz=quiz,
        revision=quiz.revisions.get(),
        number=1,
        policy={},
        seed=b"",
        started_at=at,
        deadline_at=at + dt.timedelta(minutes=20),
    )
    onward = home().onward
    assert (onward.kind, onward.attempt, onward.until) == ("attempt", attempt, attempt.deadline_at)


def test_during_the_pause_after_a_try_the_card_stays_with_that_quiz(home, junior, clinic, at):
    read_all(junior, clinic, at)
    sit(junior, clinic, Module.objects.first().quiz, at, passed=False)
    onward = home().onward
    assert (onward.kind, onward.module.slug, onward.until) == ("pause", "milia-myths", at + DAY)
    assert onward.meanwhile.module.slug == "second-look"
    assert home(at + DAY).onward.kind == "quiz"


def test_when_nothing_else_is_left_the_pause_says_until_when(home, junior, clinic, at):
    for module in Module.objects.all():
        read_all(junior, clinic, at, module.slug)
    sit(junior, clinic, Module.objects.first().quiz, at, passed=False)
    sit(junior, clinic, Module.objects.last().quiz, at, passed=True)
    onward = home().onward
    assert (onward.kind, onward.until) == ("pause", at + DAY)


def test_after_the_last_attempt_it_is_time_to_talk(home, junior, clinic, at):
    for module in Module.objects.all():
        read_all(junior, clinic, at, module.slug)
    sit(junior, clinic, Module.objects.last().quiz, at, passed=True)
    for days in (9, 6, 3):
        sit(junior, clinic, Module.objects.first().quiz, at - days * DAY, passed=False)
    assert home().onward.kind == "talk"


def test_a_mentors_turn_a_signature_and_the_end(home, junior, mentor, clinic, at):
    for module in Module.objects.all():
        read_all(junior, clinic, at, module.slug)
        sit(junior, clinic, module.quiz, at, passed=True)
    assert home().onward.kind == "ask"
    made = observe(junior, mentor, clinic, at)
    assert (home().onward.kind, home().onward.step.observation) == ("sign", made.public_id)
    ObservationSignature.objects.create(
        observation=made, party="person", user=junior, seen=1, total=1, digest="", at=at
    )
    module = Module.objects.get(slug="second-look")
    module.signoff.retired_at = at
    module.signoff.save()
    assert home().onward.kind == "practise"
    assert [goal.cell.code for goal in home().goals] == ["ready"]


def test_news_is_what_others_did_since_she_was_last_here(home, junior, mentor, clinic, at):
    read(junior, clinic, newest("why-popping-fails"), at - 3 * DAY)
    assign(junior, clinic, mentor, at - 5 * DAY, "second-look")
    assign(junior, clinic, mentor, at - DAY, note="Start here")
    observe(junior, mentor, clinic, at - 2 * DAY)
    Grant.objects.create(
        user=junior,
        quiz=Module.objects.first().quiz,
        space=clinic.space,
        attempts=1,
        by=mentor,
        at=at,
    )
    page = home()
    assert page.since == at - 3 * DAY
    assert [one.kind for one in page.news] == ["granted", "assigned", "observed"]
    assert page.was_here_this_week


@pytest.mark.parametrize(
    ("hour", "part"), [(4, "morning"), (10, "morning"), (11, "afternoon"), (20, "evening")]
)
def test_the_greeting_follows_her_own_clock(junior, at, hour, part):
    junior.time_zone = "Europe/Berlin"
    assert journeys.part_of_day(junior, at.replace(hour=hour)) == part


def test_goals_count_what_is_met(home, junior, clinic, at):
    read_all(junior, clinic, at)
    sit(junior, clinic, Module.objects.first().quiz, at, passed=True)
    (goal,) = home().goals
    assert (goal.done, goal.total, goal.percent) == (3, 4, 75)


def test_the_pages_cost_the_same_however_much_there_is(root, junior, mentor, clinic, at):
    def cost(of):
        with CaptureQueriesContext(connection) as seen:
            of()
        return len(seen)

    lesson = Lesson.objects.get(slug="why-popping-fails", module__slug="milia-myths")
    pages = {
        "home": lambda: journeys.home(user=junior, clinic=clinic, at=at),
        "module": lambda: journeys.module_page(
            user=junior, clinic=clinic, slug="milia-myths", at=at
        ),
        "lesson": lambda: journeys.lesson_page(user=junior, clinic=clinic, lesson=lesson),
    }
    read(junior, clinic, newest("lesson-2"), at)
    assign(junior, clinic, mentor, at)
    pages["lesson"]()  # definitions of questions are kept once read
    few = {name: cost(page) for name, page in pages.items()}
    load(root, texts(modules=2, lessons=9), at)
    for number in range(2, 9):
        read(junior, clinic, newest(f"lesson-{number}"), at)
    assign(junior, clinic, mentor, at, "second-look", due_on=at.date())
    assert {name: cost(page) for name, page in pages.items()} == few
    assert few == {"home": 28, "module": 38, "lesson": 13}


def test_a_retired_lesson_leaves_the_path(root, junior, clinic, at):
    (root / f"{LESSONS}/02-lesson-2.md").unlink()
    load(root, {}, at)
    page = journeys.module_page(user=junior, clinic=clinic, slug="milia-myths", at=at)
    assert [step.kind for step in page.steps] == ["lesson", "quiz", "signoff"]
