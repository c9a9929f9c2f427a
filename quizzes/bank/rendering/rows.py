"""Rows: options, statements, prompts, steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from quizzes.engine.kinds import ROWS
from quizzes.engine.kinds.multiple_rules import CHOOSE_N
from quizzes.formats.native import Item
from quizzes.formats.prose import render_inline


def shuffled(item: Item) -> dict[str, Any]:
    """Shown in an order of each attempt's own: the author's would be a hint."""
    part = ROWS[item.kind]
    return {part: texts(item.body[part])}


def chosen(item: Item) -> dict[str, Any]:
    """Options of which several are right; how many only where the rule is to choose so many."""
    found = shuffled(item)
    if item.body.get("rule") != CHOOSE_N:
        return found
    return found | {"choose": sum(bool(option.get("correct")) for option in item.body["options"])}


def chosen_alone(item: Item) -> dict[str, Any]:
    """Options of which one is chosen; `partly` where another than the right one may earn a part."""
    found = shuffled(item)
    wrong = (option for option in item.body["options"] if not option.get("correct"))
    if not any(Decimal(str(option.get("weight", 0))) > 0 for option in wrong):
        return found
    return found | {"partly": True}


def as_written(item: Item) -> dict[str, Any]:
    """Shown in the author's order; what they are matched with is not."""
    part = ROWS[item.kind]
    found: dict[str, Any] = {part: texts(item.body[part])}
    if "choices" in item.body:
        found["choices"] = texts(item.body["choices"])
    # PostgreSQL keeps no order of keys in JSON
    return found | {"sequence": [row["key"] for row in item.body[part]]}


def matched(item: Item) -> dict[str, Any]:
    """Prompts with their choices; `layout` where they are laid out as categories."""
    layout = {name: item.body[name] for name in ("layout",) if name in item.body}
    return as_written(item) | layout


def explained(item: Item) -> dict[str, Any]:
    """Why each row is as it is."""
    return {"why": {row["key"]: render_inline(row["why"]) for row in item.body[ROWS[item.kind]]}}


def texts(rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Sorted by key, so that not even the stored order tells the order of an ordering question."""
    return {row["key"]: render_inline(row["text"]) for row in sorted(rows, key=lambda r: r["key"])}
