"""The shape of questions.yaml, one model for each kind of question."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from quizzes.formats.native.schema.choosing import (
    Matching,
    Multiple,
    Ordering,
    Pair,
    Single,
    TrueFalse,
)
from quizzes.formats.native.schema.common import Question
from quizzes.formats.native.schema.gaps import Cloze
from quizzes.formats.native.schema.judging import Branching, Scale
from quizzes.formats.native.schema.picture import Hotspot
from quizzes.formats.native.schema.typing import Numeric, ShortText
from quizzes.formats.native.schema.writing import Written
from quizzes.formats.schemas import Many, Slug, Strict, Text, Title


class CaseFile(Strict):
    key: Slug
    title: Title
    stem: Text
    facts: Many[Annotated[tuple[Text, Text], Field(strict=False)]] = ()
    parts: Annotated[list[Any], Field(min_length=2, max_length=5)]


class QuestionsFile(Strict):
    questions: list[Any] = []
    cases: list[Any] = []


# Explicit on purpose: a new kind gets its line here, its module in the engine and its own tests.
MODELS: dict[str, type[Question]] = {
    "single": Single,
    "multiple": Multiple,
    "true_false": TrueFalse,
    "matching": Matching,
    "ordering": Ordering,
    "pair": Pair,
    "hotspot": Hotspot,
    "cloze": Cloze,
    "scale": Scale,
    "branching": Branching,
    "numeric": Numeric,
    "short_text": ShortText,
    "written": Written,
}
# What the engine stores of each kind, beside stem and explanation.
BODY_FIELDS: dict[str, tuple[str, ...]] = {
    "single": ("options",),
    "multiple": ("options", "rule"),
    "true_false": ("statements",),
    "matching": ("prompts", "choices", "layout"),
    "ordering": ("steps", "rule"),
    "pair": ("actions", "reasons"),
    "hotspot": ("image", "alt", "description", "marks", "regions"),
    "cloze": ("text", "gaps"),
    "scale": (
        *("low", "high", "step", "unit", "labels", "target", "tolerance", "zero", "panel"),
        *("above", "below"),
    ),
    "branching": ("start", "nodes"),
    "numeric": ("answers", "units", "unit_required", "rule", "penalty", "below_zero"),
    "short_text": ("answers", "case_sensitive", "spelling_tolerance"),
    "written": ("words", "characters", "model", "criteria", "files"),
}

__all__ = ["BODY_FIELDS", "MODELS", "CaseFile", "Question", "QuestionsFile"]
