"""What the body of an item holds besides its key: texts people read, and beliefs choices show.

One function a kind in each table; most keep both in rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

Body = Mapping[str, Any]
Pairs = Iterator[tuple[str, str]]
_GAP_ROWS = ("choices", "answers")

SIDES = ("above", "below")  # of a scale


def rows_of(*parts: str) -> Callable[[Body], Iterator[str]]:
    """The texts of rows, and why each is as it is."""

    def texts(body: Body) -> Iterator[str]:
        for row in (row for part in parts for row in body[part]):
            yield row["text"]
            yield row["why"]

    return texts


def beliefs_in(*parts: str) -> Callable[[Body], Pairs]:
    """(row key, belief code) for each row that shows a belief when it is got wrong."""

    def beliefs(body: Body) -> Pairs:
        rows = (row for part in parts for row in body[part])
        return ((row["key"], row["belief"]) for row in rows if row.get("belief"))

    return beliefs


def no_beliefs(body: Body) -> Pairs:
    return iter(())


def matching(body: Body) -> Iterator[str]:
    yield from rows_of("prompts")(body)
    yield from (choice["text"] for choice in body["choices"])


def hotspot(body: Body) -> Iterator[str]:
    yield body["alt"]
    yield body["description"]
    yield from rows_of("regions")(body)


def cloze(body: Body) -> Iterator[str]:
    """The answers of typed gaps are no prose."""
    yield body["text"]
    for gap in body["gaps"]:
        yield from (choice["text"] for choice in gap.get("choices", ()))
        yield from (row["why"] for part in _GAP_ROWS for row in gap.get(part, ()))
        yield from (unit["why"] for unit in gap.get("units", ()) if unit.get("why"))


def beliefs_of_gaps(body: Body) -> Pairs:
    """A choice, and an answer, is called "gap.choice"."""
    for gap in body["gaps"]:
        for row in (row for part in _GAP_ROWS for row in gap.get(part, ())):
            if row.get("belief"):
                yield f"{gap['key']}.{row['key']}", row["belief"]


def scale(body: Body) -> Iterator[str]:
    yield from (label["text"] for label in body["labels"])
    for side in (body[name] for name in SIDES if name in body):
        yield from (side[part] for part in ("text", "why") if part in side)


def beliefs_of_sides(body: Body) -> Pairs:
    """The side stands for the choice."""
    sides = ((name, body.get(name, {}).get("belief")) for name in SIDES)
    return ((name, belief) for name, belief in sides if belief)


def branching(body: Body) -> Iterator[str]:
    yield from (node["text"] for node in body["nodes"])
    yield from rows_of("decisions")({"decisions": _decisions(body)})


def beliefs_of_decisions(body: Body) -> Pairs:
    return beliefs_in("decisions")({"decisions": _decisions(body)})


def _decisions(body: Body) -> list[Mapping[str, Any]]:
    """Those of all scenes; a scene without any is an end."""
    return [choice for node in body["nodes"] for choice in node.get("choices") or ()]


def numeric(body: Body) -> Iterator[str]:
    yield from short_text(body)
    yield from (unit["why"] for unit in body.get("units", ()) if unit.get("why"))


def short_text(body: Body) -> Iterator[str]:
    """Why each answer earns what it does; the answers are no prose."""
    yield from (answer["why"] for answer in body["answers"])


def written(body: Body) -> Iterator[str]:
    yield body["model"]
    for row in body["criteria"]:
        yield row["text"]
        yield row["good"]
        yield from (level["text"] for level in row.get("levels", ()))


TEXTS: dict[str, Callable[[Body], Iterator[str]]] = {
    "single": rows_of("options"),
    "multiple": rows_of("options"),
    "true_false": rows_of("statements"),
    "matching": matching,
    "ordering": rows_of("steps"),
    "pair": rows_of("actions", "reasons"),
    "hotspot": hotspot,
    "cloze": cloze,
    "scale": scale,
    "branching": branching,
    "numeric": numeric,
    "short_text": short_text,
    "written": written,
}
BELIEFS: dict[str, Callable[[Body], Pairs]] = {
    "single": beliefs_in("options"),
    "multiple": beliefs_in("options"),
    "true_false": beliefs_in("statements"),
    "matching": no_beliefs,
    "ordering": no_beliefs,
    "pair": beliefs_in("actions", "reasons"),
    "hotspot": beliefs_in("regions"),
    "cloze": beliefs_of_gaps,
    "scale": beliefs_of_sides,
    "branching": beliefs_of_decisions,
    "numeric": beliefs_in("answers"),
    "short_text": beliefs_in("answers"),
    "written": no_beliefs,
}
