"""A number typed, with a unit chosen where the question has units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from quizzes.engine.faces.base import Delivery, Given, Keys, Naming, texts
from quizzes.engine.kinds.numeric import UNIT, VALUE
from quizzes.engine.kinds.units import UNKNOWN

_TOLD = ("below_zero", "unit_required", "penalty", "base")


@dataclass(frozen=True, slots=True)
class Number:
    """The units are the `choices` of the delivery, shown sorted by their text: the author's order
    would tell which is right."""

    def keys(self, delivery: Delivery) -> Keys:
        return (), delivery.get("choices", ())

    def shown(
        self, delivery: Delivery, order: Sequence[str], names: Naming, response: Any
    ) -> dict[str, Any]:
        units = delivery.get("choices", {})
        by_text = sorted(units, key=lambda unit: (unit.casefold(), unit))
        told = {name: delivery[name] for name in _TOLD if name in delivery}
        return told | {"choices": texts(units, by_text, names.values)}

    def renamed(self, response: Any, names: Naming) -> Any:
        """Of a unit the question has not there is nothing to name."""
        if type(response) is not dict or type(response.get(UNIT)) is not str:
            return response
        unit = response[UNIT]
        named = "" if unit in ("", UNKNOWN) else names.values[unit]
        return response | {UNIT: named}

    def is_complete(self, delivery: Delivery, response: Any) -> bool:
        asked = (VALUE, UNIT) if delivery.get("unit_required") else (VALUE,)
        return response is not None and all(response.get(name) for name in asked)

    def given(self, delivery: Delivery, response: Any) -> tuple[Given, ...]:
        """The number with its unit; neither was rendered before, so the number is escaped."""
        if not isinstance(response, dict):
            return ()
        unit = delivery.get("choices", {}).get(response.get(UNIT), "")
        words = f"{escape(str(response.get(VALUE) or ''))} {unit}".strip()
        return (Given(words),) if words else ()
