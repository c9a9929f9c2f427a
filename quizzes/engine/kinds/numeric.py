"""Numeric: a number, with a unit where the question has units, within an interval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar

from quizzes.engine import scoring
from quizzes.engine.kinds import answers, cleaning, numbers, units
from quizzes.engine.kinds.base import (
    BLANK,
    Graded,
    Judged,
    Part,
    Response,
    ResponseError,
    Row,
    Shown,
    graded,
)
from quizzes.engine.kinds.intervals import FIELDS as INTERVAL_FIELDS
from quizzes.engine.kinds.intervals import Interval, read_interval
from quizzes.engine.kinds.reading import Reader

VALUE, UNIT = "value", "unit"
UNIT_KEY = "unit:"  # no author's key has a colon

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class NumericAnswer:
    """Values within `interval`, in the base unit, earn `weight`."""

    key: str
    interval: Interval
    weight: Decimal
    why: str
    belief: str = ""


@dataclass(frozen=True, slots=True)
class NumericDefinition:
    """`answers` are tried in their order; `units` is empty where a number alone is asked for.
    `below_zero` = a minus may have to be typed: not every keyboard of a phone has one."""

    kind: ClassVar[str] = "numeric"

    stem: str
    explanation: str
    answers: tuple[NumericAnswer, ...]
    units: units.Units
    below_zero: bool = False

    @property
    def rule(self) -> str:
        return self.units.rule

    def answer_to(self, value: Fraction) -> NumericAnswer | None:
        """The first answer whose interval holds a value in the base unit."""
        return next((one for one in self.answers if one.interval.holds(value)), None)


class Numeric:
    """Response: {"value": "0.5", "unit": "mL"}, exact decimal text; a unit the question has not is
    units.UNKNOWN. Mark: the weight of the first answer whose interval holds the value.

    A value in an accepted unit is first brought to the base unit; any other unit, and none, leaves
    it as it is. Where a unit is required, a wrong or missing one costs what the rule says: nothing,
    a share of the mark, a share of the question, or all of it. Everything is compared exactly.
    """

    def parse(self, body: Mapping[str, Any]) -> NumericDefinition:
        """See Kind. Codes beside those of Reader: see answers, intervals and units."""
        reader = Reader(body, allowed=units.FIELDS | {"answers", "below_zero"})
        table = units.read_units(reader)
        found = _answers(reader)
        minus = reader.flag(reader.body, "below_zero", "", default=False)
        d = NumericDefinition(reader.stem, reader.explanation, found, table, minus)
        answers.check(reader, found, is_met=_whole(d) is not None)
        reader.finish()
        return d

    def keys(self, d: NumericDefinition) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The units: a value says nothing but itself."""
        return (), tuple(unit.text for unit in d.units.known)

    def shuffled(self, d: NumericDefinition) -> tuple[str, ...]:
        return ()

    def shown(self, d: NumericDefinition, order: Sequence[str] = ()) -> Shown:
        """Units sorted by their text: in the author's order the first would tell the right one."""
        if order:
            raise ValueError("a numeric question has nothing to put in order")
        texts = sorted(unit.text for unit in d.units.known)
        return Shown(d.kind, d.stem, d.rule, (), tuple(Row(text, text) for text in texts))

    def clean(self, d: NumericDefinition, response: object) -> Response:
        """The normal form of a mapping, or of one text or number: "0.5 mL". ResponseErrors beside
        those of Kind: not_a_number, thousands, too_long (see numbers), unit_not_asked."""
        value, unit = _parts(response)
        given: dict[str, Any] = {VALUE: value} if value else {}
        if unit and not d.units.known:
            raise ResponseError("unit_not_asked")
        if unit:
            known = d.units.find(unit)
            given[UNIT] = known.text if known else units.UNKNOWN
        return given or None

    def is_complete(self, d: NumericDefinition, response: Response) -> bool:
        return bool(response) and VALUE in response and (UNIT in response or not d.units.required)

    def grade(self, d: NumericDefinition, response: Response) -> Graded:
        if not response:
            return BLANK
        answer, fits = _met(d, response)
        weight = answer.weight if answer else _NOTHING
        parts = [Part(VALUE, weight == 1, scoring.quantise(weight))]
        if d.units.required:
            parts.append(Part(UNIT, fits))
        beliefs = [(answer.key, answer.belief)] if answer and answer.belief else []
        fraction = parts[0].fraction if fits else _share(d.units.charged(weight))
        return graded(fraction, parts, beliefs, matched=answer.key if answer else "")

    def judged(
        self, d: NumericDefinition, response: Response, order: Sequence[str]
    ) -> tuple[Judged, ...]:
        """What she gave, with the answer it met; her unit, where it is none to give; then the
        other answers worth a whole. The key of a unit is UNIT_KEY and its text."""
        answer, fits = _met(d, response or {})
        rows = []
        if response and VALUE in response:
            words = _words(d, answer) if answer and answer.weight > 0 else None
            key = answer.key if answer else ""
            right = answer is not None and answer.weight == 1
            rows.append(Judged(key, self.summary(d, response), words, right=right))
        if response and not fits:
            unit = response.get(UNIT)
            rows.append(Judged(f"{UNIT_KEY}{unit or ''}", unit, d.units.base, right=False))
        others = (one for one in d.answers if one.weight == 1 and one is not answer)
        return (*rows, *(Judged(one.key, None, _words(d, one)) for one in others))

    def right_response(self, d: NumericDefinition) -> Response:
        right = _whole(d)
        given: dict[str, Any] = {VALUE: right.interval.own}
        return given | {UNIT: d.units.base} if d.units.base else given

    def summary(self, d: NumericDefinition, response: Response) -> str:
        given = response or {}
        return " ".join(given[name] for name in (VALUE, UNIT) if name in given)

    def key_summary(self, d: NumericDefinition) -> str:
        """Every answer worth a whole: "0.5 ± 0.05 mL; 1 … 2 mL"."""
        return "; ".join(_words(d, one) for one in d.answers if one.weight == 1)

    def guess(self, d: NumericDefinition) -> Decimal | None:
        """What any number earns: the weight of an answer that takes all, else 0."""
        taking_all = (one.weight for one in d.answers if one.interval.is_all)
        return next(taking_all, Decimal(0))


def _answers(reader: Reader) -> tuple[NumericAnswer, ...]:
    fields = answers.FIELDS | INTERVAL_FIELDS
    found = []
    for path, row, key, _ in reader.rows("answers", fields=fields, at_least=1, texts=False):
        interval = read_interval(reader, row, path)
        worth = answers.read_worth(reader, row, path)
        found.append(NumericAnswer(key, interval, worth.weight, worth.why, worth.belief))
    return tuple(found)


def _whole(d: NumericDefinition) -> NumericAnswer | None:
    """The first answer worth a whole that its own value meets."""
    whole = (one for one in d.answers if one.weight == 1)
    return next((one for one in whole if d.answer_to(Fraction(one.interval.own)) is one), None)


def _met(d: NumericDefinition, response: Mapping[str, str]) -> tuple[NumericAnswer | None, bool]:
    """The answer that the value meets, and whether the unit is one to give."""
    unit = d.units.find(response.get(UNIT))
    factor = unit.factor if unit else None
    fits = factor is not None or not d.units.required
    if VALUE not in response:
        return None, fits
    value = Fraction(Decimal(response[VALUE]))
    return d.answer_to(value if factor is None else value * factor), fits


def _words(d: NumericDefinition, answer: NumericAnswer) -> str:
    """What an answer takes, in the base unit."""
    return f"{answer.interval.words} {d.units.base}".strip()


def _parts(response: object) -> tuple[str, str]:
    """Value and unit as given, "" for nothing."""
    if response is None:
        return "", ""
    if type(response) is not dict:
        return numbers.quantity(numbers.from_json(response))
    given = cleaning.pairs(response, (VALUE, UNIT)) or {}
    unit = given.get(UNIT, "")
    if type(unit) is not str:
        raise ResponseError("wrong_type")
    if len(unit) > numbers.MOST_CHARACTERS:
        raise ResponseError("too_long", limit=numbers.MOST_CHARACTERS)
    value, behind = numbers.quantity(numbers.from_json(given.get(VALUE, "")))
    if behind and unit.strip() and units.sign_of(behind) != units.sign_of(unit):
        raise ResponseError("not_a_number")
    return value, behind or " ".join(unit.split())


def _share(fraction: Fraction) -> Decimal:
    return scoring.share(fraction.numerator, fraction.denominator)
