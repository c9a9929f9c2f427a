"""Hotspot: mark places on a picture, by name or by pointing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from quizzes.engine import scoring
from quizzes.engine.kinds.base import (
    BLANK,
    Graded,
    Judged,
    Part,
    Response,
    ResponseError,
    Shown,
    graded,
    rows_in_order,
)
from quizzes.engine.kinds.reading import Reader
from quizzes.engine.kinds.regions import Region, read_regions
from quizzes.engine.kinds.shapes import Point, coordinate, from_json, text_of

_FIELDS = frozenset({"image", "alt", "description", "marks", "regions"})


@dataclass(frozen=True, slots=True)
class HotspotDefinition:
    """`image` names a file; `marks` is how many places may be marked."""

    kind: ClassVar[str] = "hotspot"
    rule: ClassVar[str] = ""

    stem: str
    explanation: str
    image: str
    alt: str
    description: str
    marks: int
    regions: tuple[Region, ...]

    @property
    def targets(self) -> tuple[Region, ...]:
        return tuple(region for region in self.regions if region.target)


class Hotspot:
    """Response: marks, each the key of a region or a point, [across, down] as texts "0.41"; in
    its normal form without zeros at the end.

    Marks go to targets one to one, as many as can: a named region to itself alone, a point to any
    target it lies in. Mark: hits / the larger of the numbers of targets and of marks. Every region
    is a part: a target is right when a mark goes to it; any other is wrong when it is named, or
    when a point lies in it and in no target. So what is judged of a wrong region does not depend
    on which of several ways to give the marks to the targets is taken.
    """

    def parse(self, body: Mapping[str, Any]) -> HotspotDefinition:
        """See Kind. Codes beside those of Reader and read_regions: not_a_number, out_of_range."""
        reader = Reader(body, allowed=_FIELDS)
        image, alt, description = (
            reader.text(reader.body, name, "") for name in ("image", "alt", "description")
        )
        regions = read_regions(reader)
        marks = _marks(reader, regions)
        reader.finish()
        return HotspotDefinition(
            reader.stem, reader.explanation, image, alt, description, marks, regions
        )

    def keys(self, d: HotspotDefinition) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return tuple(region.key for region in d.regions), ()

    def shuffled(self, d: HotspotDefinition) -> tuple[str, ...]:
        return tuple(region.key for region in d.regions)

    def shown(self, d: HotspotDefinition, order: Sequence[str]) -> Shown:
        """The names alone: where a region lies is told afterwards."""
        return Shown(d.kind, d.stem, d.rule, rows_in_order(d.regions, order))

    def clean(self, d: HotspotDefinition, response: object) -> Response:
        """Names sorted, then points as she set them. Raises ResponseError wrong_type, unknown_key,
        repeated_key, too_many_chosen, and out_of_range for a point that is not on the picture."""
        if response is None:
            return None
        if type(response) is not list:
            raise ResponseError("wrong_type")
        if len(response) > d.marks:
            raise ResponseError("too_many_chosen", limit=d.marks)
        known = {region.key for region in d.regions}
        named = sorted(_name(one, known) for one in response if type(one) is not list)
        if len(set(named)) < len(named):
            raise ResponseError("repeated_key")
        return [*named, *(_point_text(one) for one in response if type(one) is list)] or None

    def is_complete(self, d: HotspotDefinition, response: Response) -> bool:
        return bool(response)

    def grade(self, d: HotspotDefinition, response: Response) -> Graded:
        if not response:
            return BLANK
        marks = [one if type(one) is str else _point(one) for one in response]
        hit = _hit(d, marks)
        missed = {
            region.key for region in d.regions if not region.target and _fell(d, region, marks)
        }
        parts = [Part(r.key, r.key in hit if r.target else r.key not in missed) for r in d.regions]
        beliefs = [(r.key, r.belief) for r in d.regions if r.belief and r.key in missed]
        of = max(len(d.targets), len(marks))
        return graded(scoring.share(len(hit), of), parts, beliefs)

    def judged(
        self, d: HotspotDefinition, response: Response, order: Sequence[str]
    ) -> tuple[Judged, ...]:
        """Every region: whether a mark counts as set there, and whether one should. Then every
        point, "point 1" and so on, with the names of the regions it lies in."""
        right = {part.key: part.right for part in self.grade(d, response).parts}
        target = {region.key: region.target for region in d.regions}
        regions = (
            Judged(key, right.get(key, not target[key]) is target[key], target[key])
            for key in order or target
        )
        points = [one for one in response or () if type(one) is list]
        return (
            *regions,
            *(
                Judged(f"point {number}", " ".join(point), _names(d, point))
                for number, point in enumerate(points, start=1)
            ),
        )

    def right_response(self, d: HotspotDefinition) -> Response:
        return sorted(region.key for region in d.targets)

    def summary(self, d: HotspotDefinition, response: Response) -> str:
        """Names; points with the names of the regions they lie in."""
        texts = {region.key: region.text for region in d.regions}
        return "; ".join(
            texts[one] if type(one) is str else _point_summary(d, one) for one in response or ()
        )

    def key_summary(self, d: HotspotDefinition) -> str:
        return self.summary(d, self.right_response(d))

    def guess(self, d: HotspotDefinition) -> Decimal | None:
        return None  # as Moodle states for markers on a picture


def lies_in(d: HotspotDefinition, point: Sequence[str]) -> tuple[Region, ...]:
    """The regions that a point of a clean response lies in."""
    place = _point(point)
    return tuple(region for region in d.regions if region.shape.has(place))


def _marks(reader: Reader, regions: Sequence[Region]) -> int:
    """How many marks may be set: enough for every target, not more than there are regions."""
    targets = sum(region.target for region in regions)
    value = reader.body.get("marks")
    if value is None:
        return targets
    if type(value) is not int:
        reader.add("marks", "not_a_number")
    elif regions and not targets <= value <= len(regions):
        reader.add("marks", "out_of_range", f"{targets} to {len(regions)}")
    else:
        return value
    return targets


def _name(value: object, known: set[str]) -> str:
    if type(value) is not str:
        raise ResponseError("wrong_type")
    if value not in known:
        raise ResponseError("unknown_key")
    return value


def _point_text(value: list[Any]) -> list[str]:
    if len(value) != 2 or any(type(one) not in (str, int, float) for one in value):
        raise ResponseError("wrong_type")
    found = [from_json(one) for one in value]
    if None in found:
        raise ResponseError("out_of_range")
    return [text_of(units) for units in found if units is not None]


def _point(value: Sequence[str]) -> Point:
    across, down = (coordinate(one) for one in value)
    if across is None or down is None:
        raise ValueError("a point of a clean response lies on the picture")
    return across, down


def _fell(d: HotspotDefinition, region: Region, marks: Sequence[str | Point]) -> bool:
    """Whether a mark fell into a region that is no target."""
    return any(
        mark == region.key
        if isinstance(mark, str)
        else region.shape.has(mark) and not any(target.shape.has(mark) for target in d.targets)
        for mark in marks
    )


def _hit(d: HotspotDefinition, marks: Sequence[str | Point]) -> set[str]:
    """The targets of a maximum matching, by augmenting paths (Kuhn's algorithm)."""
    fits = [
        [
            t.key
            for t in d.targets
            if (mark == t.key if isinstance(mark, str) else t.shape.has(mark))
        ]
        for mark in marks
    ]
    taken: dict[str, int] = {}

    def place(mark: int, tried: set[str]) -> bool:
        for key in fits[mark]:
            if key not in tried:
                tried.add(key)
                if key not in taken or place(taken[key], tried):
                    taken[key] = mark
                    return True
        return False

    for mark in range(len(marks)):
        place(mark, set())
    return set(taken)


def _names(d: HotspotDefinition, point: Sequence[str]) -> str:
    return " / ".join(region.text for region in lies_in(d, point))


def _point_summary(d: HotspotDefinition, point: Sequence[str]) -> str:
    return f"({point[0]}, {point[1]}) {_names(d, point)}".strip()
