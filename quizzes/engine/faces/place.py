"""A scale: one place on it, as the text of a number."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from html import escape
from typing import Any

from quizzes.engine.faces.base import Delivery, Given, Keys, Naming

_NUMBERS = ("low", "high", "step", "unit")


class Place:
    """The response names nothing: it passes as it is."""

    def keys(self, delivery: Delivery) -> Keys:
        return (), ()

    def shown(
        self, delivery: Delivery, order: Sequence[str], names: Naming, response: Any
    ) -> dict[str, Any]:
        """The ends, the step, the unit, and the words from the lowest place to the highest."""
        at = sorted(delivery["labels"], key=Decimal)
        labels = {place: delivery["labels"][place] for place in at}
        return {name: delivery[name] for name in _NUMBERS} | {"labels": labels}

    def renamed(self, response: Any, names: Naming) -> Any:
        return response

    def is_complete(self, delivery: Delivery, response: Any) -> bool:
        return response is not None

    def given(self, delivery: Delivery, response: Any) -> tuple[Given, ...]:
        """With its unit; escaped, for a page may ask before the engine has looked."""
        if not isinstance(response, str):
            return ()
        return (Given(escape(f"{response} {delivery['unit']}".strip())),)
