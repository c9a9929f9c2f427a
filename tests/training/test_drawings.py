"""The drawings that ship with Milium: named, legible on a phone, sourced and shown."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from quizzes.formats.prose import read_figure
from training import content_files

ROOT = Path(__file__).parents[2]
DRAWINGS = sorted((ROOT / "content" / "media").glob("*.svg"))
STYLES = (ROOT / "config" / "static" / "milium" / "milium.css").read_text(encoding="utf-8")
SVG = "{http://www.w3.org/2000/svg}"
# A phone of 390 px leaves this much for a figure in a lesson.
PHONE_WIDTH = 358
SMALLEST_TYPE = 12
LARGEST_FILE = 12_000

each_drawing = pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.stem)


@pytest.fixture(scope="module")
def content():
    return content_files.read(ROOT / "content")


def text_of(path):
    return path.read_text(encoding="utf-8")


def rests_on(path):
    """The claims named in the comment `<!-- Rests on ... -->`, which each drawing carries."""
    comment = re.search(r"<!-- Rests on (.+?) -->", text_of(path), re.DOTALL)
    assert comment, "say in a comment which claims the drawing rests on, or that it needs none"
    return set(re.findall(r"F\d{3}", comment[1]))


def modules_showing(content, path):
    return [
        module
        for module in content.modules
        if any(path.stem in lesson.rendered.figures_used for lesson in module.lessons)
    ]


def lettering(element, size=None):
    """(words, font size in drawing units) of each text, sizes inherited as a browser does."""
    size = float(element.get("font-size", size or 16))
    if element.tag in (f"{SVG}text", f"{SVG}tspan") and (element.text or "").strip():
        yield element.text, size
    for child in element:
        yield from lettering(child, size)


@each_drawing
def test_a_drawing_is_fit_for_a_page_and_tells_a_blind_reader_what_it_shows(path):
    read_figure(path.stem, text_of(path))
    root = ElementTree.fromstring(text_of(path))
    assert len(root.find(f"{SVG}title").text) > 10
    assert len(root.find(f"{SVG}desc").text) > 150


@each_drawing
def test_its_lettering_is_real_text_that_can_be_read_on_a_phone(path):
    root = ElementTree.fromstring(text_of(path))
    shrunk = min(1, PHONE_WIDTH / float(root.get("viewBox").split()[2]))
    words = list(lettering(root))
    assert words
    assert [text for text, size in words if size * shrunk < SMALLEST_TYPE] == []


@each_drawing
def test_no_class_overrules_the_size_of_its_lettering(path):
    assert "class=" not in text_of(path)


@each_drawing
def test_its_ink_and_its_ground_follow_the_theme(path):
    used = set(re.findall(r"var\((--[\w-]+)", text_of(path)))
    assert {"--ill-ink", "--ill-plate"} <= used
    assert [name for name in used if f"{name}:" not in STYLES] == []


@each_drawing
def test_it_is_a_small_file(path):
    assert path.stat().st_size < LARGEST_FILE


@each_drawing
def test_a_lesson_shows_it(content, path):
    assert modules_showing(content, path)


@each_drawing
def test_a_module_that_shows_it_teaches_the_claims_it_rests_on(content, path):
    taught = [
        {code for lesson in module.lessons for code in lesson.front.claims}
        for module in modules_showing(content, path)
    ]
    assert any(rests_on(path) <= codes for codes in taught), sorted(rests_on(path))


def test_the_curriculum_has_its_drawings():
    assert len(DRAWINGS) >= 16
