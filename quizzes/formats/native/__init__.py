"""Milium's own question format, questions.yaml. Import from here, not from the modules inside."""

from quizzes.formats.native.items import Case, Item, beliefs_of, texts_of
from quizzes.formats.native.reading import Reading, read
from quizzes.formats.native.schema import MODELS
from quizzes.formats.native.writing import export

# The names of the kinds of question.
KINDS = frozenset(MODELS)

__all__ = ["KINDS", "Case", "Item", "Reading", "beliefs_of", "export", "read", "texts_of"]
