"""Goal 9 and the save under load: two processes, many learners, every save counted."""

from __future__ import annotations

import statistics

from tests.bench import crowds
from tests.bench.meter import Server, median_and_spread
from tests.bench.ratios import line

CROWDS = (1, 16, 64)


def schedule(server: Server, learners: list[crowds.Learner], seconds: int) -> None:
    """Goal 9."""
    crowds.throughput(server, learners, 64)  # warm
    alone = crowds.p95(crowds.one_by_one(server, learners[0], 100))
    found = crowds.p95(crowds.on_schedule(server, learners, seconds))
    counted(learners)
    more = f"p95 {found:.1f} ms (at most 50), alone {alone:.1f} ms, {seconds} s"
    line(f"9  {crowds.RATE} saves/s, p95 / p95 of one client", found / alone, 3.0, more)


def load(server: Server, learners: list[crowds.Learner], saves: int, rounds: int) -> None:
    """64 learners save at once: none lost, none doubled, and no slower than fewer."""
    crowds.throughput(server, learners, 64)  # warm
    found = [
        {n: crowds.throughput(server, learners[:n], saves) for n in CROWDS} for _ in range(rounds)
    ]
    counted(learners)
    shares = [max(rates.values()) / rates[64] for rates in found]
    middle, low, high = median_and_spread(shares)
    rates = ", ".join(f"{n}: {statistics.median(r[n] for r in found):.0f}/s" for n in CROWDS)
    line("load  best rate / rate of 64 learners", middle, 1.25, f"({low:.2f}, {high:.2f})  {rates}")


def counted(learners: list[crowds.Learner]) -> None:
    wrong = sum(not one.is_counted() for one in learners)
    saves = sum(one.acknowledged for one in learners)
    verdict = "OVER" if wrong else "ok"
    print(f"{saves:,} saves acknowledged; lost or doubled for {wrong} learners  {verdict}")
