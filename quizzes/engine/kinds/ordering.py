"""Ordering: bring the steps into the right order (the order in which they are stored)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from quizzes.engine import scoring
from quizzes.engine.kinds import cleaning
from quizzes.engine.kinds.base import (
    BLANK,
    Graded,
    Judged,
    Part,
    Response,
    Shown,
    graded,
    rows_in_order,
)
from quizzes.engine.kinds.ordering_rules import RULES
from quizzes.engine.kinds.reading import Reader


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

    The mark is what the rule of the question makes of it (ordering_rules). A part is right when
    its step stands in its own place, whatever the rule.
    """

    def parse(self, body: Mapping[str, Any]) -> OrderingDefinition:
        reader = Reader(body, allowed=frozenset({"steps", "rule"}))
        rule = reader.rule(*RULES)
        steps = tuple(
            Step(key, text, reader.text(row, "why", path))
            for path, row, key, text in reader.rows("steps", fields=frozenset({"why"}), at_least=2)
        )
        reader.finish()
        return OrderingDefinition(reader.stem, reader.explanation, rule, steps)

    def keys(self, d: OrderingDefinition) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return tuple(step.key for step in d.steps), ()

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
        numbers = {step.key: number for number, step in enumerate(d.steps)}
        order = [numbers[key] for key in response]
        in_place = {number for place, number in enumerate(order) if place == number}
        parts = [Part(step.key, number in in_place) for number, step in enumerate(d.steps)]
        return graded(scoring.share(*RULES[d.rule](order, len(d.steps))), parts)

    def judged(
        self, d: OrderingDefinition, response: Response, order: Sequence[str]
    ) -> tuple[Judged, ...]:
        """In the right order, whatever order was shown."""
        place = {key: number for number, key in enumerate(response or (), start=1)}
        return tuple(
            Judged(step.key, place.get(step.key), number)
            for number, step in enumerate(d.steps, start=1)
        )

    def right_response(self, d: OrderingDefinition) -> Response:
        return [step.key for step in d.steps]

    def summary(self, d: OrderingDefinition, response: Response) -> str:
        texts = {step.key: step.text for step in d.steps}
        return " → ".join(texts[key] for key in response or ())

    def key_summary(self, d: OrderingDefinition) -> str:
        return self.summary(d, self.right_response(d))

    def guess(self, d: OrderingDefinition) -> Decimal | None:
        return Decimal(0)  # Moodle states 0 for kinds without a rule of their own
