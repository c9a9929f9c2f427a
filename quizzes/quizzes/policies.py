"""The rules of a quiz as values, to and from the JSON that a revision stores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Policy:
    """`pass_mark` is a share 0..1; `attempts` None = endless; `pauses` are hours before attempt
    2, 3, ...; `certainty`: asked or not, never part of the score."""

    pass_mark: Decimal | None = None
    minutes: int | None = None
    attempts: int | None = None
    pauses: tuple[int, ...] = ()
    certainty: bool = False

    def to_json(self) -> dict[str, Any]:
        return {
            "pass_mark": None if self.pass_mark is None else str(self.pass_mark),
            "minutes": self.minutes,
            "attempts": self.attempts,
            "pauses": list(self.pauses),
            "certainty": self.certainty,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Policy:
        """Also reads the snapshot of an attempt, which holds more."""
        mark = stored["pass_mark"]
        return cls(
            pass_mark=None if mark is None else Decimal(mark),
            minutes=stored["minutes"],
            attempts=stored["attempts"],
            pauses=tuple(stored["pauses"]),
            certainty=stored["certainty"],
        )


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
