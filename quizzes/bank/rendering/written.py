"""A text to write."""

from __future__ import annotations

from typing import Any

from quizzes.formats.native import Item
from quizzes.formats.prose import render, render_inline


def asked(item: Item) -> dict[str, Any]:
    """How much to write, and which files may come with it; of the rubric nothing."""
    told = {"criteria": {}, "words": item.body["words"], "characters": item.body["characters"]}
    return told | ({"files": item.body["files"]} if item.body.get("files") else {})


def explained(item: Item) -> dict[str, Any]:
    """The model answer, and the criteria, each with what it looks like when met, and with its
    levels where it has any."""
    rows = item.body["criteria"]
    return {
        "model": render(item.body["model"]),
        "criteria": [[row["key"], render_inline(row["text"])] for row in rows],
        "why": {row["key"]: render_inline(row["good"]) for row in rows},
        "of_rows": {row["key"]: _levels(row) for row in rows if row.get("levels")},
    }


def _levels(row: dict[str, Any]) -> list[list[Any]]:
    """Key, text and points of each."""
    return [[one["key"], render_inline(one["text"]), one["points"]] for one in row["levels"]]
