"""Questions answered by typing a number or a few words, which the engine judges."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from quizzes.formats.native.numbers import Number
from quizzes.formats.native.schema.common import ChoiceKey, Question
from quizzes.formats.schemas import Code, Many, Strict, Text


class Answer(Strict):
    """An accepted answer, or a wrong one that is foreseen: `weight` is what it earns, from 0 to 1,
    and a `belief` is shown by one that earns nothing."""

    key: ChoiceKey
    weight: Number
    why: Text
    belief: Code | None = None


class NumericAnswer(Answer):
    """A `value` (or "*", any number) with a `tolerance`, or a `range` from, to. `form`: nominal
    (± so much), relative (± a share of the value), geometric (times or divided by 1 + it)."""

    value: Number | None = None
    tolerance: Number | None = None
    form: Literal["nominal", "relative", "geometric"] | None = None
    range: Annotated[tuple[Number, Number], Field(strict=False)] | None = None


class Unit(Strict):
    """A unit to choose: a value in it times `factor` is the value in the unit of the answers.
    Without a factor it is wrong, and `why` says so."""

    unit: Annotated[Text, StringConstraints(max_length=20)]
    factor: Number | None = None
    why: Text | None = None


class Numeric(Question):
    """`rule` is what a wrong or missing unit costs: `penalty` of what the number earned, or of the
    question, or everything. `below_zero` gives the keyboard of a phone a minus."""

    kind: Literal["numeric"]
    answers: Annotated[Many[NumericAnswer], Field(min_length=1, max_length=20)]
    units: Annotated[Many[Unit], Field(min_length=1, max_length=12)] | None = None
    unit_required: bool | None = None
    rule: Literal["no_penalty", "of_response", "of_question", "critical"] | None = None
    penalty: Number | None = None
    below_zero: bool | None = None


class TextAnswer(Answer):
    """`text` is compared without capitals and full stop; a * in it stands for anything."""

    text: Annotated[Text, StringConstraints(max_length=200)]


class ShortText(Question):
    """`spelling_tolerance` lets one wrong letter pass in words of six letters or more."""

    kind: Literal["short_text"]
    answers: Annotated[Many[TextAnswer], Field(min_length=1, max_length=20)]
    case_sensitive: bool = False
    spelling_tolerance: bool = False
