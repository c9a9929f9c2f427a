import dataclasses
from datetime import date

import pytest

from tests.quizzes.formats.sample import WRITTEN
from tests.training.content_tree import FOLDER, MODULE, QUIZ, files, second_module, write
from training import content_files

LESSON_FILE = f"{FOLDER}/lessons/01-why-popping-fails.md"


@pytest.fixture
def root(tmp_path):
    return write(tmp_path / "content", files())


def said(root):
    with pytest.raises(content_files.ContentErrors) as refused:
        content_files.read(root)
    return [str(problem) for problem in refused.value.problems]


def spoiled(root, name, old, new):
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return said(root)


def lesson_digest(root, name="", old="", new=""):
    if name:
        path = root / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return content_files.read(root).modules[0].lessons[0].digest


def test_a_sound_folder_reads_into_typed_objects(root):
    content = content_files.read(root)
    (module,) = content.modules
    assert (module.slug, module.position, module.about.short) == ("milia-myths", 1, "Myths")
    assert [lesson.slug for lesson in module.lessons] == ["why-popping-fails"]
    assert module.graded.blueprint[1].must_not_miss is True
    assert module.graded.pauses == (24, 24)
    assert module.practice.count == 3
    assert module.signoff.items[0].key == "minute"
    assert content.claims[0].reviewed_on == date(2026, 11, 2)
    assert content.beliefs[0].code == "M03"
    assert content.programmes[0].requirements[1].kind == "observation"
    assert content.figures[0].name == "milium"
    assert len(list(content.items())) == 7


def test_a_lesson_comes_rendered_with_its_checks(root):
    lesson = content_files.read(root).modules[0].lessons[0]
    assert lesson.rendered.toc == (("sealed", "Sealed"),)
    assert [segment.check for segment in lesson.rendered.segments] == ["", "mm-c01"]
    assert lesson.front.severity == "editorial"


def test_reading_twice_gives_the_same(root):
    assert content_files.read(root) == content_files.read(root)


def test_everything_is_frozen(root):
    content = content_files.read(root)
    with pytest.raises(dataclasses.FrozenInstanceError):
        content.modules = ()
    with pytest.raises(ValueError, match="frozen"):
        content.claims[0].wording = "x"


def test_each_object_has_a_digest_of_what_it_says(root):
    content = content_files.read(root)
    module = content.modules[0]
    digests = [
        *(one.digest for one in (*content.claims, *content.sources, *content.beliefs)),
        *(one.digest for one in (*content.programmes, *content.figures, *content.modules)),
        *(one.digest for one in content.glossary),
        *(one.digest for one in (*module.lessons, *module.items, *module.cases)),
        *(one.digest for one in (module.graded, module.practice, module.signoff)),
    ]
    assert all(len(one) == 64 for one in digests)
    assert len(set(digests)) == len(digests)


def test_a_lessons_digest_follows_its_words_claims_and_figures(root):
    seen = {lesson_digest(root)}
    seen.add(lesson_digest(root, LESSON_FILE, "A closed wall", "A wall"))
    seen.add(lesson_digest(root, "claims.yaml", "strength: strong", "strength: expert"))
    seen.add(lesson_digest(root, "media/milium.svg", "A cyst.", "One cyst."))
    seen.add(lesson_digest(root, LESSON_FILE, "minutes: 9", "minutes: 8"))
    assert len(seen) == 5


def test_a_lessons_digest_leaves_out_what_no_reader_sees(root):
    before = lesson_digest(root)
    assert lesson_digest(root, "claims.yaml", "Claim F004", "Words of F004") == before
    assert lesson_digest(root, f"{FOLDER}/module.yaml", "45", "46") == before


def test_a_missing_file_is_a_problem(root):
    for name in ("signoff", "quiz", "questions", "module"):
        (root / FOLDER / f"{name}.yaml").unlink()
    (root / "beliefs.yaml").unlink()
    assert [line for line in said(root) if "is missing" in line] == [
        "content/beliefs.yaml:1: the file is missing",
        f"content/{FOLDER}/module.yaml:1: the file is missing",
        f"content/{FOLDER}/questions.yaml:1: the file is missing",
        f"content/{FOLDER}/quiz.yaml:1: the file is missing",
        f"content/{FOLDER}/signoff.yaml:1: the file is missing",
    ]


def test_an_empty_folder_is_problems_and_no_crash(tmp_path):
    assert len(said(tmp_path)) == 7


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("claims.yaml", "[BERK2008]", "[NOPE]", "claims.yaml:2: F004: no source NOPE"),
        ("claims.yaml", "[BERK2008]", "[]", "claims.yaml:2: claims.0: needs a source"),
        ("claims.yaml", '"2026-11-02"', '"2 Nov"', "claims.yaml:6: claims.0.reviewed_on"),
        ("claims.yaml", "F068", "F004", "claims.yaml:8: F004 is here twice, first in line 2"),
        ("claims.yaml", "code: F068", "code: [F068]", "claims.yaml:8: claims.1.code: must be"),
        ("sources.yaml", "sources:", "source:", "sources.yaml:1: the file must be one key"),
        ("beliefs.yaml", "[F004]", "[F404]", "beliefs.yaml:2: M03: no claim F404"),
        ("beliefs.yaml", "#sealed", "#seal", "beliefs.yaml:2: M03: no heading #seal in why-"),
        ("beliefs.yaml", "milia-myths/", "", "beliefs.yaml:2: M03: no module ''"),
        ("programmes.yaml", "module: milia-myths", "module: x", "programmes.yaml:2: foundation"),
        ("media/milium.svg", "<path", "<path onload='x'", "media/milium.svg:1: onload of path"),
        (f"{FOLDER}/module.yaml", "requires: []", "requires: [x]", "module.yaml:6: requires: no"),
        (f"{FOLDER}/module.yaml", "Myths", "Too long a name", "at most 12 characters"),
        (f"{FOLDER}/module.yaml", "minutes: 45", "minuts: 45", "module.yaml:5: minuts: unknown"),
        (f"{FOLDER}/questions.yaml", "[F004]", "[F404]", "questions.yaml:2: mm-101: no claim F404"),
        (f"{FOLDER}/questions.yaml", "M06", "M99", "mm-102: no belief M99 in beliefs.yaml"),
        (f"{FOLDER}/questions.yaml", '"1.3"', '"9.9"', "mm-102: no objective '9.9', allowed: 1.2"),
        (f"{FOLDER}/questions.yaml", "#sealed", "#open", "mm-101: no heading #open in why-popping"),
        (f"{FOLDER}/questions.yaml", "fails#", "works#", "mm-101: no lesson 'why-popping-works'"),
        (f"{FOLDER}/quiz.yaml", "kind: single, count: 1", "kind: single, count: 2", "has 1"),
        (f"{FOLDER}/quiz.yaml", "{case: true, count: 1}", "{case: true, count: 2}", "needs 2, has"),
        (f"{FOLDER}/quiz.yaml", "{case: true,", "{case: true, kind: single,", "drawn whole"),
        (f"{FOLDER}/quiz.yaml", "must_not_miss: true", "must_not_miss: false", "has 0"),
        (f"{FOLDER}/quiz.yaml", "{case: true,", "{case: true, tags: [eye],", "drawn whole"),
        (f"{FOLDER}/quiz.yaml", "kind: single, count", "kind: single, tags: [a], count", "has 0"),
        (f"{FOLDER}/quiz.yaml", "minutes:", "shuffle: [one]\n  minutes:", "has section 'one'"),
        (f"{FOLDER}/quiz.yaml", "count: 3", "count: 4", "quiz.yaml:12: practice: needs 4"),
        (f"{FOLDER}/quiz.yaml", "[24, 24]", "[24]", "3 attempts need 2 pauses"),
        (f"{FOLDER}/signoff.yaml", "items:", "itens:", "signoff.yaml:4: itens: unknown key"),
        (LESSON_FILE, "sealed [F004]", "sealed [F068]", "F068 is marked in the text: list it"),
        (LESSON_FILE, "sealed [F004]", "sealed [F999]", "fails.md:9: no claim F999"),
        (LESSON_FILE, "[F004]\n---", "[F004, F999]\n---", "fails.md:5: no claim F999"),
        (LESSON_FILE, '"1.3"]', '"1.9"]', "fails.md:4: no objective '1.9', allowed: 1.2, 1.3"),
        (LESSON_FILE, "figure milium", "figure pearl", "fails.md:11: no figure 'pearl'"),
        (LESSON_FILE, "check mm-c01", "check mm-101", "fails.md:15: no check question 'mm-101'"),
        (LESSON_FILE, "---\ntitle", "title", "fails.md:1: a lesson starts with front matter"),
    ],
)
def test_a_mistake_is_told_with_file_and_line(root, name, old, new, message):
    problems = spoiled(root, name, old, new)
    assert all(problem.startswith("content/") for problem in problems)
    assert any(message in problem for problem in problems), problems


def test_mistakes_of_all_files_are_told_at_once_and_sorted(root):
    spoiled(root, "programmes.yaml", "module: milia-myths", "module: x")
    spoiled(root, LESSON_FILE, "figure milium", "figure pearl")
    problems = spoiled(root, "claims.yaml", "[BERK2008]", "[NOPE]")
    files_named = [problem.split(":")[0] for problem in problems]
    assert files_named == sorted(files_named)
    assert len(set(files_named)) == 3


def test_a_broken_register_does_not_make_everything_unknown(root):
    problems = spoiled(root, "claims.yaml", "claims:", "claims: &a")
    assert len(problems) == 1


def test_a_broken_question_is_not_reported_as_a_missing_one_too(root):
    problems = spoiled(root, f"{FOLDER}/questions.yaml", "kind: true_false", "kind: truefalse")
    assert len(problems) == 1


def test_keys_are_unique_over_all_modules(root):
    questions = files()[f"{FOLDER}/questions.yaml"]
    problems = said(write(root, second_module(questions=questions)))
    assert any("the key mm-101 is taken by content/modules/01" in one for one in problems)


def test_modules_may_not_wait_for_each_other_in_a_ring(root):
    waiting = MODULE.replace("requires: []", "requires: [milia-myths]")
    write(root, second_module(module=waiting))
    assert len(content_files.read(root).modules) == 2
    problems = spoiled(root, f"{FOLDER}/module.yaml", "requires: []", "requires: [second-look]")
    assert "in a ring" in problems[0]


def test_two_rows_cannot_draw_the_same_only_question(root):
    row = '    - {objective: "1.2", kind: single, count: 1}\n'
    quiz = QUIZ.replace(row, row + '    - {objective: "1.2", count: 1}\n')
    write(root, {f"{FOLDER}/quiz.yaml": quiz})
    assert "shares its questions with other rows" in said(root)[0]


@pytest.mark.parametrize("name", ["milia", "1-milia", "01_milia", "01-Milia"])
def test_a_folder_needs_a_number_and_a_slug(root, name):
    (root / "modules" / name).mkdir()
    assert any(f"content/modules/{name}:1: the name must be" in problem for problem in said(root))


def test_a_file_that_is_no_utf8_is_a_problem(root):
    (root / "sources.yaml").write_bytes(b"sources: [\xff]")
    assert "content/sources.yaml:1: this is not UTF-8" in said(root)[0]


def test_windows_line_ends_change_nothing(root):
    before = content_files.read(root)
    for path in root.rglob("*.*"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert content_files.read(root) == before


def test_a_row_of_written_answers_is_never_must_not_miss(root):
    problems = spoiled(root, f"{FOLDER}/quiz.yaml", "kind: multiple", "kind: written")
    assert problems[0].startswith(f"content/{FOLDER}/quiz.yaml:10: graded.blueprint.1: a written")
    assert "leave must_not_miss out" in problems[0]


def test_a_written_check_is_no_stock_for_practice(root):
    questions = root / FOLDER / "questions.yaml"
    text = questions.read_text(encoding="utf-8")
    questions.write_text(text.replace("cases:\n", f"{WRITTEN}cases:\n"), encoding="utf-8")
    problems = spoiled(root, f"{FOLDER}/quiz.yaml", "count: 3}", "count: 4}")
    assert problems[0].endswith("needs 4 questions with use: check or practice, has 3")
