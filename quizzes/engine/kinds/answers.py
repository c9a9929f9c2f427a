"""Accepted and foreseen wrong answers, as numbers and short texts both have them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from quizzes.engine.kinds.reading import Reader

FIELDS = frozenset({"weight", "why", "belief"})


class _Weighed(Protocol):
    @property
    def weight(self) -> Decimal: ...


@dataclass(frozen=True, slots=True)
class Worth:
    """`weight` is the fraction an answer earns, 0 to 1; `why` explains it; `belief` is the code of
    the belief that a foreseen wrong one shows."""

    weight: Decimal
    why: str
    belief: str = ""


def read_worth(reader: Reader, row: Mapping[str, Any], path: str) -> Worth:
    """Read what every answer has, whatever it says. Code: belief_on_right_answer."""
    weight = reader.decimal(row, "weight", path, least=0, most=1)
    worth = Worth(
        weight=Decimal(0) if weight is None else weight,
        why=reader.text(row, "why", path),
        belief=reader.text(row, "belief", path, optional=True),
    )
    if worth.weight > 0 and worth.belief:
        reader.add(f"{path}.belief", "belief_on_right_answer", worth.belief)
    return worth


def check(reader: Reader, answers: Sequence[_Weighed], *, is_met: bool) -> None:
    """Note it if no answer is worth a whole (no_whole_answer), or if none of those can be met,
    because an answer before it takes what it asks for (never_met)."""
    if not answers or any(found.path.startswith("answers") for found in reader.problems):
        return
    if not any(answer.weight == 1 for answer in answers):
        reader.add("answers", "no_whole_answer")
    elif not is_met:
        reader.add("answers", "never_met")
