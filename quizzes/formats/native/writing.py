"""Typed items -> the mapping of questions.yaml, so that a bank can leave as it came."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from quizzes.formats.native.items import Case, Item


def export(items: Sequence[Item], cases: Iterable[Case] = ()) -> dict[str, Any]:
    """A mapping that `yaml_lines.dump` writes and `native.read` reads back to the same items.

    Raises KeyError when a case names a part that is not among the items.
    """
    parts = {item.key: item for item in items if item.case}
    return {
        "questions": [_question(item) for item in items if not item.case],
        "cases": [
            {
                "key": case.key,
                "title": case.title,
                "stem": case.stem,
                "facts": [list(fact) for fact in case.facts],
                "parts": [_question(parts[key]) for key in case.parts],
            }
            for case in cases
        ],
    }


def _question(item: Item) -> dict[str, Any]:
    return {
        "key": item.key,
        "kind": item.kind,
        "use": item.use,
        "objective": item.objective,
        "lesson": item.lesson,
        "must_not_miss": item.must_not_miss,
        "difficulty": float(item.difficulty),
        "claims": list(item.claims),
        **({"allow": dict(item.allow)} if item.allow else {}),
        **({"tags": list(item.tags)} if item.tags else {}),
        **({"hints": list(item.hints)} if item.hints else {}),
        **item.body,
    }
