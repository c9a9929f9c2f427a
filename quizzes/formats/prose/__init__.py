"""Prose: Markdown -> sanitised HTML, once, at save. Import from here, not from the modules inside.

What these functions return is safe to show as it is; one template filter may mark it so.
"""

from quizzes.formats.prose.evidence import STRENGTHS, codes_in, pips
from quizzes.formats.prose.figures import Figure, read_figure
from quizzes.formats.prose.gaps import Misplaced, render_with_gaps
from quizzes.formats.prose.lessons import Lesson, Segment, read_lesson, render_lesson
from quizzes.formats.prose.markup import (
    AUTHORED,
    TYPED,
    TooMuch,
    plain,
    refusal,
    render,
    render_inline,
    slug,
)
from quizzes.formats.prose.words import ENGLISH

__all__ = [
    "AUTHORED",
    "ENGLISH",
    "STRENGTHS",
    "TYPED",
    "Figure",
    "Lesson",
    "Misplaced",
    "Segment",
    "TooMuch",
    "codes_in",
    "pips",
    "plain",
    "read_figure",
    "read_lesson",
    "refusal",
    "render",
    "render_inline",
    "render_lesson",
    "render_with_gaps",
    "slug",
]
