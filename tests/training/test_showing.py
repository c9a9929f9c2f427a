import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.training.content_tree import GLOSSARY
from tests.training.learning import LESSONS, load, newest, texts
from training.models import AuditEvent, GlossaryTerm, LessonRevision, ShownLesson

pytestmark = pytest.mark.django_db
SHUT = '  - {key: shut, term: shut, meaning: "Not open."}\n'
WALL = '  - {key: wall, term: wall, forms: [walls], meaning: "What closes it."}\n'


@pytest.fixture
def root(tmp_path, at):
    load(tmp_path / "content", texts(), at)
    return tmp_path / "content"


def shown(slug="lesson-2"):
    return ShownLesson.objects.get(revision=newest(slug))


def test_a_load_marks_the_words_of_the_glossary_once_in_a_lesson(root):
    html = shown().segments[0]["html"]
    mark = '<a class="term" href="/glossary/#sealed" data-term="sealed">sealed</a>'
    assert html.count(mark) == html.count("data-term") == 1
    panel = {"key": "sealed", "term": "sealed", "meaning": "Without an opening."}
    assert shown().terms == [panel]
    assert shown().places == {"F004": "sealed"}
    assert "data-term" not in newest("lesson-2").segments[0]["html"]


def test_checks_keep_their_place(root):
    assert [sorted(one) for one in shown("why-popping-fails").segments] == [["html"], ["check"]]


def test_a_new_word_changes_what_is_shown_and_makes_no_new_revision(root, at):
    loaded = load(root, {"glossary.yaml": GLOSSARY + WALL}, at)
    assert (loaded.glossary.new, loaded.shown.changed) == (1, 2)
    assert not loaded.lessons
    assert LessonRevision.objects.filter(lesson__slug="lesson-2").count() == 1
    assert [one["key"] for one in shown().terms] == ["sealed", "wall"]


def test_a_reworded_meaning_reaches_the_panels(root, at):
    loaded = load(root, {"glossary.yaml": GLOSSARY.replace("Without an", "With no")}, at)
    assert (loaded.glossary.changed, loaded.shown.changed) == (1, 2)
    assert shown().terms[0]["meaning"] == "With no opening."


def test_what_no_lesson_shows_makes_no_lesson_anew(root, at):
    loaded = load(root, {"glossary.yaml": GLOSSARY + SHUT}, at)
    assert loaded.glossary.new == 1
    assert not loaded.shown


def test_a_word_that_is_gone_is_retired_and_unmarked_and_returns(root, at):
    loaded = load(root, {"glossary.yaml": "glossary: []\n"}, at)
    assert (loaded.glossary.retired, loaded.shown.changed) == (1, 2)
    assert GlossaryTerm.objects.get().retired_at == at
    assert shown().terms == []
    load(root, {"glossary.yaml": GLOSSARY}, at)
    assert GlossaryTerm.objects.get().retired_at is None
    assert [one.code for one in GlossaryTerm.objects.get().claims.all()] == ["F004"]


def test_only_the_newest_revision_is_kept_as_it_is_shown(root, at):
    changed = texts()[f"{LESSONS}/02-lesson-2.md"].replace("It is sealed", "It is shut")
    load(root, {f"{LESSONS}/02-lesson-2.md": changed}, at)
    assert ShownLesson.objects.count() == 2
    assert newest("lesson-2").number == 2 and shown().terms == []


def test_a_second_load_writes_nothing_and_is_not_recorded(root, at):
    with CaptureQueriesContext(connection) as seen:
        assert not load(root, {}, at)
    assert not [q for q in seen if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert AuditEvent.objects.count() == 1


def test_a_changed_claim_of_a_term_is_tied_anew(root, at):
    load(root, {"glossary.yaml": GLOSSARY.replace("[F004]", "[F068]")}, at)
    assert [one.code for one in GlossaryTerm.objects.get().claims.all()] == ["F068"]
