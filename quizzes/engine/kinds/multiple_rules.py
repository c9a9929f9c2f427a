"""The rules of multiple response, each as a fraction in whole numbers: (earned, of how much).

Of `n` options `k` are right (the keys); `c` keys and `w` others are chosen; `judged` of all options
are chosen or left rightly. Earned may be less than nothing: whoever makes a mark of it stops at 0.
What each is called in the assessment rules stands in brackets.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from quizzes.engine.kinds.base import ALL_OR_NOTHING

PLUS_MINUS = "plus_minus"
BALANCED = "balanced"
WEIGHTED = "weighted"
EACH_OPTION = "each_option"
HALF_WAY = "half_way"
RIGHT_MINUS_WRONG = "right_minus_wrong"
CHOOSE_N = "choose_n"

# The weights of the keys come to a whole as near as this: three thirds are written 0.3333333.
TOLERANCE = Fraction(1, 1_000_000)

Share = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What of a question was chosen, counted."""

    n: int
    k: int
    c: int
    w: int

    @property
    def judged(self) -> int:
        return self.c + self.n - self.k - self.w


def plus_minus(of: Chosen) -> Share:
    """(c - w)/k (MR-PM, the NCLEX +/- rule): a wrong choice takes a right one back."""
    return of.c - of.w, of.k


def all_or_nothing(of: Chosen) -> Share:
    """1 for c = k and w = 0, else 0 (MR-AON): for what must not be half right."""
    return int(of.c == of.k and not of.w), 1


def balanced(of: Chosen) -> Share:
    """c/k - w/(n - k) (MR-BAL): to choose all, or nothing, or by luck, earns 0."""
    others = of.n - of.k
    return (of.c * others - of.w * of.k, of.k * others) if others else (of.c, of.k)


def each_option(of: Chosen) -> Share:
    """judged/n (MR-MTF): each option by itself, as if it were a statement, true or false."""
    return of.judged, of.n


def half_way(of: Chosen) -> Share:
    """1 if all are judged rightly, 1/2 if at least half of them are, else 0 (MR-PS50)."""
    return int(2 * of.judged >= of.n) + int(of.judged == of.n), 2


def right_minus_wrong(of: Chosen) -> Share:
    """2 x judged/n - 1 (MR-RMW): options judged wrongly are taken from those judged rightly."""
    return 2 * of.judged - of.n, of.n


def choose_n(of: Chosen) -> Share:
    """c/k (SEL-N, the NCLEX 0/1 rule): fair only because no more than k can be chosen."""
    return of.c, of.k


def weighted(total: Fraction) -> Share:
    """The weights of what was chosen, added up (MR-W); as near to a whole as TOLERANCE is one."""
    return (1, 1) if total >= 1 - TOLERANCE else (total.numerator, total.denominator)


# All that count; weighted adds up instead. The first is the default.
COUNTING: dict[str, Callable[[Chosen], Share]] = {
    PLUS_MINUS: plus_minus,
    ALL_OR_NOTHING: all_or_nothing,
    BALANCED: balanced,
    EACH_OPTION: each_option,
    HALF_WAY: half_way,
    RIGHT_MINUS_WRONG: right_minus_wrong,
    CHOOSE_N: choose_n,
}
RULES = (*COUNTING, WEIGHTED)
