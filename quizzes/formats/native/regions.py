"""Regions of a picture as an author writes them: shares of its width and height, from 0 to 1."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from quizzes.formats.schemas import IMAGE, Code, Many, RowKey, Strict, Text

ImageName = Annotated[str, StringConstraints(pattern=IMAGE, max_length=80)]


def _as_text(value: object) -> object:
    """A number as the text that was written for it: what is stored holds no binary fraction."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{Decimal(repr(value)):f}" if abs(value) <= 1 else str(value)
    return value


Coordinate = Annotated[str, BeforeValidator(_as_text), StringConstraints(max_length=20)]
Corner = Annotated[tuple[Coordinate, Coordinate], Field(strict=False)]
Circle = Annotated[tuple[Coordinate, Coordinate, Coordinate], Field(strict=False)]
Rect = Annotated[tuple[Coordinate, Coordinate, Coordinate, Coordinate], Field(strict=False)]
Polygon = Annotated[Many[Corner], Field(min_length=3, max_length=60)]


class Region(Strict):
    """One place with its name and one shape: circle (across, down, radius), rect (left, top, right,
    bottom) or polygon (its corners). `target` = it is to be marked."""

    key: RowKey
    text: Text
    target: bool = False
    why: Text
    belief: Code | None = None
    circle: Circle | None = None
    rect: Rect | None = None
    polygon: Polygon | None = None
