"""From an item to what is stored ready to show: what a learner may be sent, apart from the key.

A new kind is one line in each table, and a module where it stores what no other does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from quizzes.bank.rendering import branching, cloze, hotspot, pair, rows, scale, typed, written
from quizzes.formats.native import Item
from quizzes.formats.prose import render

_Part = Callable[[Item], dict[str, Any]]

DELIVERIES: dict[str, _Part] = {
    "single": rows.chosen_alone,
    "multiple": rows.chosen,
    "true_false": rows.as_written,
    "matching": rows.matched,
    "ordering": rows.shuffled,
    "hotspot": hotspot.asked,
    "cloze": cloze.asked,
    "pair": pair.asked,
    "numeric": typed.number,
    "short_text": typed.few_words,
    "scale": scale.asked,
    "branching": branching.asked,
    "written": written.asked,
}
RATIONALES: dict[str, _Part] = {
    "single": rows.explained,
    "multiple": rows.explained,
    "true_false": rows.explained,
    "matching": rows.explained,
    "ordering": rows.explained,
    "hotspot": hotspot.explained,
    "cloze": cloze.explained,
    "pair": pair.explained,
    "numeric": typed.number_explained,
    "short_text": rows.explained,
    "scale": scale.explained,
    "branching": branching.explained,
    "written": written.explained,
}


def delivery(item: Item) -> dict[str, Any]:
    """The question without its key: kind, rule, stem, and what its face shows (engine.faces).
    Explanations are not in it."""
    shared = {
        "kind": item.kind,
        "rule": item.body.get("rule", ""),
        "stem": render(item.body["stem"]),
    }
    return shared | DELIVERIES[item.kind](item)


def rationale(item: Item) -> dict[str, Any]:
    """The explanations: `explanation` of the whole, `why` by the key of each row, and what else is
    told only afterwards: of a row under `of_rows`, of the whole under `more`; `hints` are shown
    between tries."""
    shared: dict[str, Any] = {"explanation": render(item.body["explanation"])}
    if item.hints:
        shared["hints"] = [render(hint) for hint in item.hints]
    return shared | RATIONALES[item.kind](item)
