"""Questions answered by writing."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from quizzes.formats.native.schema.common import ChoiceKey, Question
from quizzes.formats.schemas import Many, Strict, Text


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
