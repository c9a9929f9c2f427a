"""Branching cases, written short."""

from __future__ import annotations

from typing import Any

from tests.quizzes.engine.examples import BODIES

BODY = BODIES["branching"]


def choice(key: str, score: object = 0, next: str | None = None, **more: object) -> dict[str, Any]:
    found = {"key": key, "text": key, "why": "So.", "score": score, **more}
    return found | ({"next": next} if next else {})


def node(key: str, *choices: dict[str, Any]) -> dict[str, Any]:
    return {"key": key, "text": f"Scene {key}", "choices": list(choices)}


def tree(*nodes: dict[str, Any], start: str = "a") -> dict[str, Any]:
    return BODY | {"start": start, "nodes": list(nodes)}
