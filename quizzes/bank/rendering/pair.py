"""An action and the reason for it."""

from __future__ import annotations

from typing import Any

from quizzes.bank.rendering.rows import texts
from quizzes.formats.native import Item
from quizzes.formats.prose import render_inline


def asked(item: Item) -> dict[str, Any]:
    """The texts of both lists together, and the keys of each by themselves: sorted, for the order
    of the author is not shown."""
    actions, reasons = item.body["actions"], item.body["reasons"]
    return {
        "options": texts([*actions, *reasons]),
        "actions": sorted(row["key"] for row in actions),
        "reasons": sorted(row["key"] for row in reasons),
    }


def explained(item: Item) -> dict[str, Any]:
    """Why each is as it is; `more` says how many of the rows told are actions."""
    rows = [*item.body["actions"], *item.body["reasons"]]
    return {
        "why": {row["key"]: render_inline(row["why"]) for row in rows},
        "more": {"actions": len(item.body["actions"])},
    }
