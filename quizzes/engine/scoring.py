"""Fractions, states and totals.

A mark is a fraction 0..1 with seven places; weights, points and percentages stay outside the kinds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache

RIGHT = "right"
PARTLY = "partly"
WRONG = "wrong"
BLANK = "blank"
WAITING = "waiting"  # for a person to look
VOID = "void"  # the question counts for nobody

FRACTION_PLACES = 7
SCORE_PLACES = 5

ZERO = Decimal("0.0000000")
ONE = Decimal("1.0000000")
ALMOST = Decimal("0.9999999")  # the most that is no whole

# Our own context: a caller who lowers the precision of hers must not change a mark.
_EXACT = Context(prec=60, rounding=ROUND_HALF_UP)
_DIGITS = Context(prec=28, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class ItemMark:
    """One question of an attempt as it counts; `fraction` is None while a person must look.
    `certainty` and `answered` count only in a quiz whose policy says so (engine.certainty)."""

    fraction: Decimal | None
    weight: Decimal | int = 1
    must_not_miss: bool = False
    certainty: int | None = None
    answered: bool = True


@dataclass(frozen=True, slots=True)
class Score:
    """A decided (or still open) total.

    `score` is a share 0..1 with five places and None while a mark is open or nothing counts;
    `passed` is None as long as `score` is. `must_not_miss_right` is true only when every
    must-not-miss question is known to be right.
    """

    score: Decimal | None
    points: Decimal
    maximum: Decimal
    must_not_miss_right: bool
    passed: bool | None


def quantise(value: Decimal) -> Decimal:
    """Return the fraction as it is stored: seven places, half up."""
    return value.quantize(ONE, context=_EXACT)


@lru_cache(maxsize=4096)
def share(right: int, of: int) -> Decimal:
    """Return right/of with seven places, half up, clamped at 0 and 1.

    In whole numbers, so that no division is rounded twice. Raises ValueError unless `of` > 0.
    """
    if of <= 0:
        raise ValueError("a share needs something to be a share of")
    return half_up(Fraction(min(max(right, 0), of), of), FRACTION_PLACES)


def state_of(fraction: Decimal) -> str:
    """Name a fraction: right at exactly 1, wrong at 0, partly between (blank is no fraction)."""
    if fraction >= 1:
        return RIGHT
    return PARTLY if fraction > 0 else WRONG


def round_score(*, points: Decimal, maximum: Decimal) -> Decimal:
    """Return points/maximum rounded half up to five places, the one rounding before a pass mark.

    Three stored thirds are 0.9999999 and must count as a whole. Raises ValueError at maximum 0.
    """
    if maximum <= 0:
        raise ValueError("no score without a maximum")
    return half_up(Fraction(points) / Fraction(maximum), SCORE_PLACES)


def total(marks: Sequence[ItemMark], pass_mark: Decimal) -> Score:
    """Add up an attempt. `pass_mark` and the score are shares 0..1.

    Passed = the rounded score reaches the pass mark and every must-not-miss question is right.
    A question of weight 0 is void: it neither adds, nor holds up, nor fails anything.
    Raises ValueError for a fraction outside 0..1, a negative weight or an impossible pass mark.
    """
    if not 0 <= pass_mark <= 1:
        raise ValueError("a pass mark is a share from 0 to 1")
    counted = [mark for mark in marks if _checked(mark).weight > 0]
    points = maximum = Decimal(0)
    for mark in counted:
        maximum = _EXACT.add(maximum, Decimal(mark.weight))
        points = _EXACT.fma(mark.fraction or Decimal(0), Decimal(mark.weight), points)
    held = all(m.fraction is not None and m.fraction >= 1 for m in counted if m.must_not_miss)
    if not counted or any(mark.fraction is None for mark in counted):
        return Score(None, points, maximum, held, None)
    score = round_score(points=points, maximum=maximum)
    return Score(score, points, maximum, held, held and score >= pass_mark)


def _checked(mark: ItemMark) -> ItemMark:
    if mark.weight < 0:
        raise ValueError("a weight is not negative")
    if mark.fraction is not None and not 0 <= mark.fraction <= 1:
        raise ValueError("a fraction lies between 0 and 1")
    return mark


def exact(ratio: Fraction) -> Decimal:
    """Return a ratio with 28 digits, far more than anybody shows, whatever the context."""
    return _DIGITS.divide(Decimal(ratio.numerator), Decimal(ratio.denominator))


def half_up(ratio: Fraction, places: int) -> Decimal:
    """Round a ratio that is not negative to so many places, half up, whatever the context."""
    scale = 10**places
    units = (2 * ratio.numerator * scale + ratio.denominator) // (2 * ratio.denominator)
    # `Decimal` of a text is exact in every context
    return Decimal(f"{units // scale}.{units % scale:0{places}d}")
