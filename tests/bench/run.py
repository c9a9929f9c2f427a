"""script/bench: the product against the floor, alternated in one run; prints ratios and spread."""

from __future__ import annotations

import argparse
import atexit
import contextlib
import functools
import os
import platform
import shutil
import statistics
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench.databases import fresh_postgresql

OPTIONS = argparse.ArgumentParser(description=__doc__)
OPTIONS.add_argument(
    "goals", nargs="*", help="1 2 4 5 7 8 9 core jobs reminders load; all without any"
)
OPTIONS.add_argument("--pairs", type=int, default=7, help="alternated pairs for each ratio; 7")
OPTIONS.add_argument("--seconds", type=int, default=60, help="how long goal 9 runs; 60")
OPTIONS.add_argument("--saves", type=int, default=640, help="saves at each crowd of `load`; 640")
OPTIONS.add_argument("--postgresql", action="store_true", help="on a fresh database there")
GIVEN = OPTIONS.parse_args()
WORK = Path(tempfile.mkdtemp(prefix="milium-bench-"))
atexit.register(shutil.rmtree, WORK, ignore_errors=True)
if GIVEN.postgresql:
    os.environ["DATABASE_URL"] = fresh_postgresql()
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

from tests.bench import crowds, many, ratios, reminding, working  # noqa: E402
from tests.bench import world as worlds  # noqa: E402
from tests.bench.meter import Request, Server  # noqa: E402
from tests.bench.ratios import line  # noqa: E402
from tests.bench.scoring import scoring  # noqa: E402

ENVIRONMENT = {name: os.environ[name] for name in ("VAR_DIR", "SECRET_KEY", "DEBUG")}
ALONE = ("core", "jobs", "reminders")  # goals that need no server
FORM = "application/x-www-form-urlencoded"


def get(path: str, headers: dict[str, str]) -> Request:
    return Request(lambda: (path, headers, None))


def floor_save(world: worlds.World, headers: dict[str, str]) -> Request:
    letters = worlds.alternating()
    path, sent = f"/autosave/{world.attempt.public_id}/1", headers | {"Content-Type": FORM}
    return Request(lambda: (path, sent, f"choice={next(letters)}"))


compare = functools.partial(ratios.compare, pairs=GIVEN.pairs)
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
    chosen = set(GIVEN.goals) or {*GOALS, *ALONE}
    if unknown := chosen - {*GOALS, *ALONE}:
        OPTIONS.error(f"no such goal: {', '.join(sorted(unknown))}")
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f},"
        f" Python {platform.python_version()}, {connection.vendor}"
    )
    print(f"Ratios product / floor: median of {GIVEN.pairs} alternated pairs (lowest, highest)\n")
    if "core" in chosen:
        scoring()
    if "jobs" in chosen:
        working.each_once(10_000, os.environ | ENVIRONMENT, WORK)
    if "reminders" in chosen:
        reminding.each_once(10_000, os.environ | ENVIRONMENT, WORK)
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
    waiting = iter(
        [
            (f"/quizzes/attempts/{one.public_id}/submit/", worlds.signed_in(one.user, backend), "")
            for one in worlds.crowd(bench.world, each * (GIVEN.pairs + 1))
        ]
    )
    compare(
        "5  hand in and mark 20 answers",
        4.0,
        lambda: bench.cost("floor", floor, 100),
        lambda: bench.cost("product", Request(waiting.__next__), each),
    )


def schedule(bench: Bench) -> None:
    """Goal 9, by 32 learners."""
    with bench.two_processes() as server:
        many.schedule(server, bench.crowd(32), GIVEN.seconds)


def load(bench: Bench) -> None:
    with bench.two_processes() as server:
        many.load(server, bench.crowd(64), GIVEN.saves, max(1, GIVEN.pairs // 2))


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
