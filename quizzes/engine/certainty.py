"""Certainty-based marking after Gardner-Medwin, as in Moodle's CBM behaviours.

A learner says how likely she thinks it that she is right, in three zones; the table makes honesty
the best policy. It counts only in a quiz whose policy says so, and then it is told before; whether
it may ever help or hinder a pass is a second, separate word of that policy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from quizzes.engine import scoring

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
_BONUS_FACTOR = Fraction(1, 10)

# So many answers, all at one level, are a habit and no judgement.
HABIT_FROM = 10

WELL_JUDGED = "well_judged"
OVER = "over"
OVER_SIGNIFICANTLY = "over_significantly"
UNDER = "under"
UNDER_SIGNIFICANTLY = "under_significantly"


@dataclass(frozen=True, slots=True)
class Answer:
    """A marked response with its certainty; None counts as LOW. A blank was not `answered`.

    No fraction = a person must still look. A weight of 0 is a void question: it never counts.
    """

    fraction: Decimal | None
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
    """Accuracy A, average CBM mark B, bonus and A + bonus, unrounded; None while a mark is open or
    when nothing counts. `habit` is the level she named for every one of many answers, or None."""

    accuracy: Decimal | None
    average: Decimal | None
    bonus: Decimal | None
    score: Decimal | None
    levels: tuple[Level, ...]
    habit: int | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """What a quiz is worth where certainty counts.

    `points` = sum(w mark), between `lowest` (-6 x weight) and `highest` (3 x weight); `weight` is
    what all right at LOW gives. `share` (A + bonus, 0..1, five places) is the only form in which
    it may meet a pass mark. `points` and `share` are None while a mark is open or nothing counts.
    """

    points: Decimal | None
    lowest: Decimal
    highest: Decimal
    weight: Decimal
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class Remark:
    """A level that was not well judged; `code` is OVER, UNDER or one of their significant twins."""

    level: int
    code: str

    @property
    def is_significant(self) -> bool:
        return self.code in (OVER_SIGNIFICANTLY, UNDER_SIGNIFICANTLY)


def mark(*, fraction: Decimal, certainty: int | None, answered: bool = True) -> Decimal:
    """Return the CBM mark of one response for weight 1, from -6 to 3.

    Raises ValueError for a certainty that is not a level.
    """
    level = _level(certainty)
    if not answered:
        return Decimal(0)
    if fraction <= _WRONG_UP_TO:
        return WHEN_WRONG[level]
    return scoring.exact(Fraction(WHEN_RIGHT[level]) * Fraction(fraction))


def summary(answers: Sequence[Answer]) -> Summary:
    """Sum up an attempt.

    A = sum(w f)/sum(w), B = sum(w mark)/sum(w), both over all questions, blank ones included;
    bonus = 0.1 x (B - max(A, 4A-2, 9A-6)): what honesty gained over always naming the one level
    that fits A best.
    """
    counting = [answer for answer in answers if answer.weight > 0]
    levels, habit = tuple(_judged(level, counting) for level in LEVELS), _habit(counting)
    means = _means(counting)
    if means is None:
        return Summary(None, None, None, None, levels, habit)
    accuracy, average = means
    bonus = _bonus(accuracy, average)
    values = (accuracy, average, bonus, accuracy + bonus)
    return Summary(*(scoring.exact(value) for value in values), levels, habit)


def counted(answers: Sequence[Answer]) -> Counted:
    """Return what a quiz counts whose policy says that certainty counts."""
    counting = [answer for answer in answers if answer.weight > 0]
    weight = sum((Fraction(answer.weight) for answer in counting), Fraction(0))
    means = _means(counting)
    points = share = None
    if means is not None:
        accuracy, average = means
        points = scoring.exact(average * weight)
        # B is at most 3A, so A + bonus is never above 1
        within = max(accuracy + _bonus(accuracy, average), Fraction(0))
        share = scoring.half_up(within, scoring.SCORE_PLACES)
    least, most = WHEN_WRONG[HIGH], WHEN_RIGHT[HIGH]
    return Counted(
        points=points,
        lowest=scoring.exact(Fraction(least) * weight),
        highest=scoring.exact(Fraction(most) * weight),
        weight=scoring.exact(weight),
        share=share,
    )


def verdict(*, level: int, accuracy: Decimal | Fraction, count: int) -> str:
    """Judge a level's answers: significantly off when (accuracy - limit)^2 x count > 1/2."""
    share = Fraction(accuracy)
    low, high = ZONES[level]
    if share < low:
        return OVER_SIGNIFICANTLY if (low - share) ** 2 * count > Fraction(1, 2) else OVER
    if share > high:
        return UNDER_SIGNIFICANTLY if (share - high) ** 2 * count > Fraction(1, 2) else UNDER
    return WELL_JUDGED


def remarks(found: Summary) -> tuple[Remark, ...]:
    """What there is to say of a summary: the levels not well judged, significant ones first, then
    the surer level first, because that is where a wrong answer costs most."""
    off = [
        Remark(one.level, one.verdict)
        for one in found.levels
        if one.verdict not in (None, WELL_JUDGED)
    ]
    return tuple(sorted(off, key=lambda one: (not one.is_significant, -one.level)))


def _means(counting: Sequence[Answer]) -> tuple[Fraction, Fraction] | None:
    """A and B, exactly; None while a mark is open or when nothing counts."""
    if not counting or any(answer.fraction is None for answer in counting):
        return None
    weight = sum((Fraction(a.weight) for a in counting), Fraction(0))
    right = sum((Fraction(a.fraction) * Fraction(a.weight) for a in counting if a.answered), 0)
    marks = sum((Fraction(_mark_of(a)) * Fraction(a.weight) for a in counting), 0)
    return Fraction(right) / weight, Fraction(marks) / weight


def _bonus(accuracy: Fraction, average: Fraction) -> Fraction:
    best_single = max(accuracy, 4 * accuracy - 2, 9 * accuracy - 6)
    return _BONUS_FACTOR * (average - best_single)


def _judged(level: int, counting: Sequence[Answer]) -> Level:
    given = [
        Fraction(a.fraction)
        for a in counting
        if a.answered and a.fraction is not None and _level(a.certainty) == level
    ]
    if not given:
        return Level(level, 0, None, None)
    accuracy = sum(given, Fraction(0)) / len(given)
    said = verdict(level=level, accuracy=accuracy, count=len(given))
    return Level(level, len(given), scoring.exact(accuracy), said)


def _habit(counting: Sequence[Answer]) -> int | None:
    named = [_level(a.certainty) for a in counting if a.answered]
    return named[0] if len(named) >= HABIT_FROM and len(set(named)) == 1 else None


def _mark_of(answer: Answer) -> Decimal:
    return mark(fraction=answer.fraction, certainty=answer.certainty, answered=answer.answered)


def _level(certainty: int | None) -> int:
    level = LOW if certainty is None else certainty
    if level not in LEVELS:
        raise ValueError(f"not a level of certainty: {certainty!r}")
    return level
