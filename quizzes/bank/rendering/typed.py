"""A number or a few words to type."""

from __future__ import annotations

from html import escape
from typing import Any

from quizzes.bank.rendering.rows import explained
from quizzes.engine.kinds import definition
from quizzes.engine.kinds.numeric import UNIT_KEY
from quizzes.formats.native import Item
from quizzes.formats.prose import render_inline


def number(item: Item) -> dict[str, Any]:
    """The units to choose from and what a wrong one costs; `base` only where a number may stand
    without one, for what it then means."""
    d = definition(item.kind, item.body)
    asked: dict[str, Any] = {"below_zero": d.below_zero}
    if d.units.known:
        asked["choices"] = {unit.text: escape(unit.text) for unit in d.units.known}
        asked["unit_required"] = d.units.required
        asked["penalty"] = str(d.units.penalty)
    if d.units.known and not d.units.required:
        asked["base"] = escape(d.units.base)
    return asked


def few_words(item: Item) -> dict[str, Any]:
    """Whether capitals and spelling count; of the answers nothing."""
    return {name: item.body[name] for name in ("case_sensitive", "spelling_tolerance")}


def number_explained(item: Item) -> dict[str, Any]:
    """Why each answer earns what it does, and why a unit is wrong."""
    why = explained(item)["why"]
    for one in item.body.get("units", ()):
        if one.get("why"):
            why[UNIT_KEY + one["unit"]] = render_inline(one["why"])
    return {"why": why}
