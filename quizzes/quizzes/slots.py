"""The rows of a blueprint as values."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class SlotSpec:
    """One row of a blueprint: a fixed question by its key, or a rule of what may be drawn.

    `must_not_miss` None = either; `is_case` draws whole cases, `count` of them; `uses` empty =
    graded questions. A question needs each of the `tags` and none of those `without`.
    """

    question_key: str = ""
    objective: str = ""
    kind: str = ""
    must_not_miss: bool | None = None
    is_case: bool = False
    uses: tuple[str, ...] = ()
    count: int = 1
    weight: Decimal = Decimal(1)
    section: str = ""
    tags: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        tagged = {"tags": list(self.tags), "without": list(self.without)}
        return {name: words for name, words in tagged.items() if words} | {
            "question": self.question_key,
            "objective": self.objective,
            "kind": self.kind,
            "must_not_miss": self.must_not_miss,
            "is_case": self.is_case,
            "uses": list(self.uses),
            "count": self.count,
            "weight": str(self.weight.normalize()),
            "section": self.section,
        }
