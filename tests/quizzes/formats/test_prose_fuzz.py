"""Random texts made of the characters that mean something to a parser."""

import pytest

from quizzes.formats import native, prose
from tests.quizzes.formats.test_prose_safety import alarms

hypothesis = pytest.importorskip("hypothesis")
st = hypothesis.strategies

BITS = ["\n", "\n\n", "    ", " ", "a", "[F004]", "[F9", "]", "[", "(", ")", "](", "<", ">", "/"]
BITS += ["script", "javascript:", "onclick=", '"', "'", "`", "*", "_", "#", "## ", "- ", "1. "]
BITS += ["|", "|-|", ":::", "::: myth", "::: say\n", "---", "::: check a", ": ", "&", "&#60;", "\\"]
BITS += ["\x02", "\x03", "\x00", "\u2028", "é", "!["]
TEXTS = st.lists(st.sampled_from(BITS), max_size=60).map("".join)


@hypothesis.given(TEXTS)
@hypothesis.settings(max_examples=150, deadline=None)
def test_any_text_renders_harmless_or_is_refused(text):
    for render in (prose.render, prose.render_inline):
        assert alarms(render(text)) == []
    assert isinstance(prose.plain(text), str)


@hypothesis.given(TEXTS)
@hypothesis.settings(max_examples=150, deadline=None)
def test_any_lesson_reads_into_harmless_segments(text):
    lesson, _ = prose.read_lesson(text, {"F004": "strong"}, {})
    for segment in lesson.segments:
        assert alarms(segment.html) == []


@hypothesis.given(TEXTS)
@hypothesis.settings(max_examples=100, deadline=None)
def test_any_text_is_questions_or_problems_and_no_crash(text):
    native.read(f"questions:\n{text}", name="q.yaml")
