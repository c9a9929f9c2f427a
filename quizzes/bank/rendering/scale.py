"""A place on a scale."""

from __future__ import annotations

from typing import Any

from quizzes.engine.kinds import definition
from quizzes.engine.kinds.places import plain
from quizzes.engine.kinds.scale import ScaleDefinition
from quizzes.formats.native import Item
from quizzes.formats.prose import render_inline


def asked(item: Item) -> dict[str, Any]:
    """The ends, the step, the unit and the words along it; of the panel nothing."""
    d = _definition(item)
    return {
        **{name: plain(getattr(d, name)) for name in ("low", "high", "step")},
        "unit": d.unit,
        "labels": {plain(label.at): render_inline(label.text) for label in d.labels},
    }


def explained(item: Item) -> dict[str, Any]:
    """Where the panel put it, how many they were, and what it means to be off on either side."""
    d = _definition(item)
    sides = {"above": d.above, "below": d.below}
    return {
        "why": {name: render_inline(side.why) for name, side in sides.items() if side.why},
        "of_rows": {name: render_inline(side.text) for name, side in sides.items() if side.text},
        "more": {
            **{name: plain(getattr(d, name)) for name in ("low", "high", "target", "tolerance")},
            "unit": d.unit,
            "panel": d.panel,
            "ends": [render_inline(label.text) for label in (d.labels[0], d.labels[-1])],
        },
    }


def _definition(item: Item) -> ScaleDefinition:
    found = definition(item.kind, item.body)
    assert isinstance(found, ScaleDefinition)
    return found
