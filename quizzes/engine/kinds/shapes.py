"""Regions of a picture, and whether a point lies in one. Exact: coordinates are whole numbers.

Across and down both run from 0 to 1, whatever the picture's form, as shares of its width and its
height: a circle is round where the picture is square, and an ellipse on any other. A boundary
belongs to its region.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

PLACES = 18  # every binary fraction that a program may send is taken as it is written
UNIT = 10**PLACES
MOST_CORNERS = 60

_COORDINATE = re.compile(rf"0(?:\.[0-9]{{1,{PLACES}}})?|1(?:\.0{{1,{PLACES}}})?")

Point = tuple[int, int]


def coordinate(text: str) -> int | None:
    """A decimal text from 0 to 1 in units of 10^-PLACES; None for any other text."""
    if not _COORDINATE.fullmatch(text):
        return None
    whole, _, part = text.partition(".")
    return int(whole) * UNIT + int(part.ljust(PLACES, "0"))


def from_json(value: object) -> int | None:
    """A coordinate given as a text or, by a program or in YAML, as a number; None for any other.

    A binary fraction stands for the shortest decimal that is read as it: 0.1 is a tenth.
    """
    if type(value) is str:
        return coordinate(value)
    if type(value) is int and 0 <= value <= 1:
        return value * UNIT
    if type(value) is float and 0 <= value <= 1:
        return coordinate(f"{Decimal(repr(value)):f}")
    return None


def text_of(units: int) -> str:
    """The shortest decimal text of a coordinate."""
    whole, part = divmod(units, UNIT)
    return f"{whole}.{part:0{PLACES}d}".rstrip("0").rstrip(".")


@dataclass(frozen=True, slots=True)
class Circle:
    x: int
    y: int
    r: int

    def has(self, point: Point) -> bool:
        across, down = point[0] - self.x, point[1] - self.y
        return across * across + down * down <= self.r * self.r

    @property
    def has_area(self) -> bool:
        return self.r > 0


@dataclass(frozen=True, slots=True)
class Rect:
    left: int
    top: int
    right: int
    bottom: int

    def has(self, point: Point) -> bool:
        return self.left <= point[0] <= self.right and self.top <= point[1] <= self.bottom

    @property
    def has_area(self) -> bool:
        return self.left < self.right and self.top < self.bottom


@dataclass(frozen=True, slots=True)
class Polygon:
    """Closed by itself. Where its sides cross, what they enclose an even number of times is
    outside."""

    corners: tuple[Point, ...]

    def has(self, point: Point) -> bool:
        x, y = point
        inside, (ax, ay) = False, self.corners[-1]
        for bx, by in self.corners:
            turn = (bx - ax) * (y - ay) - (by - ay) * (x - ax)
            if turn == 0 and min(ax, bx) <= x <= max(ax, bx) and min(ay, by) <= y <= max(ay, by):
                return True
            if (ay > y) != (by > y) and (turn > 0) == (by > ay):
                inside = not inside
            ax, ay = bx, by
        return inside

    @property
    def has_area(self) -> bool:
        first = self.corners[0]
        return any(
            (b[0] - first[0]) * (c[1] - first[1]) != (b[1] - first[1]) * (c[0] - first[0])
            for b, c in zip(self.corners[1:], self.corners[2:], strict=False)
        )


Shape = Circle | Rect | Polygon


def drawn(shape: Shape) -> tuple[str, tuple[int, ...]]:
    """The name of a shape and its numbers in a row, for whoever draws it."""
    match shape:
        case Circle(x, y, r):
            return "circle", (x, y, r)
        case Rect(left, top, right, bottom):
            return "rect", (left, top, right, bottom)
        case Polygon(corners):
            return "polygon", tuple(number for corner in corners for number in corner)
