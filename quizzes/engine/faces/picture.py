"""Places to mark on a picture: the response is a list of names and of points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from quizzes.engine.faces.base import Delivery, Given, Keys, Naming, swapped, texts


@dataclass(frozen=True, slots=True)
class Spots:
    """Where the places lie is not in the delivery: a point tells nothing before it is judged."""

    def keys(self, delivery: Delivery) -> Keys:
        return delivery["regions"], ()

    def shown(
        self, delivery: Delivery, order: Sequence[str], names: Naming, response: Any
    ) -> dict[str, Any]:
        return {
            "regions": texts(delivery["regions"], order, names.rows),
            "picture": delivery["picture"],
            "marks": delivery["marks"],
        }

    def renamed(self, response: Any, names: Naming) -> Any:
        """Names get other names; points pass as they are."""
        return swapped(response, names)

    def is_complete(self, delivery: Delivery, response: Any) -> bool:
        return bool(response)

    def given(self, delivery: Delivery, response: Any) -> tuple[Given, ...]:
        rows = delivery["regions"]
        return tuple(
            Given(rows[one] if isinstance(one, str) else _point(one))
            for one in response or ()
            if not isinstance(one, str) or one in rows
        )


def _point(point: Sequence[str]) -> str:
    """Signs, not words: how far across and how far down."""
    across, down = (f"{Decimal(one) * 100:.0f}" for one in point)
    return f"↔ {across} % ↕ {down} %"
