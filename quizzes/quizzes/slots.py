"""The rows of a blueprint as values."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class SlotSpec:
    """One row of a blueprint: a fixed question by its key, or a rule of what may be drawn.

    `must_not_miss` None = either; `is_case` draws whole cases, `count` of them; `uses` empty =
    graded questions.
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

    def to_json(self) -> dict[str, Any]:
        return {
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
