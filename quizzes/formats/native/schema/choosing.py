"""Questions answered by choosing, judging, matching or ordering."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from quizzes.formats.native.numbers import Number
from quizzes.formats.native.schema.common import Choice, ChoiceKey, Question
from quizzes.formats.schemas import Code, Many, Strict, Text


class Option(Choice):
    correct: bool = False
    belief: Code | None = None


class WeighedOption(Option):
    """`weight`: of a single choice what a wrong one earns all the same, below 1; of several with
    rule: weighted, what it adds. 0 if left out."""

    weight: Number | None = None


class Statement(Choice):
    """`belief` is held by whoever judges the statement wrongly."""

    answer: bool
    belief: Code | None = None


class Prompt(Choice):
    match: ChoiceKey


class Match(Strict):
    key: ChoiceKey
    text: Text


class Single(Question):
    kind: Literal["single"]
    options: Annotated[Many[WeighedOption], Field(min_length=3, max_length=4)]


class Multiple(Question):
    kind: Literal["multiple"]
    options: Annotated[Many[WeighedOption], Field(min_length=4, max_length=6)]
    rule: Literal[
        "plus_minus",
        "all_or_nothing",
        "balanced",
        "each_option",
        "half_way",
        "right_minus_wrong",
        "choose_n",
        "weighted",
    ] = "plus_minus"


class TrueFalse(Question):
    kind: Literal["true_false"]
    statements: Annotated[Many[Statement], Field(min_length=1)]


class Matching(Question):
    """With `layout: categories` the choices stand at each prompt; a list to open if left out."""

    kind: Literal["matching"]
    prompts: Annotated[Many[Prompt], Field(min_length=2)]
    choices: Annotated[Many[Match], Field(min_length=2)]
    layout: Literal["pairs", "categories"] | None = None


class Ordering(Question):
    kind: Literal["ordering"]
    steps: Annotated[Many[Choice], Field(min_length=3)]
    rule: Literal[
        "pairs",
        "all_or_nothing",
        "absolute",
        "next",
        "next_last",
        "neighbours",
        "longest_subsequence",
        "longest_run",
        "distance",
    ] = "pairs"


class Pair(Question):
    """An action and the reason for it, one right in each list."""

    kind: Literal["pair"]
    actions: Annotated[Many[Option], Field(min_length=2, max_length=4)]
    reasons: Annotated[Many[Option], Field(min_length=2, max_length=4)]
