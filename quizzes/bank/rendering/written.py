"""A text to write."""

from __future__ import annotations

from typing import Any

from quizzes.formats.native import Item
from quizzes.formats.prose import render, render_inline


def asked(item: Item) -> dict[str, Any]:
    """How much to write; of the rubric nothing."""
    return {"criteria": {}, "words": item.body["words"], "characters": item.body["characters"]}


def explained(item: Item) -> dict[str, Any]:
    """The model answer, and the criteria, each with what it looks like when met."""
    rows = item.body["criteria"]
    return {
        "model": render(item.body["model"]),
        "criteria": [[row["key"], render_inline(row["text"])] for row in rows],
        "why": {row["key"]: render_inline(row["good"]) for row in rows},
    }
