"""Named regions of a picture, as a hotspot question has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quizzes.engine.kinds.reading import Reader
from quizzes.engine.kinds.shapes import (
    MOST_CORNERS,
    UNIT,
    Circle,
    Point,
    Polygon,
    Rect,
    Shape,
    from_json,
)

MOST_REGIONS = 30

_SHAPES = ("circle", "rect", "polygon")
_FIELDS = frozenset({"target", "why", "belief", *_SHAPES})
_NOWHERE = Rect(0, 0, UNIT, UNIT)  # stands in for a shape that could not be read


@dataclass(frozen=True, slots=True)
class Region:
    """`text` is its name, for whoever cannot point; `belief` makes a wrong one tempting."""

    key: str
    text: str
    target: bool
    why: str
    shape: Shape
    belief: str = ""


def read_regions(reader: Reader) -> tuple[Region, ...]:
    """Read two or more regions, of which some but not all are targets.

    Codes beside those of Reader: belief_on_target, no_target, no_other_region, no_shape,
    several_shapes, not_a_circle, not_a_rect, not_a_polygon, not_a_coordinate, no_area.
    """
    regions = []
    for path, row, key, text in reader.rows("regions", fields=_FIELDS, at_least=2):
        region = Region(
            key=key,
            text=text,
            target=reader.flag(row, "target", path, default=False),
            why=reader.text(row, "why", path),
            shape=_shape(reader, row, path),
            belief=reader.text(row, "belief", path, optional=True),
        )
        if region.target and region.belief:
            reader.add(f"{path}.belief", "belief_on_target", region.belief)
        regions.append(region)
    _check_whole(reader, regions)
    return tuple(regions)


def _check_whole(reader: Reader, regions: list[Region]) -> None:
    if len(regions) > MOST_REGIONS:
        reader.add("regions", "too_many", str(MOST_REGIONS))
    if regions and not any(region.target for region in regions):
        reader.add("regions", "no_target")
    if regions and all(region.target for region in regions):
        reader.add("regions", "no_other_region")


def _shape(reader: Reader, row: Mapping[str, Any], path: str) -> Shape:
    given = [name for name in _SHAPES if row.get(name) is not None]
    if len(given) != 1:
        reader.add(path, "several_shapes" if given else "no_shape", ", ".join(given))
        return _NOWHERE
    name = given[0]
    where, value = f"{path}.{name}", row[name]
    shape = (
        _polygon(reader, value, where) if name == "polygon" else _flat(reader, value, name, where)
    )
    if shape and not shape.has_area:
        reader.add(where, "no_area")
    return shape or _NOWHERE


def _flat(reader: Reader, value: object, name: str, where: str) -> Shape | None:
    """A circle of three numbers, or a rectangle of four."""
    numbers = _numbers(reader, value, 3 if name == "circle" else 4, f"not_a_{name}", where)
    if numbers is None:
        return None
    return Circle(*numbers) if name == "circle" else Rect(*numbers)


def _polygon(reader: Reader, value: object, where: str) -> Polygon | None:
    if not isinstance(value, list | tuple) or not 3 <= len(value) <= MOST_CORNERS:
        reader.add(where, "not_a_polygon", f"3 to {MOST_CORNERS}")
        return None
    corners: list[Point] = []
    for index, corner in enumerate(value):
        numbers = _numbers(reader, corner, 2, "not_a_polygon", f"{where}[{index}]")
        if numbers is not None:
            corners.append((numbers[0], numbers[1]))
    return Polygon(tuple(corners)) if len(corners) == len(value) else None


def _numbers(
    reader: Reader, value: object, count: int, code: str, where: str
) -> tuple[int, ...] | None:
    """`count` coordinates; None and a problem for anything else."""
    if not isinstance(value, list | tuple) or len(value) != count:
        reader.add(where, code)
        return None
    found = [from_json(one) for one in value]
    for index, (one, units) in enumerate(zip(value, found, strict=True)):
        if units is None:
            told = str(one)[:20] if isinstance(one, str | float) else ""
            reader.add(f"{where}[{index}]", "not_a_coordinate", told)
    known = tuple(units for units in found if units is not None)
    return known if len(known) == count else None
