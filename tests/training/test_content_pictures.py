"""Pictures in questions.yaml: found in content/media, or refused at the line that names them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from quizzes.models import QuestionVersion
from tests.quizzes.formats.sample import QUESTIONS
from tests.quizzes.formats.test_pictures import PNG, jpeg, segment, svg
from training import content_files
from training.curriculum.loading import load

from .content_tree import FOLDER, files, write

AT = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
START = QUESTIONS.index("  - key: mm-106")
HOTSPOT = QUESTIONS[START : QUESTIONS.index("  - key: mm-107")]


def tree(root: Path, question: str = HOTSPOT, **media: bytes) -> Path:
    texts = files()
    name = f"{FOLDER}/questions.yaml"
    texts[name] = texts[name].replace("cases:\n", f"{question}cases:\n")
    content = write(root / "content", texts)
    for stem, data in media.items():
        kind = "svg" if data.startswith(b"<svg") else "png"
        (content / "media" / f"{stem}.{kind}").write_bytes(data)
    return content


def problems(root: Path) -> list[str]:
    with pytest.raises(content_files.ContentErrors) as refused:
        content_files.read(root)
    return [str(problem) for problem in refused.value.problems]


def line_of(root: Path, text: str) -> int:
    lines = (root / FOLDER / "questions.yaml").read_text(encoding="utf-8").split("\n")
    return next(n for n, line in enumerate(lines, start=1) if text in line)


def test_a_question_carries_the_picture_it_names(tmp_path):
    root = tree(tmp_path, face=svg())
    (item,) = [one for one in content_files.read(root).items() if one.kind == "hotspot"]
    assert (item.picture.name, item.picture.width, item.picture.height) == ("face.svg", 200, 100)


def test_a_changed_picture_is_another_question(tmp_path):
    before = content_files.read(tree(tmp_path / "a", face=svg()))
    after = content_files.read(tree(tmp_path / "b", face=svg().replace(b"Plain.", b"Drawn.")))
    changed = [a.key for a, b in zip(before.items(), after.items(), strict=True) if a != b]
    assert changed == ["mm-106"]


def test_a_missing_picture_is_told_at_the_line_that_names_it(tmp_path):
    root = tree(tmp_path)
    line = line_of(root, "image: face.svg")
    where = f"content/{FOLDER}/questions.yaml:{line}"
    assert problems(root) == [
        f"{where}: image: no picture 'face.svg' in media, allowed: milium.svg"
    ]


def test_a_missing_picture_is_told_together_with_all_else(tmp_path):
    root = tree(tmp_path, HOTSPOT.replace("alt:", "old:").replace('"Chin", why', '"Chin", wy'))
    said = problems(root)
    for words in ("no picture 'face.svg'", "alt: is missing", "unknown key", "why: is missing"):
        assert any(words in one for one in said), words


def test_a_picture_that_cannot_be_shown_is_told_at_the_line_that_names_it(tmp_path):
    photograph = HOTSPOT.replace("face.svg", "lid.jpg")
    root = tree(tmp_path, photograph)
    (root / "media" / "lid.jpg").write_bytes(jpeg(6, 4, segment(0xE1, b"Exif\0\0GPS")))
    (said,) = problems(root)
    assert (
        f"questions.yaml:{line_of(root, 'image: lid.jpg')}: image: lid.jpg: holds a camera's"
        in said
    )


@pytest.mark.parametrize("field", ["alt", "description"])
def test_a_picture_without_words_is_refused(tmp_path, field):
    text = "\n".join(line for line in HOTSPOT.split("\n") if not line.startswith(f"    {field}:"))
    root = tree(tmp_path, text, face=svg())
    (said,) = problems(root)
    assert said.endswith(f"{field}: is missing")
    assert f"questions.yaml:{line_of(root, 'mm-106')}: " in said


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("image: face.svg", "image: Face.gif", "cannot be this, allowed: a file of content/media"),
        ("[0.3, 0.5, 0.1]", "[0.3, 1.5, 0.1]", "'1.5' is no share of the picture"),
        ("[0.3, 0.5, 0.1]", "[0.3, 0.5, 0]", "has no area"),
        ("target: true, ", "", "no region is a target"),
        ("circle: [0.3, 0.5, 0.1], ", "", "has no shape: give circle, rect or polygon"),
        ("description:", "marks: 5\n    description:", "must be from '1 to 3'"),
    ],
)
def test_a_mistake_in_a_region_is_told_in_words(tmp_path, old, new, words):
    root = tree(tmp_path, HOTSPOT.replace(old, new), face=svg())
    (said,) = problems(root)
    assert words in said
    assert line_of(root, "mm-106") <= int(said.split(":")[1]) <= line_of(root, "cases:")


@pytest.mark.django_db
def test_a_load_keeps_a_photograph_and_a_second_load_writes_nothing(tmp_path):
    root = tree(tmp_path, HOTSPOT.replace("face.svg", "lid.png"), lid=PNG)
    content = content_files.read(root)
    assert load(content=content, at=AT)
    version = QuestionVersion.objects.get(question__key="mm-106")
    name = version.delivery["picture"]["file"]
    assert default_storage.open(f"pictures/{name}").read() == PNG
    assert version.body["image"] == "lid.png"
    assert not load(content=content_files.read(root), at=AT)
