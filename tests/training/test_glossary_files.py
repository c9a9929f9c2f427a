import pytest

from tests.training.content_tree import FOLDER, GLOSSARY, LESSON, files, write
from tests.training.test_content_files import said, spoiled
from training import content_files

SECOND = '  - {key: shut, term: shut, meaning: "Not open."}\n'


@pytest.fixture
def root(tmp_path):
    return write(tmp_path / "content", files())


def test_a_glossary_reads_into_typed_terms(root):
    (term,) = content_files.read(root).glossary
    assert (term.key, term.spellings) == ("sealed", ("sealed", "closed all round"))
    assert term.claims == ("F004",)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[F004]", "[F404]", "glossary.yaml:2: sealed: no claim F404 in claims.yaml"),
        ("#sealed", "#seal", "glossary.yaml:2: sealed: no heading #seal in why-popping-fails"),
        ("milia-myths/", "", "glossary.yaml:2: sealed: no module ''"),
        (
            "forms:",
            "form:",
            "glossary.yaml:4: glossary.0.form: unknown key, allowed: claims, forms",
        ),
        ("[closed all round]", "[sealed]", "the word 'sealed' is taken by sealed: write it once"),
        ("[closed all round]", '["shut, "]', "allowed: words that begin and end with a letter"),
        ('"Without an opening."', '""', "glossary.yaml:5: glossary.0.meaning: must not be empty"),
        ("key: sealed", "key: Sealed", "small letters, digits and single hyphens"),
        ("glossary:", "words:", "glossary.yaml:1: the file must be one key, glossary:"),
    ],
)
def test_a_mistake_in_the_glossary_is_told_with_file_and_line(root, old, new, message):
    problems = spoiled(root, "glossary.yaml", old, new)
    assert any(message in problem for problem in problems), problems


def test_two_terms_cannot_share_a_word(root):
    doubled = SECOND.replace("term: shut", "term: Sealed")
    write(root, {"glossary.yaml": GLOSSARY + doubled})
    assert said(root) == [
        "content/glossary.yaml:8: shut: the word 'Sealed' is taken by sealed: write it once"
    ]


def test_a_missing_glossary_is_a_problem(root):
    (root / "glossary.yaml").unlink()
    assert said(root) == ["content/glossary.yaml:1: the file is missing"]


def test_a_word_that_no_lesson_has_is_a_warning_only(root):
    write(root, {"glossary.yaml": GLOSSARY + SECOND})
    warnings = [str(one) for one in content_files.read(root).warnings]
    assert "content/glossary.yaml:8: shut: no lesson has this word" in warnings
    assert not any("sealed: no lesson" in one for one in warnings)


def test_a_new_term_leaves_every_lessons_digest_as_it_was(root):
    before = content_files.read(root).modules[0].lessons[0].digest
    write(root, {"glossary.yaml": GLOSSARY + SECOND})
    assert content_files.read(root).modules[0].lessons[0].digest == before


def test_no_lesson_may_be_called_print(root):
    write(root, {f"{FOLDER}/lessons/02-print.md": LESSON.replace("::: check mm-c01\n", "")})
    name = f"content/{FOLDER}/lessons/02-print.md"
    assert said(root) == [f"{name}:1: no lesson may be called print: a page is"]


def test_a_heading_leaves_the_panels_their_ids(root):
    lesson = files()[f"{FOLDER}/lessons/01-why-popping-fails.md"]
    text = lesson.replace("::: figure", "## Term sealed\n\n::: figure")
    write(root, {f"{FOLDER}/lessons/01-why-popping-fails.md": text})
    assert "the anchor 'term-sealed' belongs to the page" in said(root)[0]


def test_the_glossary_of_the_repository_is_used_by_its_lessons(settings):
    content = content_files.read(settings.CONTENT_DIR)
    assert 50 <= len(content.glossary) <= 90
    assert not [one for one in content.warnings if "glossary" in one.file]
