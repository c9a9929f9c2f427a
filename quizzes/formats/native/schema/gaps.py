"""A text with gaps."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from quizzes.formats.native.numbers import Number
from quizzes.formats.native.schema.common import Question
from quizzes.formats.native.schema.typing import Unit
from quizzes.formats.schemas import Code, Many, Slug, Strict, Text

# "gap.choice" names what shows a belief, and has forty characters.
GapKey = Annotated[Slug, StringConstraints(max_length=15)]
InGap = Annotated[Slug, StringConstraints(max_length=20)]


class GapChoice(Strict):
    """One thing to choose; `weight` is what one that is not right earns all the same, below 1."""

    key: InGap
    text: Text
    why: Text
    correct: bool = False
    weight: Number | None = None
    belief: Code | None = None


class GapAnswer(Strict):
    """An answer to a typed gap, as kind short_text or kind numeric has it."""

    key: InGap
    weight: Number
    why: Text
    belief: Code | None = None
    text: Annotated[Text, StringConstraints(max_length=200)] | None = None
    value: Number | None = None
    tolerance: Number | None = None
    form: Literal["nominal", "relative", "geometric"] | None = None
    range: Annotated[tuple[Number, Number], Field(strict=False)] | None = None


class Gap(Strict):
    """`weight` is what it counts beside the others. A gap to choose in has `choices`, one to type
    in `answers`; the other fields are those of kind short_text and kind numeric."""

    key: GapKey
    kind: Literal["choice", "short_text", "numeric"] = "choice"
    weight: Number = "1"
    choices: Annotated[Many[GapChoice], Field(min_length=2, max_length=12)] | None = None
    answers: Annotated[Many[GapAnswer], Field(min_length=1, max_length=20)] | None = None
    case_sensitive: bool | None = None
    spelling_tolerance: bool | None = None
    units: Annotated[Many[Unit], Field(min_length=1, max_length=12)] | None = None
    unit_required: bool | None = None
    rule: Literal["no_penalty", "of_response", "of_question", "critical"] | None = None
    penalty: Number | None = None


class Cloze(Question):
    """`text` is prose with a mark [[key]] where each gap stands."""

    kind: Literal["cloze"]
    text: Text
    gaps: Annotated[Many[Gap], Field(min_length=1, max_length=20)]
