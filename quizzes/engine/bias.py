"""How a person's places on scales differ from the panel's: too high, too low, and by how much."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

ENOUGH = 10  # answers, before anything is said of how somebody leans
NOT_ENOUGH, ABOVE, BELOW, LEVEL = "not_enough", "above", "below", "level"


@dataclass(frozen=True, slots=True)
class Placed:
    """One answer: where she put it and where the panel did, in the unit of its scale."""

    place: Decimal
    target: Decimal


@dataclass(frozen=True, slots=True)
class Bias:
    """Over `count` answers: `signed` is the mean of (place - target), above 0 for too high;
    `distance` the mean of its size. Unrounded; None when there are none."""

    count: int
    signed: Decimal | None
    distance: Decimal | None


def bias(answers: Iterable[Placed]) -> Bias:
    """Sum up answers; give those of one scale, or of scales alike: a millimetre is no point."""
    offs = [Fraction(one.place) - Fraction(one.target) for one in answers]
    if not offs:
        return Bias(0, None, None)
    return Bias(len(offs), _mean(offs), _mean([abs(off) for off in offs]))


def _mean(numbers: list[Fraction]) -> Decimal:
    mean = sum(numbers, Fraction(0)) / len(numbers)
    return Decimal(mean.numerator) / mean.denominator


def lean(answers: Iterable[Placed]) -> str:
    """Say in a code how somebody leans: ABOVE or BELOW the panel, LEVEL with it, or NOT_ENOUGH.

    She leans where the mean is off by more than twice its standard error (s - 1): less than that is
    chance with a few answers, however large it looks.
    """
    offs = [Fraction(one.place) - Fraction(one.target) for one in answers]
    count = len(offs)
    if count < ENOUGH:
        return NOT_ENOUGH
    mean = sum(offs, Fraction(0)) / count
    variance = sum(((off - mean) ** 2 for off in offs), Fraction(0)) / (count - 1)
    # LEVEL also where all are right on the spot: 0 is not more than 0.
    if mean**2 * count <= 4 * variance:
        return LEVEL
    return ABOVE if mean > 0 else BELOW
