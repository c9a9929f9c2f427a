"""A value for each row, in the author's order: statements judged, prompts matched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quizzes.engine.faces.base import Delivery, Given, Keys, Naming, swapped, texts


@dataclass(frozen=True, slots=True)
class Values:
    """`part` is where the delivery keeps the rows; with `choices` a value is the key of one, and
    `layout` may say how they are laid out."""

    part: str

    def keys(self, delivery: Delivery) -> Keys:
        return delivery[self.part], delivery.get("choices", ())

    def shown(
        self, delivery: Delivery, order: Sequence[str], names: Naming, response: Any
    ) -> dict[str, Any]:
        found = {self.part: texts(delivery[self.part], delivery["sequence"], names.rows)}
        if "choices" in delivery:
            found["choices"] = texts(delivery["choices"], order, names.values)
        return found | {"layout": delivery["layout"]} if "layout" in delivery else found

    def renamed(self, response: Any, names: Naming) -> Any:
        return swapped(response, names)

    def is_complete(self, delivery: Delivery, response: Any) -> bool:
        return response is not None and len(response) == len(delivery[self.part])

    def given(self, delivery: Delivery, response: Any) -> tuple[Given, ...]:
        rows, said = delivery[self.part], delivery.get("choices", {True: True, False: False})
        return tuple(
            Given(rows[key], said[response[key]])
            for key in delivery.get("sequence", rows)
            if response and key in response and response[key] in said
        )
