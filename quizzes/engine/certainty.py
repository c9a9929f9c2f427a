"""Certainty-based marking after Gardner-Medwin, as in Moodle's CBM behaviours.

A learner says how likely she thinks it that she is right, in three zones; the table makes honesty
the best policy. Asked, and never part of a graded score.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

LOW, MIDDLE, HIGH = 1, 2, 3
LEVELS = (LOW, MIDDLE, HIGH)

WHEN_RIGHT = {LOW: Decimal(1), MIDDLE: Decimal(2), HIGH: Decimal(3)}
WHEN_WRONG = {LOW: Decimal(0), MIDDLE: Decimal(-2), HIGH: Decimal(-6)}

# The beliefs (probability of being right) for which each level has the best expected mark.
ZONES: dict[int, tuple[Fraction, Fraction]] = {
    LOW: (Fraction(0), Fraction(2, 3)),
    MIDDLE: (Fraction(2, 3), Fraction(4, 5)),
    HIGH: (Fraction(4, 5), Fraction(1)),
}

_WRONG_UP_TO = Decimal("5E-8")  # half of the smallest fraction we store
_BONUS_FACTOR = Decimal("0.1")

WELL_JUDGED = "well_judged"
OVER = "over"
OVER_SIGNIFICANTLY = "over_significantly"
UNDER = "under"
UNDER_SIGNIFICANTLY = "under_significantly"


@dataclass(frozen=True, slots=True)
class Answer:
    """A marked response with its certainty; None counts as LOW. A blank was not `answered`."""

    fraction: Decimal
    certainty: int | None
    weight: Decimal | int = 1
    answered: bool = True


@dataclass(frozen=True, slots=True)
class Level:
    """The answers given at one level; `accuracy` is their plain mean, None when there are none."""

    level: int
    count: int
    accuracy: Decimal | None
    verdict: str | None


@dataclass(frozen=True, slots=True)
class Summary:
    """Accuracy A, average CBM mark B, bonus and A + bonus, unrounded; None when nothing counts."""

    accuracy: Decimal | None
    average: Decimal | None
    bonus: Decimal | None
    score: Decimal | None
    levels: tuple[Level, ...]


def mark(*, fraction: Decimal, certainty: int | None, answered: bool = True) -> Decimal:
    """Return the CBM mark of one response for weight 1, from -6 to 3.

    Raises ValueError for a certainty that is not a level.
    """
    level = _level(certainty)
    if not answered:
        return Decimal(0)
    if fraction <= _WRONG_UP_TO:
        return WHEN_WRONG[level]
    return WHEN_RIGHT[level] * fraction


def summary(answers: Sequence[Answer]) -> Summary:
    """Sum up an attempt.

    A = sum(w f)/sum(w), B = sum(w mark)/sum(w), both over all questions, blank ones included;
    bonus = 0.1 x (B - max(A, 4A-2, 9A-6)): what honesty gained over always naming the one level
    that fits A best.
    """
    levels = tuple(_judged(level, answers) for level in LEVELS)
    weight = sum((Decimal(a.weight) for a in answers), Decimal(0))
    if weight <= 0:
        return Summary(None, None, None, None, levels)
    right = sum((a.fraction * a.weight for a in answers if a.answered), Decimal(0))
    marks = sum((_mark_of(a) * a.weight for a in answers), Decimal(0))
    accuracy, average = right / weight, marks / weight
    best_single = max(accuracy, 4 * accuracy - 2, 9 * accuracy - 6)
    bonus = _BONUS_FACTOR * (average - best_single)
    return Summary(accuracy, average, bonus, accuracy + bonus, levels)


def verdict(*, level: int, accuracy: Decimal, count: int) -> str:
    """Judge a level's answers: significantly off when (accuracy - limit)^2 x count > 1/2."""
    share = Fraction(accuracy)
    low, high = ZONES[level]
    if share < low:
        return OVER_SIGNIFICANTLY if (low - share) ** 2 * count > Fraction(1, 2) else OVER
    if share > high:
        return UNDER_SIGNIFICANTLY if (share - high) ** 2 * count > Fraction(1, 2) else UNDER
    return WELL_JUDGED


def _judged(level: int, answers: Sequence[Answer]) -> Level:
    given = [a.fraction for a in answers if a.answered and _level(a.certainty) == level]
    if not given:
        return Level(level, 0, None, None)
    accuracy = sum(given, Decimal(0)) / len(given)
    return Level(
        level, len(given), accuracy, verdict(level=level, accuracy=accuracy, count=len(given))
    )


def _mark_of(answer: Answer) -> Decimal:
    return mark(fraction=answer.fraction, certainty=answer.certainty, answered=answer.answered)


def _level(certainty: int | None) -> int:
    level = LOW if certainty is None else certainty
    if level not in LEVELS:
        raise ValueError(f"not a level of certainty: {certainty!r}")
    return level
