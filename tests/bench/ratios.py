"""Ratios of alternated runs, as they are printed."""

from __future__ import annotations

import statistics
from collections.abc import Callable

from tests.bench.meter import median_and_spread


def line(name: str, ratio: float, ceiling: float, more: str = "") -> None:
    verdict = "ok" if ratio <= ceiling else "OVER"
    print(f"{name:<42} {ratio:5.2f}  ceiling {ceiling:.2f}  {verdict:<4}  {more}", flush=True)


def compare(
    name: str,
    ceiling: float,
    floor: Callable[[], float],
    product: Callable[[], float],
    *,
    pairs: int,
) -> float:
    """Alternate the two, `pairs` times; the ratio of each pair is what counts. Returns the
    product's own median in ms."""
    floor(), product()  # warm
    costs = [(floor(), product()) for _ in range(pairs)]
    middle, low, high = median_and_spread([theirs / ours for ours, theirs in costs])
    ours = statistics.median(a for a, _ in costs)
    theirs = statistics.median(b for _, b in costs)
    line(
        name, middle, ceiling, f"({low:.2f}, {high:.2f})  floor {ours:.2f} ms, product {theirs:.2f}"
    )
    return theirs
