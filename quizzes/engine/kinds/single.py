"""Single best answer: exactly one option is right; another may earn a part of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
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
from quizzes.engine.kinds.options import (
    Option,
    judged_options,
    read_options,
    refuse_several,
    share_of_one,
)
from quizzes.engine.kinds.reading import Reader


@dataclass(frozen=True, slots=True)
class SingleDefinition:
    kind: ClassVar[str] = "single"
    rule: ClassVar[str] = ""

    stem: str
    explanation: str
    options: tuple[Option, ...]


class Single:
    """Response: the key of the option chosen. Its only part is that option."""

    def parse(self, body: Mapping[str, Any]) -> SingleDefinition:
        """See Kind. Codes beside those of options: see options.share_of_one."""
        reader = Reader(body, allowed=frozenset({"options"}))
        options = read_options(reader, weigh=share_of_one)
        refuse_several(reader, "options", options)
        reader.finish()
        return SingleDefinition(reader.stem, reader.explanation, options)

    def keys(self, d: SingleDefinition) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return tuple(option.key for option in d.options), ()

    def shuffled(self, d: SingleDefinition) -> tuple[str, ...]:
        return tuple(option.key for option in d.options)

    def shown(self, d: SingleDefinition, order: Sequence[str]) -> Shown:
        return Shown(d.kind, d.stem, d.rule, rows_in_order(d.options, order))

    def clean(self, d: SingleDefinition, response: object) -> Response:
        return cleaning.one_key(response, [option.key for option in d.options])

    def is_complete(self, d: SingleDefinition, response: Response) -> bool:
        return response is not None

    def grade(self, d: SingleDefinition, response: Response) -> Graded:
        for option in d.options:
            if option.key == response:
                fraction = scoring.quantise(option.weight)
                beliefs = [(option.key, option.belief)] if option.belief else []
                part = fraction if option.is_partly_right else None
                return graded(fraction, [Part(option.key, option.correct, part)], beliefs)
        return BLANK

    def judged(
        self, d: SingleDefinition, response: Response, order: Sequence[str]
    ) -> tuple[Judged, ...]:
        return judged_options(d.options, {response}, order)

    def right_response(self, d: SingleDefinition) -> Response:
        return next(option.key for option in d.options if option.correct)

    def summary(self, d: SingleDefinition, response: Response) -> str:
        return next((option.text for option in d.options if option.key == response), "")

    def key_summary(self, d: SingleDefinition) -> str:
        return self.summary(d, self.right_response(d))

    def guess(self, d: SingleDefinition) -> Decimal | None:
        """The mean of what each option earns."""
        mean = sum((Fraction(one.weight) for one in d.options), Fraction(0)) / len(d.options)
        return Decimal(mean.numerator) / mean.denominator
