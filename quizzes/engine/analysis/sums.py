"""Sums of marks, exact.

Marks are whole numbers of a common small unit, so every sum and product below is exact and a
variance that is nothing is nothing: no rounding decides whether a statistic exists. Only the last
step, a quotient or a root, is a float.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal

Whole = Sequence[int]


def scale_of(numbers: Sequence[Decimal]) -> int:
    """The least power of ten by which all of these are whole."""
    places = max((-one.as_tuple().exponent for one in numbers), default=0)
    return 10 ** max(places, 0)


def covariance(one: Whole, other: Whole) -> int | None:
    """n(n - 1) times the sample covariance; None for fewer than two. Both equally long."""
    n = len(one)
    if n < 2:
        return None
    return n * sum(map(int.__mul__, one, other)) - sum(one) * sum(other)


def variance(one: Whole) -> int | None:
    """n(n - 1) times the sample variance; None for fewer than two."""
    return covariance(one, one)


def greatest_covariance(one: Whole, other: Whole) -> int | None:
    """The covariance these marks would have if both came in the same order."""
    return covariance(sorted(one), sorted(other))


def correlation(one: Whole, other: Whole) -> float | None:
    """From -1 to 1; None where either does not vary."""
    together, own, others = covariance(one, other), variance(one), variance(other)
    if not own or not others:
        return None
    return together / (math.sqrt(own) * math.sqrt(others))


def deviation(one: Whole, scale: int) -> float | None:
    """The sample standard deviation in marks, with n - 1."""
    found = variance(one)
    n = len(one)
    return None if found is None else math.sqrt(found / (n * (n - 1))) / scale


def powers(one: Whole) -> tuple[int, int, int]:
    """Sums of the second, third and fourth power of n times the distance from the mean."""
    n, total = len(one), sum(one)
    second = third = fourth = 0
    for value in one:
        apart = n * value - total
        square = apart * apart
        second += square
        third += square * apart
        fourth += square * square
    return second, third, fourth


def skewness(one: Whole) -> float | None:
    """k3 / k2^1.5 by the unbiased estimators (Fisher's k statistics); None for fewer than three,
    or where nothing varies."""
    n = len(one)
    if n < 3:
        return None
    second, third, _ = powers(one)
    if not second:
        return None
    # with a sum of powers of n * d: m_r = sum / n^(r + 1); k2 = n m2 / (n - 1)
    k2 = second / n**2 / (n - 1)
    k3 = third / n**2 / ((n - 1) * (n - 2))
    return k3 / k2**1.5


def kurtosis(one: Whole) -> float | None:
    """k4 / k2^2, 0 for a normal distribution; None for fewer than four, or where nothing varies."""
    n = len(one)
    if n < 4:
        return None
    second, _, fourth = powers(one)
    if not second:
        return None
    k2 = second / n**2 / (n - 1)
    # n^2 ((n + 1) m4 - 3 (n - 1) m2^2), and n^5 of it is whole
    top = (n + 1) * fourth * n - 3 * (n - 1) * second * second
    k4 = top / n**4 / ((n - 1) * (n - 2) * (n - 3))
    return k4 / k2**2


def median(one: Whole, scale: int) -> float | None:
    """The middle one, or halfway between the two in the middle."""
    if not one:
        return None
    ordered, half = sorted(one), len(one) // 2
    if len(one) % 2:
        return ordered[half] / scale
    return (ordered[half - 1] + ordered[half]) / (2 * scale)
