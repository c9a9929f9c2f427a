"""A quiz as a whole: its items, and how the totals came out."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from quizzes.engine.analysis import sums
from quizzes.engine.analysis.items import (
    Column,
    ItemStatistics,
    Score,
    gathered,
    statistics,
    weighed,
)


@dataclass(frozen=True, slots=True)
class TestStatistics:
    """Of `count` attempts. Mean, median and SD in marks; `cic` is Cronbach's alpha in percent and
    may be negative; the error ratio is the percentage of the SD that is chance, the standard error
    the same in marks. None where undefined."""

    __test__ = False  # the name is the field's, and no test of ours

    count: int
    mean: float | None
    median: float | None
    sd: float | None
    skewness: float | None
    kurtosis: float | None
    cic: float | None
    error_ratio: float | None
    standard_error: float | None


@dataclass(frozen=True, slots=True)
class Analysis:
    """`slots` by their name, `questions` by their key over all their uses, `variants` by slot and
    variant; each in the order in which they come up."""

    slots: Mapping[str, ItemStatistics]
    questions: Mapping[str, ItemStatistics]
    variants: Mapping[tuple[str, str], ItemStatistics]
    test: TestStatistics


def analyse(
    scores: Iterable[Score],
    *,
    own_in_total: bool = False,
    guesses: Mapping[str, float] | None = None,
) -> Analysis:
    """The statistics of these attempts, each slot scored once in an attempt. A question that is
    drawn into a slot is set against what the attempt got elsewhere; `own_in_total` sets it against
    the whole, its own mark included, as Moodle does. `guesses`: by slot, what a random answer
    would get, as a percentage."""
    rows, known = list(scores), guesses or {}
    numbers = {one.mark for one in rows} | {one.most for one in rows}
    scale = sums.scale_of(tuple(numbers))
    whole = {number: int(number * scale) for number in numbers}
    totals: dict[Hashable, int] = defaultdict(int)
    for one in rows:
        totals[one.attempt] += whole[one.mark]

    def of(name: str) -> dict[Hashable, Column]:
        return gathered(
            (getattr(one, name), whole[one.most], whole[one.mark], totals[one.attempt])
            for one in rows
            if getattr(one, name)
        )

    slots = of("slot")
    return Analysis(
        slots=_slots(rows, slots, scale, known),
        questions={
            name: statistics(one, scale, own_in_total=own_in_total)
            for name, one in of("question").items()
        },
        variants=_variants(rows, whole, totals, scale),
        test=_test(list(totals.values()), list(slots.values()), scale),
    )


def _slots(
    rows: Sequence[Score],
    slots: Mapping[Hashable, Column],
    scale: int,
    guesses: Mapping[str, float],
) -> dict[str, ItemStatistics]:
    mosts = {one.slot: one.most for one in rows}
    alone = [statistics(one, scale, guess=guesses.get(name)) for name, one in slots.items()]
    found = weighed(alone, list(slots.values()), [mosts[name] for name in slots])
    return dict(zip(slots, found, strict=True))


def _variants(
    rows: Sequence[Score],
    whole: Mapping[object, int],
    totals: Mapping[Hashable, int],
    scale: int,
) -> dict[tuple[str, str], ItemStatistics]:
    found = gathered(
        ((one.slot, one.variant), whole[one.most], whole[one.mark], totals[one.attempt])
        for one in rows
        if one.variant
    )
    return {name: statistics(one, scale) for name, one in found.items()}


def _test(totals: list[int], slots: Sequence[Column], scale: int) -> TestStatistics:
    sd, cic = sums.deviation(totals, scale), _alpha(totals, slots)
    # alpha above 100 % cannot be; below 0 the whole SD and more is chance
    ratio = None if cic is None else 100 * math.sqrt(1 - cic / 100)
    return TestStatistics(
        count=len(totals),
        mean=sum(totals) / (len(totals) * scale) if totals else None,
        median=sums.median(totals, scale),
        sd=sd,
        skewness=sums.skewness(totals),
        kurtosis=sums.kurtosis(totals),
        cic=cic,
        error_ratio=ratio,
        standard_error=None if ratio is None else ratio * sd / 100,
    )


def _alpha(totals: list[int], slots: Sequence[Column]) -> float | None:
    """Cronbach's alpha in percent (Psychometrika 16, 1951), also called the coefficient of internal
    consistency; None for one slot, fewer than two attempts, or totals that do not vary."""
    among, p = sums.variance(totals), len(slots)
    if p < 2 or not among:
        return None
    pair = len(totals) * (len(totals) - 1)
    own = math.fsum(
        found / (len(one.marks) * (len(one.marks) - 1))
        for one in slots
        if (found := sums.variance(one.marks))
    )
    return 100 * p / (p - 1) * (1 - own / (among / pair))
