"""The claim ledger: every clinical statement with its strength, its sources and its reviews.

Import from here. `references` is what quizzes asks for behind an explanation.
"""

from .publishing import Published, publish
from .reading import ClaimPage, in_words, notes, notes_of, oldest_review, page, references

__all__ = [
    "ClaimPage",
    "Published",
    "in_words",
    "notes",
    "notes_of",
    "oldest_review",
    "page",
    "publish",
    "references",
]
