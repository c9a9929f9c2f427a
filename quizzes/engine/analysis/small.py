"""What may honestly be said of an item from few attempts: intervals, and which figures are shown.

Whoever shows statistics asks here, and gets nothing for a figure that so few attempts cannot bear:
a page cannot print what it was not given.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from quizzes.engine.analysis.items import ItemStatistics

Z = 1.959963984540054  # the 97.5 % point of the normal distribution: 95 % intervals
LEAST_WEIGHT, USUAL_WEIGHT, MOST_WEIGHT = 4.0, 10.0, 30.0  # of what is known beforehand, in answers


class Level(IntEnum):
    """How much the number of attempts on an item bears; the value is the least it takes."""

    COUNTS = 0
    SHARES = 5
    DISTRACTORS = 10
    DISCRIMINATION = 30
    FULL = 100


def level_of(n: int) -> Level:
    return max(level for level in Level if n >= level)


@dataclass(frozen=True, slots=True)
class Interval:
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be shown of an item: `right` of `n` always; `facility` with its interval from
    SHARES on, `shrunken` from DISTRACTORS, `discrimination` (-1..1) with its interval from
    DISCRIMINATION, `item` with all figures from FULL. Shares are 0..1."""

    n: int
    right: int
    level: Level
    facility: float | None = None
    likely: Interval | None = None
    shrunken: float | None = None
    discrimination: float | None = None
    within: Interval | None = None
    item: ItemStatistics | None = None


def shown(item: ItemStatistics, *, right: int, shrunken: float | None = None) -> Shown:
    """What may be shown of this item, of which `right` answers were wholly right."""
    level, n = level_of(item.s), item.s
    found = {"n": n, "right": right, "level": level}
    if level >= Level.SHARES:
        found |= {"facility": item.facility, "likely": wilson(right, n)}
    if level >= Level.DISTRACTORS:
        found["shrunken"] = shrunken
    if level >= Level.DISCRIMINATION and item.discrimination_index is not None:
        r = item.discrimination_index / 100
        found |= {"discrimination": r, "within": fisher(r, n)}
    if level >= Level.FULL:
        found["item"] = item
    return Shown(**found)


def wilson(right: int, n: int) -> Interval:
    """The 95 % score interval of a share (Wilson 1927; recommended for few observations by Brown,
    Cai and DasGupta, Statistical Science 16, 2001). From 0 to 1 for no observations."""
    if not n:
        return Interval(0.0, 1.0)
    p, square = right / n, Z * Z
    middle = (p + square / (2 * n)) / (1 + square / n)
    half = Z * math.sqrt(p * (1 - p) / n + square / (4 * n * n)) / (1 + square / n)
    return Interval(max(0.0, middle - half), min(1.0, middle + half))


def fisher(r: float, n: int) -> Interval | None:
    """The 95 % interval of a correlation by Fisher's z (1921); None for fewer than four."""
    if n < 4:
        return None
    if abs(r) >= 1:
        return Interval(r, r)
    z, half = math.atanh(r), Z / math.sqrt(n - 3)
    return Interval(math.tanh(z - half), math.tanh(z + half))


@dataclass(frozen=True, slots=True)
class Prior:
    """What is known of an item before it was asked: the mean facility of its like, and how many
    answers that is worth."""

    mean: float
    weight: float


def prior(items: Sequence[tuple[int, int]]) -> Prior | None:
    """From (right, n) of the items of the same objective: a beta-binomial by the method of moments
    (Kleinman, JASA 68, 1973), its weight kept between 4 and 30; 10 where that cannot be told: from
    two items, or from one answer to each. None for none."""
    asked = [(right, n) for right, n in items if n]
    if not asked:
        return None
    whole = sum(n for _, n in asked)
    mean = sum(right for right, _ in asked) / whole
    # what would be over for items that have nothing in common
    room = whole - sum(n * n for _, n in asked) / whole - (len(asked) - 1)
    if len(asked) < 3 or mean in (0, 1) or not room:
        return Prior(mean, USUAL_WEIGHT)
    spread = sum(n * (right / n - mean) ** 2 for right, n in asked)
    chance = mean * (1 - mean)
    # E[spread] = chance * (k - 1) if all were alike; what is over it is how they differ
    share = (spread / chance - (len(asked) - 1)) / room
    if share <= 0:
        return Prior(mean, MOST_WEIGHT)
    return Prior(mean, min(MOST_WEIGHT, max(LEAST_WEIGHT, 1 / share - 1)))


def shrunk(right: int, n: int, before: Prior) -> float:
    """The facility with what was known before: a few answers move it a little, many a lot."""
    return (before.weight * before.mean + right) / (before.weight + n)
