"""The rules of ordering, each as a fraction in whole numbers: (earned, of how much).

A response is `order`: for each step placed, from the first, its number in the right order, from 0.
So [1, 0, 2] has the first two of three turned round, and the place of a step is its index. `n` are
all steps of the question, from 2. Steps left out stand after those placed, in no place and in no
order: they earn nothing, no step follows them, and the last place is the n-th, so that it stays
empty until all are placed. What each rule is called in the assessment rules stands in brackets.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Sequence
from itertools import pairwise

from quizzes.engine.kinds.base import ALL_OR_NOTHING

PAIRS = "pairs"

Order = Sequence[int]
Share = tuple[int, int]


def all_or_nothing(order: Order, n: int) -> Share:
    """1 for the exact order of all steps, else 0 (ORD-AON)."""
    return int(_in_place(order) == n), 1


def absolute(order: Order, n: int) -> Share:
    """Steps in their own place / n (ORD-ABS)."""
    return _in_place(order), n


def next_one(order: Order, n: int) -> Share:
    """Steps that the right one follows at once / (n - 1) (ORD-NEXT). Both must be placed."""
    return _kept(order), n - 1


def next_last(order: Order, n: int) -> Share:
    """As next_one, and one more for the last step in the last place; / n (ORD-NEXT-LAST)."""
    return _kept(order) + _last_is_last(order, n), n


def neighbours(order: Order, n: int) -> Share:
    """Right neighbours, before and after each step; at the ends, that it is the end; / 2n (ORD-PN).

    A pair kept together counts for both of its steps.
    """
    first_is_first = int(bool(order) and order[0] == 0)
    return 2 * _kept(order) + first_is_first + _last_is_last(order, n), 2 * n


def pairs(order: Order, n: int) -> Share:
    """Pairs in the right order / C(n, 2), that is (Kendall's tau + 1)/2 (ORD-PAIR).

    A pair with a step left out is not in the right order.
    """
    before: list[int] = []
    concordant = 0
    for number in order:
        concordant += bisect_left(before, number)
        insort(before, number)
    return concordant, n * (n - 1) // 2


def longest_subsequence(order: Order, n: int) -> Share:
    """The most steps that stand in the right order, others between them or not / n (ORD-LIS).

    One step alone is in no order: it counts 0.
    """
    ends: list[int] = []  # ends[i]: the smallest number a rising row of i + 1 steps can end in
    for number in order:
        at = bisect_left(ends, number)
        ends[at : at + 1] = [number]
    return _more_than_one(len(ends)), n


def longest_run(order: Order, n: int) -> Share:
    """The longest run of steps each followed at once by the right one / n (ORD-RUN).

    One step alone is no run: it counts 0.
    """
    longest = length = 1
    for one, following in pairwise(order):
        length = length + 1 if following == one + 1 else 1
        longest = max(longest, length)
    return _more_than_one(longest), n


def distance(order: Order, n: int) -> Share:
    """n - 1 for each step placed, less its places away from its own; / n(n - 1) (ORD-DIST)."""
    return sum(n - 1 - abs(place - number) for place, number in enumerate(order)), n * (n - 1)


# The first is the default.
RULES: dict[str, Callable[[Order, int], Share]] = {
    PAIRS: pairs,
    ALL_OR_NOTHING: all_or_nothing,
    "absolute": absolute,
    "next": next_one,
    "next_last": next_last,
    "neighbours": neighbours,
    "longest_subsequence": longest_subsequence,
    "longest_run": longest_run,
    "distance": distance,
}


def _in_place(order: Order) -> int:
    return sum(place == number for place, number in enumerate(order))


def _kept(order: Order) -> int:
    """Pairs that are next to each other in the right order and in this one."""
    return sum(following == one + 1 for one, following in pairwise(order))


def _last_is_last(order: Order, n: int) -> int:
    return int(len(order) == n and order[-1] == n - 1)


def _more_than_one(length: int) -> int:
    return length if length > 1 else 0
