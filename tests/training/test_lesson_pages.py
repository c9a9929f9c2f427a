import datetime as dt

import pytest

from tests.training.content_tree import LESSON
from tests.training.learning import LESSONS, answer_checks, load, newest, read, texts
from training import journeys
from training.models import Lesson

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
FILE = f"{LESSONS}/02-lesson-2.md"


@pytest.fixture
def root(tmp_path, at):
    load(tmp_path / "content", texts(), at - 20 * DAY)
    return tmp_path / "content"


@pytest.fixture
def page(root, junior, clinic):
    def page_of(slug):
        lesson = Lesson.objects.select_related("module").get(slug=slug)
        return journeys.lesson_page(user=junior, clinic=clinic, lesson=lesson)

    return page_of


def change(root, at, severity, sentence):
    text = texts()[FILE].replace("It is sealed", f"It is shut {severity}")
    front = f"severity: {severity}\nchange: {sentence}\nclaims:"
    load(root, {FILE: text.replace("claims:", front)}, at)


def test_the_text_and_its_checks_come_in_order(page, junior, clinic, at):
    before = page("why-popping-fails")
    assert [part.key for part in before.parts] == ["", "mm-c01"]
    assert not before.parts[1].check.complete
    assert before.unanswered == ("mm-c01",)
    answer_checks(junior, clinic, newest("why-popping-fails"), at)
    assert page("why-popping-fails").unanswered == ()


def test_a_lesson_knows_its_neighbours_and_its_evidence(page):
    second = page("lesson-2")
    assert (second.number, second.total) == (2, 2)
    assert (second.before.title, second.after) == ("Why popping fails", None)
    assert [note.code for note in second.notes] == ["F004"]
    assert second.reviewed_on == dt.date(2026, 11, 2)


def test_a_clarified_text_says_so_and_stays_read(root, page, junior, clinic, at):
    read(junior, clinic, newest("lesson-2"), at - 5 * DAY)
    change(root, at, "clarification", "Says it more plainly.")
    changes = page("lesson-2").changes
    assert (changes.read_at, changes.must_read) == (at - 5 * DAY, False)
    assert changes.sentences == ("Says it more plainly.",)
    module = journeys.module_page(user=junior, clinic=clinic, slug="milia-myths", at=at)
    assert (module.steps[1].is_done, module.steps[1].has_changed) == (True, True)


def test_a_text_that_changes_practice_asks_to_be_read_again(root, page, junior, clinic, at):
    read(junior, clinic, newest("lesson-2"), at - 5 * DAY)
    change(root, at - DAY, "practice-changing", "Needles go.")
    change(root, at, "editorial", "A comma.")
    changes = page("lesson-2").changes
    assert changes.must_read and changes.sentences == ("Needles go.",)
    module = journeys.module_page(user=junior, clinic=clinic, slug="milia-myths", at=at)
    assert not module.steps[1].is_done
    read(junior, clinic, newest("lesson-2"), at)
    assert page("lesson-2").changes is None


def test_an_editorial_change_is_not_told(root, page, junior, clinic, at):
    read(junior, clinic, newest("lesson-2"), at - 5 * DAY)
    change(root, at, "editorial", "A comma.")
    assert page("lesson-2").changes is None


def test_what_changed_before_she_first_read_is_not_told(root, page, junior, clinic, at):
    change(root, at - DAY, "practice-changing", "Needles go.")
    assert page("lesson-2").changes is None
    read(junior, clinic, newest("lesson-2"), at)
    assert page("lesson-2").changes is None


def test_a_check_of_a_changed_lesson_is_asked_anew(root, page, junior, clinic, at):
    read(junior, clinic, newest("why-popping-fails"), at)
    load(root, {f"{LESSONS}/01-why-popping-fails.md": LESSON.replace("sealed", "shut")}, at)
    assert page("why-popping-fails").unanswered == ("mm-c01",)
