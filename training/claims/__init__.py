"""The claim ledger: every clinical statement with its strength, its sources and its reviews.

Import from here. `references` is what quizzes asks for behind an explanation.
"""

from .detail import ClaimPage, page
from .publishing import Published, publish
from .reading import in_words, notes, notes_of, oldest_review, references, strengths
from .sources import SourcesPage, sources_page

__all__ = [
    "ClaimPage",
    "Published",
    "SourcesPage",
    "in_words",
    "notes",
    "notes_of",
    "oldest_review",
    "page",
    "publish",
    "references",
    "sources_page",
    "strengths",
]
