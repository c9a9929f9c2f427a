"""A case decided step by step."""

from __future__ import annotations

from typing import Any

from quizzes.bank.rendering import rows
from quizzes.formats.native import Item
from quizzes.formats.prose import render, render_inline


def asked(item: Item) -> dict[str, Any]:
    """The whole tree, without what a decision is worth. What of it may leave the server follows
    from the path taken: see the face of this kind."""
    nodes = item.body["nodes"]
    return {
        "start": item.body["start"],
        "scenes": {node["key"]: render(node["text"]) for node in nodes},
        "choices": rows.texts(choice for node in nodes for choice in _choices(node)),
        "leads": {
            node["key"]: {choice["key"]: choice.get("next") or "" for choice in _choices(node)}
            for node in nodes
        },
    }


def explained(item: Item) -> dict[str, Any]:
    """Why each decision is as it is; of each its scene, whether it harms, and the closing scene it
    leads to, if any."""
    nodes = {node["key"]: node for node in item.body["nodes"]}
    found = [(node, choice) for node in nodes.values() for choice in _choices(node)]
    return {
        "why": {choice["key"]: render_inline(choice["why"]) for _, choice in found},
        "of_rows": {
            choice["key"]: {
                "scene": render(node["text"]),
                "harm": bool(choice.get("harm")),
                "end": _end(nodes.get(choice.get("next") or "")),
            }
            for node, choice in found
        },
    }


def _choices(node: dict[str, Any]) -> list[dict[str, Any]]:
    return list(node.get("choices") or ())


def _end(node: dict[str, Any] | None) -> str:
    """The text of a scene where nothing is left to decide."""
    return render(node["text"]) if node and not _choices(node) else ""
