"""script/bench: the product against the floor, alternated in one run; prints ratios and spread."""

from __future__ import annotations

import argparse
import contextlib
import os
import platform
import statistics
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

OPTIONS = argparse.ArgumentParser(description=__doc__)
OPTIONS.add_argument("goals", nargs="*", help="1 2 4 5 7 8 9 core load; all without any")
OPTIONS.add_argument("--pairs", type=int, default=7, help="alternated pairs for each ratio; 7")
OPTIONS.add_argument("--seconds", type=int, default=60, help="how long goal 9 runs; 60")
OPTIONS.add_argument("--saves", type=int, default=640, help="saves at each crowd of `load`; 640")
GIVEN = OPTIONS.parse_args()
WORK = Path(tempfile.mkdtemp(prefix="milium-bench-"))
os.environ |= {
    "VAR_DIR": str(WORK),
    "SECRET_KEY": "bench-" + "x" * 50,
    "DEBUG": "0",
    "DJANGO_SETTINGS_MODULE": "config.settings",
}

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from tests.bench import crowds  # noqa: E402
from tests.bench import world as worlds  # noqa: E402
from tests.bench.meter import Request, Server, median_and_spread  # noqa: E402
from tests.bench.scoring import scoring  # noqa: E402

ENVIRONMENT = {name: os.environ[name] for name in ("VAR_DIR", "SECRET_KEY", "DEBUG")}
FORM = "application/x-www-form-urlencoded"


def get(path: str, headers: dict[str, str]) -> Request:
    return Request(lambda: (path, headers, None))


def floor_save(world: worlds.World, headers: dict[str, str]) -> Request:
    letters = worlds.alternating()
    sent = {**headers, "Content-Type": FORM}
    path = f"/autosave/{world.attempt.public_id}/1"
    return Request(lambda: (path, sent, f"choice={next(letters)}"))


def line(name: str, ratio: float, ceiling: float, more: str = "") -> None:
    verdict = "ok" if ratio <= ceiling else "OVER"
    print(f"{name:<42} {ratio:5.2f}  ceiling {ceiling:.2f}  {verdict:<4}  {more}", flush=True)


def compare(
    name: str,
    ceiling: float,
    floor: Callable[[], float],
    product: Callable[[], float],
) -> float:
    """Alternate the two, `GIVEN.pairs` times; the ratio of each pair is what counts. Returns the
    product's own median in ms."""
    floor(), product()  # warm
    pairs = [(floor(), product()) for _ in range(GIVEN.pairs)]
    middle, low, high = median_and_spread([theirs / ours for ours, theirs in pairs])
    ours = statistics.median(a for a, _ in pairs)
    theirs = statistics.median(b for _, b in pairs)
    line(
        name, middle, ceiling, f"({low:.2f}, {high:.2f})  floor {ours:.2f} ms, product {theirs:.2f}"
    )
    return theirs


FLOOR_BACKEND = "django.contrib.auth.backends.ModelBackend"


class Bench:
    """Both servers on one database, and everybody signed in to both."""

    def __init__(self) -> None:
        self.world = worlds.build()
        call_command("collectstatic", interactive=False, verbosity=0)
        backends = {"floor": FLOOR_BACKEND, "product": settings.AUTHENTICATION_BACKENDS[-1]}
        people = {"learner": self.world.learner, "mentor": self.world.mentor}
        self.headers = {
            (side, name): worlds.signed_in(person, backend)
            for side, backend in backends.items()
            for name, person in people.items()
        }
        self.servers = {
            "floor": Server("tests.bench.floor_wsgi:application", ENVIRONMENT),
            "product": Server("config.wsgi:application", ENVIRONMENT),
        }

    def cost(self, side: str, request: Request, count: int, clients: int = 1) -> float:
        """CPU ms a request."""
        return self.servers[side].run(request, count, clients).cpu

    def page(self, side: str, name: str, path: str, count: int, clients: int = 1) -> float:
        return self.cost(side, get(path, self.headers[side, name]), count, clients)

    def crowd(self, count: int) -> list[crowds.Learner]:
        backend = settings.AUTHENTICATION_BACKENDS[-1]
        return [crowds.Learner(one, backend) for one in worlds.crowd(self.world, count)]

    @contextlib.contextmanager
    def two_processes(self) -> Iterator[Server]:
        """The product as it is served, for a while."""
        server = Server("config.wsgi:application", ENVIRONMENT, workers=2)
        try:
            yield server
        finally:
            server.stop()

    def stop(self) -> None:
        for server in self.servers.values():
            server.stop()


def main() -> None:
    chosen = set(GIVEN.goals) or {*GOALS, "core"}
    if unknown := chosen - {*GOALS, "core"}:
        OPTIONS.error(f"no such goal: {', '.join(sorted(unknown))}")
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f},"
        f" Python {platform.python_version()}, {connection.vendor}"
    )
    print(f"Ratios product / floor: median of {GIVEN.pairs} alternated pairs (lowest, highest)\n")
    if "core" in chosen:
        scoring()
    measures = list(dict.fromkeys(GOALS[one] for one in GOALS if one in chosen))
    if not measures:
        return
    bench = Bench()
    try:
        for measure in measures:
            measure(bench)
    finally:
        bench.stop()
    print(f"\nload at the end {os.getloadavg()[0]:.1f}")


def saves(bench: Bench) -> None:
    """Goal 1. One client: two would answer the same question against each other's revision."""
    floor = floor_save(bench.world, bench.headers["floor", "learner"])
    learner = crowds.Learner(bench.world.attempt, settings.AUTHENTICATION_BACKENDS[-1])

    def saved() -> tuple[str, dict[str, str], str | None]:
        sent = learner.sent()
        learner.acknowledged += 1
        return sent

    compare(
        "1  save an answer",
        1.3,
        lambda: bench.cost("floor", floor, 200),
        lambda: bench.cost("product", Request(saved), 200),
    )


def submits(bench: Bench) -> None:
    """Goal 5: hand in and mark twenty answers against the floor's save of one."""
    each = 8
    floor = floor_save(bench.world, bench.headers["floor", "learner"])
    backend = settings.AUTHENTICATION_BACKENDS[-1]
    waiting = iter(worlds.crowd(bench.world, each * (GIVEN.pairs + 1)))

    def handed_in() -> tuple[str, dict[str, str], str | None]:
        attempt = next(waiting)
        path = f"/quizzes/attempts/{attempt.public_id}/submit/"
        return path, worlds.signed_in(attempt.user, backend), ""

    compare(
        "5  hand in and mark 20 answers",
        4.0,
        lambda: bench.cost("floor", floor, 100),
        lambda: bench.cost("product", Request(handed_in), each),
    )


def schedule(bench: Bench) -> None:
    """Goal 9: in two processes, by 32 learners."""
    learners = bench.crowd(32)
    with bench.two_processes() as server:
        crowds.throughput(server, learners, 64)  # warm
        alone = crowds.p95(crowds.one_by_one(server, learners[0], 100))
        found = crowds.p95(crowds.on_schedule(server, learners, GIVEN.seconds))
    counted(learners)
    more = f"p95 {found:.1f} ms (at most 50), alone {alone:.1f} ms, {GIVEN.seconds} s"
    line(f"9  {crowds.RATE} saves/s, p95 / p95 of one client", found / alone, 3.0, more)


def load(bench: Bench) -> None:
    """64 learners save at once: none lost, none doubled, and no slower than fewer."""
    learners = bench.crowd(64)
    with bench.two_processes() as server:
        crowds.throughput(server, learners, 64)
        rounds = [
            {n: crowds.throughput(server, learners[:n], GIVEN.saves) for n in (1, 16, 64)}
            for _ in range(max(1, GIVEN.pairs // 2))
        ]
    counted(learners)
    shares = [max(rates.values()) / rates[64] for rates in rounds]
    middle, low, high = median_and_spread(shares)
    rates = ", ".join(f"{n}: {statistics.median(r[n] for r in rounds):.0f}/s" for n in (1, 16, 64))
    line("load  best rate / rate of 64 learners", middle, 1.25, f"({low:.2f}, {high:.2f})  {rates}")


def counted(learners: list[crowds.Learner]) -> None:
    wrong = sum(not one.is_counted() for one in learners)
    saves_ = sum(one.acknowledged for one in learners)
    verdict = "OVER" if wrong else "ok"
    print(f"{saves_:,} saves acknowledged; lost or doubled for {wrong} learners  {verdict}")


def pages(bench: Bench) -> None:
    """Goals 2 and 7."""
    attempt = bench.world.attempt.public_id
    for clients in (1, 16):
        compare(
            f"2  page of 20 questions, {clients} client{'s' * (clients > 1)}",
            0.5,
            lambda n=clients: bench.page("floor", "learner", f"/quiz/{attempt}", 96, n),
            lambda n=clients: bench.page(
                "product", "learner", f"/quizzes/attempts/{attempt}/", 96, n
            ),
        )
    compare(
        "7  hello, signed in",
        1.5,
        lambda: bench.page("floor", "learner", "/hello", 400),
        lambda: bench.page("product", "learner", "/healthz", 400),
    )


def boards(bench: Bench) -> None:
    """Goal 4: against the floor's paged cohort, and how the cost grows with the clinic."""
    costs = {}
    for learners in (100, 1_000, 10_000):
        worlds.grow(bench.world, learners)
        costs[learners] = compare(
            f"4  board, 50 a page of {learners:,}",
            0.7,
            lambda: bench.page("floor", "mentor", "/cohort", 32),
            lambda: bench.page("product", "mentor", "/team/", 32),
        )
    line("4  board, 10,000 learners against 100", costs[10_000] / costs[100], 1.2)


def weight(bench: Bench) -> None:
    """Goal 8."""
    floor, product = (bench.servers[side].memory() for side in ("floor", "product"))
    line("8  memory of a worker", product / floor, 1.5, f"{floor:.0f} MB, {product:.0f} MB")
    starts = [_starts() for _ in range(3)]
    ours, theirs = (statistics.median(column) for column in zip(*starts, strict=True))
    line("8  start until it answers", theirs / ours, 3.0, f"{ours:.2f} s, {theirs:.2f} s")


def _starts() -> list[float]:
    seconds = []
    for target in ("tests.bench.floor_wsgi:application", "config.wsgi:application"):
        server = Server(target, ENVIRONMENT)
        seconds.append(server.started_in)
        server.stop()
    return seconds


GOALS: dict[str, Callable[[Bench], None]] = {
    "1": saves,
    "2": pages,
    "5": submits,
    "7": pages,
    "9": schedule,
    "load": load,
    "4": boards,
    "8": weight,
}

if __name__ == "__main__":
    main()
