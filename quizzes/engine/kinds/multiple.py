"""Multiple response: choose all that apply."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar

from quizzes.engine import scoring
from quizzes.engine.kinds import cleaning
from quizzes.engine.kinds import multiple_rules as rules
from quizzes.engine.kinds.base import (
    BLANK,
    Graded,
    Judged,
    Part,
    Response,
    ResponseError,
    Shown,
    graded,
    rows_in_order,
)
from quizzes.engine.kinds.options import Option, added_or_taken, judged_options, read_options
from quizzes.engine.kinds.reading import Reader


@dataclass(frozen=True, slots=True)
class MultipleDefinition:
    kind: ClassVar[str] = "multiple"

    stem: str
    explanation: str
    rule: str
    options: tuple[Option, ...]

    @property
    def choose(self) -> int:
        """How many are to be chosen; 0 where that is hers to find out."""
        return _keys(self) if self.rule == rules.CHOOSE_N else 0


class Multiple:
    """Response: the keys chosen, sorted. Every option is a part, right if chosen or left rightly.

    The mark is what the rule of the question makes of it (multiple_rules). Nothing chosen is
    blank and 0 under every rule, though some would give something for options left rightly.
    """

    def parse(self, body: Mapping[str, Any]) -> MultipleDefinition:
        """See Kind. Codes beside those of options: weight_not_above_zero (of a correct one),
        weight_above_zero (of a wrong one), weights_not_one (of the correct ones together)."""
        reader = Reader(body, allowed=frozenset({"options", "rule"}))
        rule = reader.rule(*rules.RULES)
        options = read_options(reader, weigh=added_or_taken if rule == rules.WEIGHTED else None)
        if rule == rules.WEIGHTED:
            _check_weights(reader, options)
        reader.finish()
        return MultipleDefinition(reader.stem, reader.explanation, rule, options)

    def keys(self, d: MultipleDefinition) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return tuple(option.key for option in d.options), ()

    def shuffled(self, d: MultipleDefinition) -> tuple[str, ...]:
        return tuple(option.key for option in d.options)

    def shown(self, d: MultipleDefinition, order: Sequence[str]) -> Shown:
        rows = rows_in_order(d.options, order)
        return Shown(d.kind, d.stem, d.rule, rows, choose=d.choose)

    def clean(self, d: MultipleDefinition, response: object) -> Response:
        """See Kind. ResponseError too_many_chosen where the rule says how many: `limit`."""
        keys = cleaning.many_keys(response, [option.key for option in d.options])
        if keys and d.choose and len(keys) > d.choose:
            raise ResponseError("too_many_chosen", limit=d.choose)
        return sorted(keys) if keys else None

    def is_complete(self, d: MultipleDefinition, response: Response) -> bool:
        return bool(response) and len(response) >= d.choose

    def grade(self, d: MultipleDefinition, response: Response) -> Graded:
        """None is blank. Pages and `clean` know no other way to choose nothing; a program that asks
        what a rule makes of the empty set gives [] and gets what the formula says."""
        if response is None:
            return BLANK
        chosen = set(response)
        parts = [Part(o.key, o.correct == (o.key in chosen)) for o in d.options]
        beliefs = [
            (o.key, o.belief) for o in d.options if o.belief and o.key in chosen and not o.correct
        ]
        return graded(scoring.share(*_earned(d, chosen)), parts, beliefs)

    def judged(
        self, d: MultipleDefinition, response: Response, order: Sequence[str]
    ) -> tuple[Judged, ...]:
        return judged_options(d.options, set(response or ()), order)

    def right_response(self, d: MultipleDefinition) -> Response:
        return sorted(option.key for option in d.options if option.correct)

    def summary(self, d: MultipleDefinition, response: Response) -> str:
        return "; ".join(option.text for option in d.options if option.key in (response or ()))

    def key_summary(self, d: MultipleDefinition) -> str:
        return self.summary(d, self.right_response(d))

    def guess(self, d: MultipleDefinition) -> Decimal | None:
        return None


def _earned(d: MultipleDefinition, chosen: set[str]) -> rules.Share:
    if d.rule == rules.WEIGHTED:
        weights = (Fraction(option.weight) for option in d.options if option.key in chosen)
        return rules.weighted(sum(weights, Fraction(0)))
    right = sum(option.correct for option in d.options if option.key in chosen)
    counted = rules.Chosen(len(d.options), _keys(d), right, len(chosen) - right)
    return rules.COUNTING[d.rule](counted)


def _keys(d: MultipleDefinition) -> int:
    return sum(option.correct for option in d.options)


def _check_weights(reader: Reader, options: Sequence[Option]) -> None:
    """The right ones must come to a whole; not said on top of a weight that is none itself."""
    weights = [option.weight for option in options if option.correct]
    total = sum(map(Fraction, weights), Fraction(0))
    if weights and min(weights) > 0 and abs(total - 1) > rules.TOLERANCE:
        reader.add("options", "weights_not_one", str(sum(weights)))
