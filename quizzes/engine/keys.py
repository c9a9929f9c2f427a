"""Whether two versions of a question would mark alike: their definitions without the words.

It errs on one side: what is not known to be mere wording counts as part of the key.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

WORDS = frozenset(
    {"alt", "belief", "characters", "criteria", "explanation", "facts", "good", "hint", "hints"}
    | {"label", "model", "stem", "text", "title", "why", "words"}
)
ANSWERS = "answers"  # there the text itself is what an answer is compared with
IN_ORDER = frozenset({"steps", ANSWERS})  # whose order is part of the key


def key_of(kind: str, body: Mapping[str, Any]) -> tuple[str, Any]:
    """What of a stored body decides a mark, ready to be compared; other rows in any order."""
    return kind, _kept(body, in_answers=False)


def _kept(value: Any, *, in_answers: bool) -> Any:
    if isinstance(value, Mapping):
        return {
            name: _list(name, one) if isinstance(one, list) else _kept(one, in_answers=False)
            for name, one in value.items()
            if name not in WORDS or (in_answers and name == "text")
        }
    if isinstance(value, list):
        return [_kept(one, in_answers=in_answers) for one in value]
    return value


def _list(name: str, rows: list[Any]) -> list[Any]:
    kept = [_kept(row, in_answers=name == ANSWERS) for row in rows]
    return kept if name in IN_ORDER else sorted(kept, key=repr)
