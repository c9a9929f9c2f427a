"""The commands: what check_content prints, and what load_content refuses."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from tests.training.content_tree import FOLDER, write
from tests.training.proof_tree import LESSON, LESSON_FILE, bank, texts
from training import content_files
from training.models import LessonRevision

QUESTIONS = f"content/{FOLDER}/questions.yaml"


def run(name, root, **options):
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command(name, path=root, stdout=out, stderr=err, **options)
    except CommandError as refused:
        return out.getvalue(), f"{err.getvalue()}{refused}"
    return out.getvalue(), err.getvalue()


def write_bank(root, change=lambda questions: None):
    questions = bank()
    change(questions)
    return write(root, texts(questions))


def vague(questions):
    """A warning in every question."""
    for one in questions.values():
        one["options"][1]["text"] = "Usually tea"


def above(questions):
    questions["mm-101"]["options"][2]["text"] = "All of the above"


def test_sound_content_is_counted_and_has_no_warnings(tmp_path):
    out, err = run("check_content", write_bank(tmp_path))
    assert not err
    assert out == (
        "All well: 1 modules, 1 lessons, 6 questions, 2 claims, 1 sources, 2 beliefs, 1 words; "
        "0 of 12 wrong options name no belief; 0 texts with an allowed exception; 0 warnings.\n"
    )


def test_warnings_stand_under_their_kind_and_are_cut(tmp_path):
    out, err = run("check_content", write_bank(tmp_path, vague))
    lines = out.splitlines()
    assert not err
    assert lines[0] == "Vague frequency in options (vague): 6"
    assert lines[1].startswith(f"{QUESTIONS}:2: warning: mm-101: option b says 'Usually'")
    assert lines[6] == "... and 1 more: --all shows them"
    assert lines[7].endswith("6 warnings.")


def test_every_warning_can_be_had_and_none_need_be(tmp_path):
    write_bank(tmp_path, vague)
    assert run("check_content", tmp_path, all=True)[0].count("warning: ") == 6
    assert run("check_content", tmp_path, no_warnings=True)[0].count("\n") == 1


def test_an_error_fails_the_check_and_names_its_line(tmp_path):
    out, err = run("check_content", write_bank(tmp_path, above))
    assert err.startswith("All or none of the above (above): 1\n")
    assert f"{QUESTIONS}:2: error: mm-101: option c says 'All of the above'" in err
    assert "1 to put right, 0 warnings" in err
    assert "All well" not in out


def test_what_guessing_would_score_is_printed_when_asked_for(tmp_path):
    out, _ = run("check_content", write_bank(tmp_path), figures=True)
    rows = [line.split() for line in out.splitlines() if line.startswith(("milia", "all banks"))]
    assert rows[0][:3] == ["milia-myths", "4", "33.3"]
    assert rows[1][:4] == ["all", "banks", "4", "33.3"]
    assert "guessing scores exactly chance there" in out
    assert "5 points over chance, an error for longest, hedged, place B" in out


@pytest.mark.django_db
def test_an_error_is_not_loaded(tmp_path):
    out, err = run("load_content", write_bank(tmp_path, above))
    assert f"{QUESTIONS}:2: mm-101: option c says 'All of the above'" in err
    assert "1 to put right; nothing was loaded" in err
    assert not out
    assert not LessonRevision.objects.exists()


@pytest.mark.django_db
def test_warnings_do_not_keep_content_from_being_loaded(tmp_path):
    out, err = run("load_content", write_bank(tmp_path, vague))
    assert not err
    assert "lessons: 1 new" in out


@pytest.mark.django_db
def test_what_authors_note_changes_nothing_that_is_loaded(tmp_path):
    run("load_content", write_bank(tmp_path))
    idle = LESSON.replace("minutes: 9", "minutes: 9\nallow: {checks: 'one check is enough'}")
    (tmp_path / LESSON_FILE).write_text(idle, encoding="utf-8")
    assert run("load_content", tmp_path) == ("Nothing has changed.\n", "")


@pytest.fixture(scope="module")
def repository():
    from django.conf import settings

    return content_files.proofs.proofread(content_files.read(settings.CONTENT_DIR))


def test_the_content_of_the_repository_has_no_error(repository):
    assert [str(one) for one in content_files.proofs.errors(repository)] == []


def test_the_content_of_the_repository_has_no_warning_without_its_reason(repository):
    assert [str(one) for one in repository] == []
