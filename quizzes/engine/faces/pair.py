"""An action and the reason for it: one option of each of two lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quizzes.engine.faces.base import Delivery, Given, Keys, Naming, texts
from quizzes.engine.kinds.pair import ACTION, REASON

HALVES = {ACTION: "actions", REASON: "reasons"}


@dataclass(frozen=True, slots=True)
class Pair:
    """The delivery keeps the texts of both lists as `options`, and which are `actions` and which
    `reasons` by their keys."""

    def keys(self, delivery: Delivery) -> Keys:
        return delivery["options"], ()

    def shown(
        self, delivery: Delivery, order: Sequence[str], names: Naming, response: Any
    ) -> dict[str, Any]:
        """The same; each list is in the order that its own keys have among all."""
        lists = {
            part: [names.rows[key] for key in order if key in delivery[part]]
            for part in HALVES.values()
        }
        return {"options": texts(delivery["options"], order, names.rows)} | lists

    def renamed(self, response: Any, names: Naming) -> Any:
        """What names a half is no author's key and stays."""
        if type(response) is not dict:
            return response
        return {
            half: names.values[key] if type(key) is str else key for half, key in response.items()
        }

    def is_complete(self, delivery: Delivery, response: Any) -> bool:
        return response is not None and len(response) == len(HALVES)

    def given(self, delivery: Delivery, response: Any) -> tuple[Given, ...]:
        """The action, then the reason."""
        options = delivery["options"]
        chosen = [(response or {}).get(half) for half in HALVES]
        return tuple(Given(options[key]) for key in chosen if key in options)
