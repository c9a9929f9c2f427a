"""Finished HTML, worked on again: glossary words marked, a lesson put on paper. Import from here.

Apart from prose, whose Markdown and sanitiser no web process needs.
"""

from quizzes.formats.finished.marks import hold_marks
from quizzes.formats.finished.paper import claims_shown, headings_of_claims, on_paper
from quizzes.formats.finished.terms import Marked, Term, mark_terms, unmarked

__all__ = [
    "Marked",
    "Term",
    "claims_shown",
    "headings_of_claims",
    "hold_marks",
    "mark_terms",
    "on_paper",
    "unmarked",
]
