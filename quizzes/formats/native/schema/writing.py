"""Questions answered by writing."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from quizzes.formats.native.schema.common import ChoiceKey, Question
from quizzes.formats.schemas import Many, Strict, Text


class Level(Strict):
    """How far a criterion is met."""

    key: ChoiceKey
    text: Text
    points: Annotated[int, Field(ge=0, le=10)]


class Criterion(Strict):
    """One thing to look for in a text; `good` says what it looks like when it is there.

    It is met or not, for `points` (1 unless said), or found at one of its `levels`; below the level
    named `critical` the text is no pass.
    """

    key: ChoiceKey
    text: Text
    points: Annotated[int, Field(ge=1, le=10)] | None = None
    good: Text
    levels: Annotated[Many[Level], Field(min_length=2, max_length=6)] | None = None
    critical: ChoiceKey | None = None

    @model_validator(mode="before")
    @classmethod
    def _counts_one(cls, found: Any) -> Any:
        if isinstance(found, dict) and found.get("levels") is None:
            return {"points": 1, **found}
        return found


class FilesAllowed(Strict):
    """What may be handed in beside the text: how many, of what kinds, each how large."""

    most: Annotated[int, Field(ge=1, le=5)]
    kinds: Annotated[Many[Literal["image", "pdf"]], Field(min_length=1, max_length=2)]
    megabytes: Annotated[int, Field(ge=1, le=10)] = 5


class Written(Question):
    """`words` (least, most) is advice; `characters` is the limit of what is taken."""

    kind: Literal["written"]
    words: Annotated[tuple[int, int], Field(strict=False)]
    characters: Annotated[int, Field(ge=100, le=10_000)] = 2000
    model: Text
    criteria: Annotated[Many[Criterion], Field(min_length=2, max_length=6)]
    files: FilesAllowed | None = None
