"""The one grade of several attempts at a quiz. A pass is no matter of it: it stands by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from quizzes.engine import scoring

HIGHEST = "highest"
AVERAGE = "average"
FIRST = "first"
LAST = "last"


@dataclass(frozen=True, slots=True)
class Total:
    """What an ended attempt came to: a share 0..1, None while a person must look at it."""

    number: int
    score: Decimal | None


@dataclass(frozen=True, slots=True)
class Grade:
    """`score` is None where none can be given yet; `counted` attempts have gone into it. `is_open`:
    an attempt that waits for a person may still change it."""

    score: Decimal | None
    counted: int
    is_open: bool


def grade(totals: Sequence[Total], method: str) -> Grade:
    """Return the grade of ended attempts, in any order, five places.

    HIGHEST and AVERAGE are taken over the attempts that have a total: one that waits counts neither
    as nothing nor at all, but leaves the grade open. FIRST and LAST are about that one attempt:
    while it waits there is no grade, and no other steps into its place.
    Raises ValueError for another method or a total outside 0..1.
    """
    if method not in METHODS:
        raise ValueError(f"unknown method: {method}")
    if any(one.score is not None and not 0 <= one.score <= 1 for one in totals):
        raise ValueError("a total is a share from 0 to 1")
    if not totals:
        return Grade(None, 0, is_open=False)
    return METHODS[method](sorted(totals, key=lambda one: one.number))


def _highest(totals: Sequence[Total]) -> Grade:
    known = _known(totals)
    best = sorted(known)[-1:]
    # A whole cannot be bettered, whatever a person will say of the others.
    return Grade(_mean(best), len(best), is_open=len(known) < len(totals) and best != [1])


def _average(totals: Sequence[Total]) -> Grade:
    known = _known(totals)
    return Grade(_mean(known), len(known), is_open=len(known) < len(totals))


def _first(totals: Sequence[Total]) -> Grade:
    return _only(totals[0])


def _last(totals: Sequence[Total]) -> Grade:
    return _only(totals[-1])


def _only(one: Total) -> Grade:
    known = _known([one])
    return Grade(_mean(known), len(known), is_open=not known)


def _known(totals: Sequence[Total]) -> list[Decimal]:
    return [one.score for one in totals if one.score is not None]


def _mean(scores: Sequence[Decimal]) -> Decimal | None:
    if not scores:
        return None
    total = sum((Fraction(score) for score in scores), Fraction(0))
    return scoring.half_up(total / len(scores), scoring.SCORE_PLACES)


METHODS: dict[str, Callable[[Sequence[Total]], Grade]] = {
    HIGHEST: _highest,
    AVERAGE: _average,
    FIRST: _first,
    LAST: _last,
}
