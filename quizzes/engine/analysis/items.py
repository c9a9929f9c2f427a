"""The statistics of one item: a slot of the quiz, a question over all its uses, a variant."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from quizzes.engine.analysis import sums


@dataclass(frozen=True, slots=True)
class Score:
    """What one attempt got in one slot. `question` and `variant` where slots are drawn."""

    attempt: Hashable
    slot: str
    most: Decimal
    mark: Decimal
    question: str = ""
    variant: str = ""


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """`s` scores. `facility` is a share 0..1, `sd` in marks; the others are percentages, None where
    undefined. `negative` = it goes against the total, so that it has no effective weight."""

    s: int
    facility: float | None
    sd: float | None
    random_guess: float | None
    intended_weight: float | None
    effective_weight: float | None
    discrimination_index: float | None
    discriminative_efficiency: float | None
    negative: bool = False


@dataclass(slots=True)
class Column:
    """The scores of one item, as whole numbers: each mark, and the total of its attempt; `most` is
    what all of them together could have been."""

    most: int
    marks: list[int]
    totals: list[int]

    def others(self, *, own_in_total: bool) -> list[int]:
        """What each attempt got elsewhere; with `own_in_total` the item's own mark counts too."""
        if own_in_total:
            return self.totals
        return [total - mark for total, mark in zip(self.totals, self.marks, strict=True)]


def statistics(
    column: Column, scale: int, *, own_in_total: bool = False, guess: float | None = None
) -> ItemStatistics:
    """What can be said of an item by itself; its weights depend on all of them."""
    marks, others = column.marks, column.others(own_in_total=own_in_total)
    together = sums.covariance(marks, others)
    greatest = sums.greatest_covariance(marks, others)
    index = sums.correlation(marks, others)
    return ItemStatistics(
        s=len(marks),
        facility=sum(marks) / column.most if column.most else None,
        sd=sums.deviation(marks, scale),
        random_guess=guess,
        intended_weight=None,
        effective_weight=None,
        discrimination_index=None if index is None else 100 * index,
        discriminative_efficiency=100 * together / greatest if greatest else None,
    )


def weighed(
    found: Sequence[ItemStatistics], columns: Sequence[Column], mosts: Sequence[Decimal]
) -> list[ItemStatistics]:
    """With the weight each was meant to have, and the one it had: the root of its covariance with
    the total as a share of all the roots. One that goes against the total has none."""
    shares = [sums.covariance(one.marks, one.totals) for one in columns]
    # n(n - 1) differs where an item was not asked of everybody
    pairs = [len(one.marks) * (len(one.marks) - 1) for one in columns]
    roots = [
        None if share is None or share < 0 else math.sqrt(share / pair)
        for share, pair in zip(shares, pairs, strict=True)
    ]
    whole, meant = math.fsum(root for root in roots if root), sum(mosts)
    return [
        replace(
            one,
            intended_weight=float(100 * most / meant) if meant else None,
            effective_weight=None if root is None or not whole else 100 * root / whole,
            negative=share is not None and share < 0,
        )
        for one, share, root, most in zip(found, shares, roots, mosts, strict=True)
    ]


def gathered(rows: Iterable[tuple[Hashable, int, int, int]]) -> dict[Hashable, Column]:
    """The scores of each item, from rows of its name, the most there was, the mark and the total of
    the attempt; in the order in which the items come up."""
    found: dict[Hashable, Column] = {}
    for name, most, mark, total in rows:
        column = found.get(name)
        if column is None:
            column = found[name] = Column(0, [], [])
        column.most += most
        column.marks.append(mark)
        column.totals.append(total)
    return found
