"""Units of a numeric question: which are accepted, what each is worth, what a wrong one costs."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from quizzes.engine.kinds.plain_text import on_one_line
from quizzes.engine.kinds.reading import Reader

NO_PENALTY = "no_penalty"
OF_RESPONSE = "of_response"
OF_QUESTION = "of_question"
CRITICAL = "critical"

FIELDS = frozenset({"units", "unit_required", "rule", "penalty"})
UNKNOWN = "?"  # stands for any unit that the question has not, so that no stray text is stored
MOST_UNITS = 12
MOST_CHARACTERS = 20

_UNIT_FIELDS = frozenset({"unit", "factor", "why"})


@dataclass(frozen=True, slots=True)
class Unit:
    """A value in this unit times `factor` is the value in the base unit; without a factor it is
    offered and wrong, and `why` says so. `sign` is what it is told by, however it is spaced."""

    text: str
    sign: str
    factor: Fraction | None
    why: str


@dataclass(frozen=True, slots=True)
class Units:
    """What a unit, or none, does to a mark. Empty where a question has none."""

    known: tuple[Unit, ...] = ()
    required: bool = False
    rule: str = ""
    penalty: Decimal = Decimal(0)

    @property
    def base(self) -> str:
        """The unit that the answers are in; "" without units."""
        return next((unit.text for unit in self.known if unit.factor == 1), "")

    def find(self, text: str | None) -> Unit | None:
        """The unit meant by a text, None for none of these."""
        sign = sign_of(text or "")
        return next((unit for unit in self.known if unit.sign == sign), None)

    def charged(self, weight: Decimal) -> Fraction:
        """What is left of a fraction when the unit is wrong or missing; never less than 0."""
        whole, lost = Fraction(weight), Fraction(self.penalty)
        if self.rule == CRITICAL:
            return Fraction(0)
        if self.rule == OF_RESPONSE:
            return whole - lost * whole
        return max(Fraction(0), whole - lost) if self.rule == OF_QUESTION else whole


def sign_of(text: str) -> str:
    """The same for "U / 0.1 mL" and "U/0.1mL", and for both signs of micro."""
    return "".join(unicodedata.normalize("NFKC", text).split()).rstrip(".")


def read_units(reader: Reader) -> Units:
    """Read the table and its rule. Codes: duplicate_unit, bad_unit, too_long, not_above_zero,
    no_base_unit, without_units, unit_not_required, penalty_without_rule."""
    if reader.body.get("units") is None:
        for name in sorted(FIELDS - {"units"}):
            if reader.body.get(name) is not None:
                reader.add(name, "without_units")
        return Units()
    before = len(reader.problems)
    known = tuple(_units(reader))
    rule = reader.rule(NO_PENALTY, OF_RESPONSE, OF_QUESTION, CRITICAL)
    wrong = any(unit.factor is None for unit in known)
    default = wrong or rule != NO_PENALTY
    required = reader.flag(reader.body, "unit_required", "", default=default)
    found = Units(known, required, rule, _penalty(reader, rule))
    if len(reader.problems) == before:
        _check(reader, found)
    return found


def _units(reader: Reader) -> Iterator[Unit]:
    found = reader.body.get("units")
    if not isinstance(found, list | tuple):
        reader.add("units", "not_a_list")
        return
    if len(found) > MOST_UNITS:
        reader.add("units", "too_many", str(MOST_UNITS))
        return
    signs: set[str] = set()
    for index, value in enumerate(found):
        path = f"units[{index}]"
        row = reader.mapping(value, path, _UNIT_FIELDS)
        text = on_one_line(reader.text(row, "unit", path)) if isinstance(value, Mapping) else ""
        if text:
            sign = sign_of(text)
            _check_text(reader, f"{path}.unit", text, sign, signs)
            signs.add(sign)
            yield _unit(reader, row, path, text, sign)


def _unit(reader: Reader, row: Mapping[str, Any], path: str, text: str, sign: str) -> Unit:
    wrong = row.get("factor") is None
    why = reader.text(row, "why", path, optional=not wrong)
    if wrong:
        return Unit(text, sign, None, why)
    factor = reader.decimal(row, "factor", path, least=0, most=10**12)
    if factor == 0:
        reader.add(f"{path}.factor", "not_above_zero")
    return Unit(text, sign, Fraction(factor or 1), why)


def _check_text(reader: Reader, path: str, text: str, sign: str, signs: set[str]) -> None:
    if len(text) > MOST_CHARACTERS:
        reader.add(path, "too_long", str(MOST_CHARACTERS))
    if not sign or text == UNKNOWN or not (text[0].isalpha() or text[0] in "%‰°$€£µ/"):
        reader.add(path, "bad_unit", text[:MOST_CHARACTERS])
    if sign in signs:
        reader.add(path, "duplicate_unit", text[:MOST_CHARACTERS])


def _penalty(reader: Reader, rule: str) -> Decimal:
    if rule in (OF_RESPONSE, OF_QUESTION):
        return reader.decimal(reader.body, "penalty", "", least=0, most=1) or Decimal(0)
    if reader.body.get("penalty") is not None:
        reader.add("penalty", "penalty_without_rule")
    return Decimal(0)


def _check(reader: Reader, found: Units) -> None:
    """What only a table that can be read can still have wrong."""
    if not found.base:
        reader.add("units", "no_base_unit")
    wrong = any(unit.factor is None for unit in found.known)
    if not found.required and (wrong or found.rule != NO_PENALTY):
        reader.add("unit_required", "unit_not_required")
