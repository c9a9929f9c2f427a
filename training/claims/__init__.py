"""The claim ledger: every clinical statement with its strength, its sources and its reviews.

Import from here. `references` is what quizzes asks for behind an explanation.
"""

from .detail import ClaimPage, page
from .due import DueClaim, due, late, next_review, with_use
from .publishing import Published, publish
from .reading import (
    LessonNote,
    in_words,
    newest_revisions,
    notes_here,
    notes_of,
    oldest_review,
    references,
    strengths,
)
from .sources import SourcesPage, sources_page

__all__ = [
    "ClaimPage",
    "DueClaim",
    "LessonNote",
    "Published",
    "SourcesPage",
    "due",
    "in_words",
    "late",
    "newest_revisions",
    "next_review",
    "notes_here",
    "notes_of",
    "oldest_review",
    "page",
    "publish",
    "references",
    "sources_page",
    "strengths",
    "with_use",
]
