"""Questions answered on a picture."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from quizzes.formats.native.regions import ImageName, Region
from quizzes.formats.native.schema.common import Question
from quizzes.formats.schemas import Many, Text


class Hotspot(Question):
    """Places to mark on a picture of content/media; `alt` and `description` are what is read out
    in place of it. `marks` is how many may be set, as many as there are targets if left out."""

    kind: Literal["hotspot"]
    image: ImageName
    alt: Annotated[Text, StringConstraints(max_length=200)]
    description: Annotated[Text, StringConstraints(max_length=2000)]
    marks: Annotated[int, Field(ge=1, le=30)] | None = None
    regions: Annotated[Many[Region], Field(min_length=3, max_length=30)]
