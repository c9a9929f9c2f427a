import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quizzes.models import Question, Quiz, QuizRevision
from tests.training.content_tree import FOLDER, PROGRAMMES, second_module, write
from tests.training.learning import LESSONS, SECOND, load, newest, texts
from training import content_files
from training.curriculum.counts import Count
from training.management import unchanged
from training.models import (
    AuditEvent,
    Lesson,
    LessonClaim,
    LessonRevision,
    Module,
    ProgrammeRevision,
    SignoffRevision,
)

pytestmark = pytest.mark.django_db
WRITES = ("INSERT", "UPDATE", "DELETE")


@pytest.fixture
def root(tmp_path):
    return tmp_path / "content"


def run(command, root, **options):
    out, err = io.StringIO(), io.StringIO()
    call_command(command, path=root, stdout=out, stderr=err, **options)
    return out.getvalue()


def test_the_first_load_makes_everything(root, at):
    loaded = load(root, texts(), at)
    assert (loaded.modules.new, loaded.lessons.new, loaded.claims.new) == (1, 2, 2)
    module = Module.objects.get()
    assert (module.quiz.slug, module.practice.slug) == ("milia-myths", "practice-milia-myths")
    assert [o["key"] for o in module.objectives] == ["1.2", "1.3"]
    assert SignoffRevision.objects.get().items[0]["key"] == "minute"
    assert ProgrammeRevision.objects.get().title == "Foundation"


def test_a_lesson_is_rendered_and_knows_its_claims_and_checks(root, at):
    load(root, texts(), at)
    revision = newest("why-popping-fails")
    assert [sorted(segment) for segment in revision.segments] == [["html"], ["check"]]
    assert 'popovertarget="ev-F004"' in revision.segments[0]["html"]
    assert revision.toc == [["sealed", "Sealed"]]
    assert list(LessonClaim.objects.filter(revision=revision).values_list("claim__code")) == [
        ("F004",)
    ]
    assert revision.checks.slug == "check-milia-myths-why-popping-fails-1"
    slots = revision.checks.revisions.get().slots.all()
    assert [slot.question.key for slot in slots] == ["mm-c01"]
    assert newest("lesson-2").checks is None


def test_a_second_load_of_the_same_files_writes_nothing(root, at):
    load(root, texts(modules=2), at)
    with CaptureQueriesContext(connection) as seen:
        loaded = load(root, {}, at)
    assert not loaded
    assert [q["sql"] for q in seen if q["sql"].startswith(WRITES)] == []


def test_a_changed_lesson_becomes_a_new_revision_beside_the_old_one(root, at):
    load(root, texts(), at)
    changed = texts()[f"{LESSONS}/01-why-popping-fails.md"].replace("It is sealed", "It is shut")
    loaded = load(root, {f"{LESSONS}/01-why-popping-fails.md": changed}, at)
    assert (loaded.lessons.new, loaded.lessons.changed) == (0, 1)
    assert LessonRevision.objects.filter(lesson__slug="why-popping-fails").count() == 2
    assert newest("why-popping-fails").checks.slug.endswith("-2")
    assert newest("lesson-2").number == 1


def test_a_changed_quiz_programme_or_list_becomes_a_new_revision(root, at):
    load(root, texts(), at)
    loaded = load(
        root,
        {
            f"{FOLDER}/quiz.yaml": texts()[f"{FOLDER}/quiz.yaml"].replace(": 80", ": 90"),
            f"{FOLDER}/signoff.yaml": texts()[f"{FOLDER}/signoff.yaml"].replace(": 5", ": 6"),
            "programmes.yaml": PROGRAMMES.replace(": 24", ": 12"),
        },
        at.replace(hour=10),
    )
    assert (loaded.quizzes.changed, loaded.signoffs.changed) == (1, 1)
    assert (loaded.programmes.changed, loaded.lessons) == (1, Count())
    assert QuizRevision.objects.filter(quiz__slug="milia-myths").latest("number").number == 2


def test_what_is_gone_is_retired_and_what_returns_is_back(root, at):
    load(root, texts(modules=2), at)
    for path in sorted((root / "modules/02-second-look").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    (root / "modules/02-second-look").rmdir()
    (root / f"{LESSONS}/02-lesson-2.md").unlink()
    loaded = load(root, {}, at)
    assert (loaded.modules.retired, loaded.lessons.retired) == (1, 2)
    assert Module.objects.get(slug="second-look").retired_at == at
    assert Quiz.objects.get(slug="second-look").retired_at == at
    assert not Question.objects.filter(bank__slug="second-look", retired_at=None).exists()
    load(root, second_module() | {f"{LESSONS}/02-lesson-2.md": SECOND}, at)
    assert not Module.objects.exclude(retired_at=None).exists()
    assert not Lesson.objects.exclude(retired_at=None).exists()
    assert not Quiz.objects.exclude(retired_at=None).exists()


def test_a_moved_lesson_keeps_its_revisions(root, at):
    load(root, texts(lessons=3), at)
    (root / f"{LESSONS}/02-lesson-2.md").rename(root / f"{LESSONS}/09-lesson-2.md")
    loaded = load(root, {}, at)
    assert not loaded.lessons
    assert list(Lesson.objects.values_list("slug", flat=True)) == [
        "why-popping-fails",
        "lesson-3",
        "lesson-2",
    ]


def test_a_load_that_changes_something_is_recorded_once(root, at):
    load(root, texts(), at)
    load(root, {}, at)
    event = AuditEvent.objects.get()
    assert (event.action, event.chain.name, event.actor) == ("content.loaded", "system", None)
    assert event.data["modules"] == [1, 0, 0]


def test_a_load_that_fails_half_way_leaves_nothing(root, at, monkeypatch):
    monkeypatch.setattr(
        "training.curriculum.loading.programmes.publish",
        lambda **_: (_ for _ in ()).throw(RuntimeError),
    )
    with pytest.raises(RuntimeError):
        load(root, texts(), at)
    assert not Module.objects.exists()
    assert not Question.objects.exists()


def test_a_larger_curriculum_costs_a_second_load_no_more_than_its_modules(root, at):
    """Per module a bank and two quizzes are compared; lessons, claims, questions cost nothing."""
    load(root, texts(lessons=2), at)
    with CaptureQueriesContext(connection) as few:
        load(root, {}, at)
    load(root, texts(lessons=9), at)
    with CaptureQueriesContext(connection) as many:
        load(root, {}, at)
    assert len(many) == len(few)


def test_the_command_says_what_it_did_and_then_that_nothing_changed(root, at):
    load(root, {**texts()}, at)
    (root / f"{LESSONS}/03-lesson-3.md").write_text(SECOND, encoding="utf-8")
    assert "lessons: 1 new, 0 changed, 0 retired" in run("load_content", root)
    assert run("load_content", root) == "Nothing has changed.\n"


def test_files_that_did_not_change_are_not_read_again_unless_asked(root, at, monkeypatch):
    load(root, texts(), at)
    run("load_content", root)
    read = []
    monkeypatch.setattr(
        "training.management.commands.load_content.read",
        lambda path: read.append(path) or content_files.read(path),
    )
    assert run("load_content", root) == "Nothing has changed.\n"
    assert not read
    assert run("load_content", root, again=True) == "Nothing has changed.\n"
    (root / f"{LESSONS}/03-lesson-3.md").write_text(SECOND, encoding="utf-8")
    assert "lessons: 1 new" in run("load_content", root)
    assert read == [root, root]


def test_a_file_saved_while_a_load_runs_is_loaded_at_the_next(root, at, monkeypatch):
    write(root, texts())

    def slow(path):
        content = content_files.read(path)
        (root / f"{LESSONS}/03-lesson-3.md").write_text(SECOND, encoding="utf-8")
        return content

    with monkeypatch.context() as patch:
        patch.setattr("training.management.commands.load_content.read", slow)
        run("load_content", root)
    assert "lessons: 1 new" in run("load_content", root)


def test_what_an_editor_keeps_beside_a_file_changes_nothing(root, at):
    write(root, texts())
    run("load_content", root)
    (root / ".#claims.yaml").symlink_to("nobody@nowhere:1")
    assert run("load_content", root) == "Nothing has changed.\n"


def test_a_database_whose_last_load_was_another_is_loaded_anew(root, at):
    load(root, texts(), at)
    run("load_content", root)
    assert unchanged.is_loaded(root)
    load(root, {f"{LESSONS}/03-lesson-3.md": SECOND}, at)
    (root / f"{LESSONS}/03-lesson-3.md").unlink()  # the files are again as they were
    assert not unchanged.is_loaded(root)


def test_a_dry_run_says_what_would_change_and_writes_nothing(root, at):
    load(root, texts(), at)
    (root / f"{LESSONS}/03-lesson-3.md").write_text(SECOND, encoding="utf-8")
    said = run("load_content", root, dry_run=True)
    assert said.startswith("Would change, nothing written:")
    assert "lessons: 1 new" in said
    assert not Lesson.objects.filter(slug="lesson-3").exists()
    assert AuditEvent.objects.count() == 1


def test_faulty_content_is_not_loaded_and_every_problem_is_named(root, at):
    load(root, texts(), at)
    (root / f"{LESSONS}/02-lesson-2.md").write_text("no front matter", encoding="utf-8")
    err = io.StringIO()
    with pytest.raises(CommandError, match="nothing was loaded"):
        call_command("load_content", path=root, stderr=err)
    assert f"content/{LESSONS}/02-lesson-2.md:1: " in err.getvalue()
    with pytest.raises(CommandError, match="1 to put right"):
        call_command("check_content", path=root, stderr=err)


def test_check_content_counts_what_is_there(root, at):
    load(root, texts(), at)
    assert "1 modules, 2 lessons" in run("check_content", root)


def test_the_content_of_the_repository_is_sound(settings):
    content = content_files.read(settings.CONTENT_DIR)
    assert len(content.modules) >= 2
