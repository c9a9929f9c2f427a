"""The shape of questions.yaml, one model for each kind of question."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from quizzes.formats.native.regions import ImageName, Region
from quizzes.formats.schemas import (
    Code,
    Many,
    ObjectiveKey,
    Place,
    RowKey,
    Slug,
    Strict,
    Text,
    Title,
)

Use = Literal["graded", "check", "practice"]
Reason = Annotated[Text, StringConstraints(min_length=10, max_length=300)]
ChoiceKey = RowKey


class Choice(Strict):
    """One thing to choose from; `why` says why it is right, or why it tempts and is wrong."""

    key: ChoiceKey
    text: Text
    why: Text


class Option(Choice):
    correct: bool = False
    belief: Code | None = None


class Statement(Choice):
    """`belief` is held by whoever judges the statement wrongly."""

    answer: bool
    belief: Code | None = None


class Prompt(Choice):
    match: ChoiceKey


class Match(Strict):
    key: ChoiceKey
    text: Text


class Allow(Strict):
    """What a check of the texts may find here, each with the author's reason why it is right so.

    Nobody who learns sees it: it makes no new version of a question.
    """

    absolute: Reason | None = None
    experience: Reason | None = None
    grammar: Reason | None = None
    long_key: Reason | None = None
    matching: Reason | None = None
    near_stem: Reason | None = None
    negative: Reason | None = None
    not_asked: Reason | None = None
    overlap: Reason | None = None
    reading: Reason | None = None
    same_stem: Reason | None = None
    sentence: Reason | None = None
    untestable: Reason | None = None
    vague: Reason | None = None
    word_clue: Reason | None = None


class Question(Strict):
    key: Slug
    kind: str
    use: Use
    objective: ObjectiveKey
    lesson: Place
    must_not_miss: bool = False
    difficulty: Annotated[float, Field(ge=0, le=1)]
    claims: Annotated[Many[Code], Field(min_length=1)]
    stem: Text
    explanation: Text
    allow: Allow | None = None


class Single(Question):
    kind: Literal["single"]
    options: Annotated[Many[Option], Field(min_length=3, max_length=4)]


class Multiple(Question):
    kind: Literal["multiple"]
    options: Annotated[Many[Option], Field(min_length=4, max_length=6)]
    rule: Literal["plus_minus", "all_or_nothing"] = "plus_minus"


class TrueFalse(Question):
    kind: Literal["true_false"]
    statements: Annotated[Many[Statement], Field(min_length=1)]


class Matching(Question):
    kind: Literal["matching"]
    prompts: Annotated[Many[Prompt], Field(min_length=2)]
    choices: Annotated[Many[Match], Field(min_length=2)]


class Ordering(Question):
    kind: Literal["ordering"]
    steps: Annotated[Many[Choice], Field(min_length=3)]
    rule: Literal["pairs", "all_or_nothing"] = "pairs"


class Pair(Question):
    """An action and the reason for it, one right in each list."""

    kind: Literal["pair"]
    actions: Annotated[Many[Option], Field(min_length=2, max_length=4)]
    reasons: Annotated[Many[Option], Field(min_length=2, max_length=4)]


class Hotspot(Question):
    """Places to mark on a picture of content/media; `alt` and `description` are what is read out
    in place of it. `marks` is how many may be set, as many as there are targets if left out."""

    kind: Literal["hotspot"]
    image: ImageName
    alt: Annotated[Text, StringConstraints(max_length=200)]
    description: Annotated[Text, StringConstraints(max_length=2000)]
    marks: Annotated[int, Field(ge=1, le=30)] | None = None
    regions: Annotated[Many[Region], Field(min_length=3, max_length=30)]


class Criterion(Strict):
    """One thing to look for in a text; `good` says what it looks like when it is there."""

    key: ChoiceKey
    text: Text
    points: Annotated[int, Field(ge=1, le=10)] = 1
    good: Text


class Written(Question):
    """`words` (least, most) is advice; `characters` is the limit of what is taken."""

    kind: Literal["written"]
    words: Annotated[tuple[int, int], Field(strict=False)]
    characters: Annotated[int, Field(ge=100, le=10_000)] = 2000
    model: Text
    criteria: Annotated[Many[Criterion], Field(min_length=2, max_length=6)]


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
    "written": Written,
}
# What the engine stores of each kind, beside stem and explanation.
BODY_FIELDS: dict[str, tuple[str, ...]] = {
    "single": ("options",),
    "multiple": ("options", "rule"),
    "true_false": ("statements",),
    "matching": ("prompts", "choices"),
    "ordering": ("steps", "rule"),
    "pair": ("actions", "reasons"),
    "hotspot": ("image", "alt", "description", "marks", "regions"),
    "written": ("words", "characters", "model", "criteria"),
}
