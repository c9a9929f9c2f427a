"""Something typed: a text of her own, stored apart from the guarded response."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from quizzes.engine.faces.base import Delivery, Given, Keys, Naming


@dataclass(frozen=True, slots=True)
class Text:
    """`advice` are the parts of the delivery shown beside the stem; of the rest nothing."""

    advice: tuple[str, ...] = ()

    def keys(self, delivery: Delivery) -> Keys:
        return (), ()

    def shown(
        self, delivery: Delivery, order: Sequence[str], names: Naming, response: Any
    ) -> dict[str, Any]:
        return {name: delivery[name] for name in self.advice if name in delivery}

    def renamed(self, response: Any, names: Naming) -> Any:
        """What she typed names nothing: it passes as it is."""
        return response

    def is_complete(self, delivery: Delivery, response: Any) -> bool:
        return response is not None

    def given(self, delivery: Delivery, response: Any) -> tuple[Given, ...]:
        """Escaped; nothing where only what stands in place of the text is at hand."""
        return (Given(escape(response)),) if isinstance(response, str) and response else ()
