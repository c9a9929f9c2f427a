"""How well stated probabilities fit what happened: the Brier score and its parts.

Murphy's decomposition (1973), as in Siegert 2017: Brier = REL - RES + UNC, exactly.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from quizzes.engine import certainty, scoring

# Below so many answers a figure says more of chance than of her: none is given.
SHOWN_FROM = 30

# What a level says of the probability of being right: the middle of its zone.
STATED: dict[int, Fraction] = {
    level: (low + high) / 2 for level, (low, high) in certainty.ZONES.items()
}


@dataclass(frozen=True, slots=True)
class Forecast:
    """A stated probability (0..1) of being right, and whether she was."""

    probability: Fraction | Decimal
    right: bool


@dataclass(frozen=True, slots=True)
class Calibration:
    """`brier` = mean (p - o)^2 = `reliability` - `resolution` + `uncertainty`; the less the better.

    `reliability` is the distance of what was said from what happened, 0 at best. `bias` = mean p -
    mean o, above 0 for one who thinks herself surer than she is. 28 digits. `count` goes with it
    wherever it is shown.
    """

    count: int
    brier: Decimal
    reliability: Decimal
    resolution: Decimal
    uncertainty: Decimal
    bias: Decimal


def forecasts(answers: Iterable[certainty.Answer]) -> tuple[Forecast, ...]:
    """The forecasts among the answers: given, marked, counting, with a level named by herself.
    Right is wholly right, as nobody is asked how likely she is half right."""
    return tuple(
        Forecast(STATED[one.certainty], one.fraction >= 1)
        for one in answers
        if one.answered and one.weight > 0 and None not in (one.certainty, one.fraction)
    )


def calibration(given: Sequence[Forecast], *, least: int = SHOWN_FROM) -> Calibration | None:
    """Judge all forecasts of one person; None for fewer than `least` (at least 1).

    With n_k forecasts of the value p_k, of which the share obar_k came true, and obar over all:
    REL = sum n_k (p_k - obar_k)^2 / N, RES = sum n_k (obar_k - obar)^2 / N, UNC = obar (1 - obar).
    Raises ValueError for a probability outside 0..1.
    """
    count = len(given)
    if any(not 0 <= one.probability <= 1 for one in given):
        raise ValueError("a probability lies between 0 and 1")
    if count < max(least, 1):
        return None
    groups: defaultdict[Fraction, list[bool]] = defaultdict(list)
    for one in given:
        groups[Fraction(one.probability)].append(one.right)
    base = Fraction(sum(one.right for one in given), count)
    reliability = resolution = brier = stated = Fraction(0)
    for probability, outcomes in groups.items():
        number, share = len(outcomes), Fraction(sum(outcomes), len(outcomes))
        reliability += number * (probability - share) ** 2 / count
        resolution += number * (share - base) ** 2 / count
        brier += sum((probability - right) ** 2 for right in outcomes) / count
        stated += number * probability / count
    values = (brier, reliability, resolution, base * (1 - base), stated - base)
    return Calibration(count, *(scoring.exact(value) for value in values))
