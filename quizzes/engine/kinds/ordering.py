"""Ordering: bring the steps into the right order (the order in which they are stored)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Any, ClassVar

from quizzes.engine import scoring
from quizzes.engine.kinds import cleaning
from quizzes.engine.kinds.base import (
    ALL_OR_NOTHING,
    BLANK,
    Graded,
    Part,
    Response,
    Shown,
    graded,
    rows_in_order,
)
from quizzes.engine.kinds.reading import Reader

PAIRS = "pairs"


@dataclass(frozen=True, slots=True)
class Step:
    key: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class OrderingDefinition:
    kind: ClassVar[str] = "ordering"

    stem: str
    explanation: str
    rule: str
    steps: tuple[Step, ...]


class Ordering:
    """Response: the steps' keys in the learner's order; steps not yet placed are left out.

    pairs: pairs of steps in the right order / C(n, 2), that is (Kendall's tau + 1)/2; a pair with
    a step left out is not in the right order. all_or_nothing: 1 for the exact order only. A part
    is right when its step stands in its own place.
    """

    def parse(self, body: Mapping[str, Any]) -> OrderingDefinition:
        reader = Reader(body, allowed=frozenset({"steps", "rule"}))
        rule = reader.rule(PAIRS, ALL_OR_NOTHING)
        steps = tuple(
            Step(key, text, reader.text(row, "why", path))
            for path, row, key, text in reader.rows("steps", fields=frozenset({"why"}), at_least=2)
        )
        reader.finish()
        return OrderingDefinition(reader.stem, reader.explanation, rule, steps)

    def shuffled(self, d: OrderingDefinition) -> tuple[str, ...]:
        return tuple(step.key for step in d.steps)

    def shown(self, d: OrderingDefinition, order: Sequence[str]) -> Shown:
        return Shown(d.kind, d.stem, d.rule, rows_in_order(d.steps, order))

    def clean(self, d: OrderingDefinition, response: object) -> Response:
        return cleaning.many_keys(response, [step.key for step in d.steps])

    def is_complete(self, d: OrderingDefinition, response: Response) -> bool:
        return response is not None and len(response) == len(d.steps)

    def grade(self, d: OrderingDefinition, response: Response) -> Graded:
        if not response:
            return BLANK
        place = {key: index for index, key in enumerate(response)}
        parts = [Part(step.key, place.get(step.key) == index) for index, step in enumerate(d.steps)]
        if d.rule == ALL_OR_NOTHING:
            exact = all(part.right for part in parts)
            return graded(scoring.ONE if exact else scoring.ZERO, parts)
        placed = [place[step.key] for step in d.steps if step.key in place]
        concordant = sum(first < second for first, second in combinations(placed, 2))
        steps = len(d.steps)
        return graded(scoring.share(concordant, steps * (steps - 1) // 2), parts)

    def right_response(self, d: OrderingDefinition) -> Response:
        return [step.key for step in d.steps]

    def summary(self, d: OrderingDefinition, response: Response) -> str:
        texts = {step.key: step.text for step in d.steps}
        return " → ".join(texts[key] for key in response or ())

    def key_summary(self, d: OrderingDefinition) -> str:
        return self.summary(d, self.right_response(d))

    def guess(self, d: OrderingDefinition) -> Decimal | None:
        return Decimal(0)  # Moodle states 0 for kinds without a rule of their own
