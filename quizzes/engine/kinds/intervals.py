"""Which numbers an answer takes: a value with a tolerance, a range, or all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from typing import Any

from quizzes.engine.kinds.reading import Reader

NOMINAL = "nominal"
RELATIVE = "relative"
GEOMETRIC = "geometric"
ALL = "*"

FIELDS = frozenset({"value", "tolerance", "form", "range"})
LARGEST = 10**12

_EXACT = Context(prec=60)


@dataclass(frozen=True, slots=True)
class Interval:
    """Closed, its ends exact; without ends it holds every number. `own` is a value in its middle,
    as a text; `words` is the interval as its author put it, in signs."""

    low: Fraction | None
    high: Fraction | None
    own: str
    words: str

    @property
    def is_all(self) -> bool:
        return self.low is None or self.high is None

    def holds(self, value: Fraction) -> bool:
        return self.low is None or self.high is None or self.low <= value <= self.high


EVERYTHING = Interval(None, None, "0", ALL)


def around(value: Decimal, tolerance: Decimal, form: str) -> Interval:
    """nominal: |x - a| <= t. relative: |x - a| <= |a| t. geometric: a/(1+t) <= x <= a(1+t), which
    holds nothing below 0."""
    a, t = Fraction(value), Fraction(tolerance)
    own = plain(value)
    if not t:
        return Interval(a, a, own, own)
    if form == GEOMETRIC:
        words = f"{own} ×÷ {plain(_EXACT.add(tolerance, Decimal(1)))}"
        return Interval(a / (1 + t), a * (1 + t), own, words)
    if form == RELATIVE:
        words = f"{own} ± {plain(_EXACT.multiply(tolerance, Decimal(100)))} %"
        return Interval(a - abs(a) * t, a + abs(a) * t, own, words)
    return Interval(a - t, a + t, own, f"{own} ± {plain(tolerance)}")


def between(low: Decimal, high: Decimal) -> Interval:
    """From low to high, both of them in it."""
    own = _EXACT.multiply(_EXACT.add(low, high), Decimal("0.5"))
    return Interval(Fraction(low), Fraction(high), plain(own), f"{plain(low)} … {plain(high)}")


def plain(value: Decimal) -> str:
    """A number in plain digits, without zeros that say nothing."""
    written = format(value, "f")
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def read_interval(reader: Reader, row: Mapping[str, Any], path: str) -> Interval:
    """Read what an answer takes. Codes: value_and_range, tolerance_without_value, not_two_ends,
    wrong_way_round, not_above_zero, unknown_form; and those of Reader.decimal."""
    given = {name for name in FIELDS if row.get(name) is not None}
    if {"value", "range"} <= given:
        reader.add(f"{path}.range", "value_and_range")
    if "range" in given or row.get("value") == ALL:
        for name in sorted(given & {"tolerance", "form"}):
            reader.add(f"{path}.{name}", "tolerance_without_value")
    if "range" in given:
        return _range(reader, row["range"], f"{path}.range")
    if row.get("value") == ALL:
        return EVERYTHING
    value = reader.decimal(row, "value", path, least=-LARGEST, most=LARGEST)
    tolerance = reader.decimal(row, "tolerance", path, least=0, most=LARGEST, default=0)
    form = _form(reader, row.get("form"), f"{path}.form")
    if value is None or tolerance is None:
        return EVERYTHING
    if form == GEOMETRIC and value <= 0:
        reader.add(f"{path}.value", "not_above_zero")
    return around(value, tolerance, form)


def _range(reader: Reader, found: object, path: str) -> Interval:
    if not isinstance(found, list | tuple) or len(found) != 2:
        reader.add(path, "not_two_ends")
        return EVERYTHING
    ends = {"0": found[0], "1": found[1]}
    low, high = (
        reader.decimal(ends, name, path, least=-LARGEST, most=LARGEST) for name in ("0", "1")
    )
    if low is None or high is None:
        return EVERYTHING
    if low > high:
        reader.add(path, "wrong_way_round")
    return between(low, high)


def _form(reader: Reader, found: object, path: str) -> str:
    if found is None:
        return NOMINAL
    if isinstance(found, str) and found in (NOMINAL, RELATIVE, GEOMETRIC):
        return found
    reader.add(path, "unknown_form", found[:80] if isinstance(found, str) else "")
    return NOMINAL
