"""A place on a scale, and a case decided step by step, as an author writes them."""

from __future__ import annotations

from decimal import Decimal
from math import isfinite
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from quizzes.formats.native.schema.common import Question
from quizzes.formats.schemas import Code, Many, RowKey, Strict, Text


def _as_text(value: object) -> object:
    """A number as the text that was written for it: what is stored holds no binary fraction."""
    if isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value):
        return f"{Decimal(repr(value)):f}" if abs(value) < 10**12 else str(value)
    return value


Number = Annotated[str, BeforeValidator(_as_text), StringConstraints(max_length=30)]


class Label(Strict):
    """The words at one place of a scale."""

    at: Number
    text: Text


class Side(Strict):
    """What it means to be too far on one side; `text` names it, such as Too strong."""

    text: Text | None = None
    why: Text
    belief: Code | None = None


class Scale(Question):
    """`target` is the median of a panel, `tolerance` half its interquartile range, `panel` how many
    they were; `zero` is how far off nothing is left."""

    kind: Literal["scale"]
    low: Number
    high: Number
    step: Number = "1"
    unit: Annotated[str, StringConstraints(strip_whitespace=True, max_length=20)] = ""
    labels: Annotated[Many[Label], Field(min_length=2, max_length=11)]
    target: Number
    tolerance: Number
    zero: Number
    panel: Annotated[int, Field(ge=2, le=1000)]
    above: Side | None = None
    below: Side | None = None


class Decision(Strict):
    """`next` is the scene it leads to; left out, the case ends here. `harm` = it would hurt
    somebody: the whole answer is wrong then."""

    key: RowKey
    text: Text
    why: Text
    score: Number
    next: RowKey | None = None
    harm: bool = False
    belief: Code | None = None


class Scene(Strict):
    """A scene without choices is an end."""

    key: RowKey
    text: Text
    choices: Annotated[Many[Decision], Field(max_length=10)] = ()


class Branching(Question):
    kind: Literal["branching"]
    start: RowKey
    nodes: Annotated[Many[Scene], Field(min_length=2, max_length=100)]
