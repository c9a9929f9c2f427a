"""Multiple response: choose all that apply."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
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
from quizzes.engine.kinds.options import Option, read_options
from quizzes.engine.kinds.reading import Reader

PLUS_MINUS = "plus_minus"


@dataclass(frozen=True, slots=True)
class MultipleDefinition:
    kind: ClassVar[str] = "multiple"

    stem: str
    explanation: str
    rule: str
    options: tuple[Option, ...]


class Multiple:
    """Response: the keys chosen, sorted. Every option is a part, right if chosen or left rightly.

    With k keys, c of them chosen and w others chosen, plus_minus is max(0, (c - w)/k) (the NCLEX
    +/- rule); all_or_nothing is 1 only for c = k and w = 0, for what must not be half right.
    """

    def parse(self, body: Mapping[str, Any]) -> MultipleDefinition:
        reader = Reader(body, allowed=frozenset({"options", "rule"}))
        rule = reader.rule(PLUS_MINUS, ALL_OR_NOTHING)
        options = read_options(reader)
        reader.finish()
        return MultipleDefinition(reader.stem, reader.explanation, rule, options)

    def shuffled(self, d: MultipleDefinition) -> tuple[str, ...]:
        return tuple(option.key for option in d.options)

    def shown(self, d: MultipleDefinition, order: Sequence[str]) -> Shown:
        return Shown(d.kind, d.stem, d.rule, rows_in_order(d.options, order))

    def clean(self, d: MultipleDefinition, response: object) -> Response:
        keys = cleaning.many_keys(response, [option.key for option in d.options])
        return sorted(keys) if keys else None

    def is_complete(self, d: MultipleDefinition, response: Response) -> bool:
        return bool(response)

    def grade(self, d: MultipleDefinition, response: Response) -> Graded:
        if not response:
            return BLANK
        chosen = set(response)
        parts = [Part(o.key, o.correct == (o.key in chosen)) for o in d.options]
        beliefs = [
            (o.key, o.belief) for o in d.options if o.belief and o.key in chosen and not o.correct
        ]
        return graded(_fraction(d, chosen), parts, beliefs)

    def right_response(self, d: MultipleDefinition) -> Response:
        return sorted(option.key for option in d.options if option.correct)

    def summary(self, d: MultipleDefinition, response: Response) -> str:
        return "; ".join(option.text for option in d.options if option.key in (response or ()))

    def key_summary(self, d: MultipleDefinition) -> str:
        return self.summary(d, self.right_response(d))

    def guess(self, d: MultipleDefinition) -> Decimal | None:
        return None


def _fraction(d: MultipleDefinition, chosen: set[str]) -> Decimal:
    keys = {option.key for option in d.options if option.correct}
    if d.rule == ALL_OR_NOTHING:
        return scoring.ONE if chosen == keys else scoring.ZERO
    return scoring.share(max(0, len(chosen & keys) - len(chosen - keys)), len(keys))
