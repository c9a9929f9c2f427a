"""From an item to what is stored ready to show: what a learner may be sent, apart from the key."""

from __future__ import annotations

from typing import Any

from quizzes.engine.kinds import ADVICE, ROWS, TYPED
from quizzes.formats.native import Item
from quizzes.formats.prose import render, render_inline

# Shown in the author's order. The others are shuffled: their order here would be a hint.
_AS_WRITTEN = {"true_false", "matching"}


def delivery(item: Item) -> dict[str, Any]:
    """The question without its key: stem, rule, texts by key. Explanations are not in it."""
    if item.kind in TYPED:
        return {
            "kind": item.kind,
            "rule": "",
            "stem": render(item.body["stem"]),
            ROWS[item.kind]: {},
            **{name: item.body[name] for name in ADVICE},
        }
    rows = item.body[ROWS[item.kind]]
    shown: dict[str, Any] = {
        "kind": item.kind,
        "rule": item.body.get("rule", ""),
        "stem": render(item.body["stem"]),
        ROWS[item.kind]: _texts(rows),
    }
    if item.kind == "matching":
        shown["choices"] = _texts(item.body["choices"])
    if item.kind in _AS_WRITTEN:  # PostgreSQL keeps no order of keys in JSON
        shown["sequence"] = [row["key"] for row in rows]
    return shown


def rationale(item: Item) -> dict[str, Any]:
    """The explanations: of the whole, and of each option, statement, prompt or step; of a text to
    write the model answer and the criteria, each with what it looks like when met."""
    rows = item.body[ROWS[item.kind]]
    if item.kind in TYPED:
        return {
            "explanation": render(item.body["explanation"]),
            "model": render(item.body["model"]),
            "criteria": [[row["key"], render_inline(row["text"])] for row in rows],
            "why": {row["key"]: render_inline(row["good"]) for row in rows},
        }
    return {
        "explanation": render(item.body["explanation"]),
        "why": {row["key"]: render_inline(row["why"]) for row in rows},
    }


def _texts(rows: list[dict[str, Any]]) -> dict[str, str]:
    """Sorted by key, so that not even the stored order tells the order of an ordering question."""
    return {row["key"]: render_inline(row["text"]) for row in sorted(rows, key=lambda r: r["key"])}
