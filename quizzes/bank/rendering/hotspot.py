"""A picture with places on it: before an answer their names alone, afterwards where they are."""

from __future__ import annotations

from typing import Any

from quizzes.bank.rendering import rows
from quizzes.engine.kinds import definition
from quizzes.engine.kinds.hotspot import HotspotDefinition
from quizzes.engine.kinds.shapes import UNIT, Shape, drawn
from quizzes.formats.digests import digest
from quizzes.formats.native import Item
from quizzes.formats.pictures import Picture
from quizzes.formats.prose import read_figure


def asked(item: Item) -> dict[str, Any]:
    """The picture, the names, and how many of them may be marked."""
    return rows.shuffled(item) | {
        "picture": _picture(item, "asked"),
        "marks": _definition(item).marks,
    }


def explained(item: Item) -> dict[str, Any]:
    """Why each place is as it is, and its shape (`of_rows`); the picture to draw it on."""
    found, picture = _definition(item), _needed(item)
    shapes = {region.key: _shape(region.shape, picture) for region in found.regions}
    return rows.explained(item) | {
        "of_rows": shapes,
        "more": {"picture": _picture(item, "explained")},
    }


def _definition(item: Item) -> HotspotDefinition:
    return definition(item.kind, item.body)


def _needed(item: Item) -> Picture:
    if item.picture is None:
        raise ValueError(f"{item.key}: a question on a picture is published with its picture")
    return item.picture


def _picture(item: Item, where: str) -> dict[str, Any]:
    """A drawing stands here itself, with ids of its own in each place; a photograph is named. Both
    are called what the question calls them: a drawing's own title may name what is asked for."""
    picture = _needed(item)
    alt, description = item.body["alt"], item.body["description"]
    found = {
        "alt": alt,
        "description": description,
        "width": picture.width,
        "height": picture.height,
    }
    if not picture.is_drawing:
        return found | {"file": picture.stored_name}
    name = picture.name.removesuffix(".svg")
    own = f"p{digest([item.key, where])[:12]}"
    shown = read_figure(name, picture.svg, namespace=own, words=(alt, description))
    return found | {"svg": shown.markup}


def _shape(shape: Shape, picture: Picture) -> dict[str, Any]:
    """What to draw in the picture's own units, and the place for its letter, to hundredths."""
    name, numbers = drawn(shape)
    if name == "circle":
        x, y, r = numbers
        across, down = _at(r, picture.width), _at(r, picture.height)
        place = _at(x, picture.width), _at(y, picture.height)
        return {"ellipse": [*place, across, down], "letter": [place[0], place[1] - down]}
    xs = [_at(one, picture.width) for one in numbers[::2]]
    ys = [_at(one, picture.height) for one in numbers[1::2]]
    letter = [round((min(xs) + max(xs)) / 2, 2), min(ys)]
    if name == "rect":
        corners = [[xs[0], ys[0]], [xs[1], ys[0]], [xs[1], ys[1]], [xs[0], ys[1]]]
    else:
        corners = [list(corner) for corner in zip(xs, ys, strict=True)]
    return {"polygon": corners, "letter": letter}


def _at(units: int, size: int) -> float:
    return round(units * size / UNIT, 2)
