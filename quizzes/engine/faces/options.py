"""Something to choose from or to put in order: the response is a key or a list of keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quizzes.engine.faces.base import Delivery, Given, Keys, Naming, swapped, texts


@dataclass(frozen=True, slots=True)
class Rows:
    """`part` is where the delivery keeps them; `all_of_them` = each has to be in the response. A
    delivery may say with `choose` how many are to be chosen, and with `partly` that another than
    the right one may earn a part."""

    part: str
    all_of_them: bool = False

    def keys(self, delivery: Delivery) -> Keys:
        return delivery[self.part], ()

    def shown(
        self, delivery: Delivery, order: Sequence[str], names: Naming, response: Any
    ) -> dict[str, Any]:
        found: dict[str, Any] = {self.part: texts(delivery[self.part], order, names.rows)}
        return found | {name: delivery[name] for name in ("choose", "partly") if name in delivery}

    def renamed(self, response: Any, names: Naming) -> Any:
        return swapped(response, names)

    def is_complete(self, delivery: Delivery, response: Any) -> bool:
        if response is None:
            return False
        of = len(delivery[self.part]) if self.all_of_them else delivery.get("choose", 0)
        return len(response) >= of

    def given(self, delivery: Delivery, response: Any) -> tuple[Given, ...]:
        rows = delivery[self.part]
        keys = (response,) if isinstance(response, str) else response or ()
        return tuple(Given(rows[key]) for key in keys if key in rows)
