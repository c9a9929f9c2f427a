import pytest

from quizzes.models import Attempt
from tests.training.learning import LESSONS, answer_checks, load, newest, read, texts
from training import curriculum
from training.models import Lesson, LessonRead, Module, ReadingPlace

pytestmark = pytest.mark.django_db


@pytest.fixture
def root(tmp_path, at):
    load(tmp_path / "content", texts(), at)
    return tmp_path / "content"


def test_a_lesson_is_not_finished_while_a_check_waits(root, junior, clinic, at):
    revision = newest("why-popping-fails")
    with pytest.raises(curriculum.NotFinished) as refused:
        curriculum.finish_lesson(user=junior, clinic=clinic, revision=revision, at=at)
    assert refused.value.reasons == ("mm-c01",)
    assert not LessonRead.objects.exists()
    assert not Attempt.objects.exists()


def test_a_wrong_answer_finishes_a_lesson_as_well_as_a_right_one(root, junior, clinic, at):
    revision = newest("why-popping-fails")
    answer_checks(junior, clinic, revision, at)
    done = curriculum.finish_lesson(user=junior, clinic=clinic, revision=revision, at=at)
    assert (done.user, done.revision, done.at) == (junior, revision, at)


def test_a_lesson_without_checks_is_finished_by_reading(root, junior, clinic, at):
    assert read(junior, clinic, newest("lesson-2"), at).pk


def test_finishing_twice_keeps_the_first_time(root, junior, clinic, at):
    first = read(junior, clinic, newest("lesson-2"), at)
    again = read(junior, clinic, newest("lesson-2"), at.replace(hour=20))
    assert (again.pk, again.at) == (first.pk, at)


def test_reading_in_one_clinic_is_not_reading_in_another(root, junior, clinic, other_clinic, at):
    read(junior, clinic, newest("lesson-2"), at)
    read(junior, other_clinic, newest("lesson-2"), at)
    assert LessonRead.objects.count() == 2


def test_the_place_is_overwritten_as_she_reads_on(root, junior, clinic, at):
    lesson = Lesson.objects.get(slug="lesson-2")
    for anchor in ("sealed", "later"):
        curriculum.keep_place(user=junior, clinic=clinic, lesson=lesson, anchor=anchor, at=at)
    assert ReadingPlace.objects.get().anchor == "later"


def test_only_headings_of_the_newest_text_are_places(root, at):
    lesson = Lesson.objects.get(slug="lesson-2")
    assert curriculum.has_heading(lesson, "sealed")
    assert not curriculum.has_heading(lesson, "later")


def test_the_next_lesson_skips_a_retired_one(root, at):
    load(root, texts(lessons=3), at)
    first = Lesson.objects.get(slug="why-popping-fails")
    (root / LESSONS / "02-lesson-2.md").unlink()
    load(root, {}, at)
    assert curriculum.next_lesson(first).slug == "lesson-3"
    assert curriculum.next_lesson(Lesson.objects.get(slug="lesson-3")) is None


def test_a_quiz_hangs_below_its_module(root, django_assert_num_queries):
    module = Module.objects.get()
    for quiz in (module.quiz, module.practice, newest("why-popping-fails").checks):
        with django_assert_num_queries(1):
            crumbs = curriculum.place_of(quiz)
        assert [crumb.title for crumb in crumbs] == ["Learn", "Milia myths"]
        assert crumbs[1].url == "/learn/milia-myths/"
