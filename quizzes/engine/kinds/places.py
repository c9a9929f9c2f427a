"""Places on a scale as whole numbers, so that nothing is rounded: in units of 10^-12."""

from __future__ import annotations

from decimal import Decimal

from quizzes.engine.kinds.reading import MOST_PLACES

UNIT = 10**MOST_PLACES


def units(number: Decimal) -> int:
    """A number in units, exactly; what is finer than one is cut off: see `is_exact`."""
    top, bottom = number.as_integer_ratio()
    return top * UNIT // bottom


def is_exact(number: Decimal) -> bool:
    """Whether it is a whole number of units."""
    top, bottom = number.as_integer_ratio()
    return top * UNIT % bottom == 0


def text_of(number: int) -> str:
    """The shortest text of so many units: 6, 6.5, -0.25."""
    whole, part = divmod(abs(number), UNIT)
    text = f"{whole}.{part:0{MOST_PLACES}d}".rstrip("0").rstrip(".")
    return f"-{text}" if number < 0 else text


def plain(number: Decimal) -> str:
    """The shortest text of a number."""
    return text_of(units(number))


def places(low: Decimal, high: Decimal, step: Decimal) -> range:
    """Every place of a scale, in units."""
    return range(units(low), units(high) + 1, units(step))
