"""How many answers a second the pure core marks, kind by kind, on one core."""

from __future__ import annotations

import time

from quizzes.engine.kinds import KINDS, definition
from tests.bench.meter import median_and_spread
from tests.quizzes.making import BODIES, RIGHT

AT_LEAST = {"single": 100_000}
ANY_KIND = 20_000
ROUNDS, SECONDS = 7, 0.1


def scoring() -> None:
    """CPU time, so that a busy machine does not count; one right answer of each kind, graded from
    its normal form as it is stored."""
    for name, body in BODIES.items():
        kind, d = KINDS[name], definition(name, body)
        response = kind.clean(d, RIGHT[name])
        middle, low, high = median_and_spread([_rate(kind, d, response) for _ in range(ROUNDS)])
        floor = AT_LEAST.get(name, ANY_KIND)
        verdict = "ok" if middle >= floor else "UNDER"
        print(
            f"core  {name:<12} {middle:>9,.0f}/s ({low:,.0f}, {high:,.0f})"
            f"  at least {floor:,}  {verdict}",
            flush=True,
        )


def _rate(kind: object, d: object, response: object) -> float:
    """Gradings a CPU second."""
    done, began = 0, time.process_time()
    until = began + SECONDS
    while time.process_time() < until:
        for _ in range(500):
            kind.grade(d, response)
        done += 500
    return done / (time.process_time() - began)
