"""script/bench: the product against the floor, alternated in one run; prints ratios and spread."""

from __future__ import annotations

import itertools
import os
import platform
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path

PAIRS = 7
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

from quizzes import attempts  # noqa: E402
from tests.bench import world as worlds  # noqa: E402
from tests.bench.meter import Request, Server, median_and_spread  # noqa: E402

ENVIRONMENT = {name: os.environ[name] for name in ("VAR_DIR", "SECRET_KEY", "DEBUG")}
FORM = "application/x-www-form-urlencoded"


def get(path: str, headers: dict[str, str]) -> Request:
    return Request(path, lambda: (headers, None))


def floor_save(world: worlds.World, headers: dict[str, str]) -> Request:
    letters = worlds.alternating()
    sent = {**headers, "Content-Type": FORM}
    path = f"/autosave/{world.attempt.public_id}/1"
    return Request(path, lambda: (sent, f"choice={next(letters)}"))


def product_save(world: worlds.World, headers: dict[str, str], revision: int) -> Request:
    """A browser names options as its page does: by the names of this attempt."""
    shown = attempts.page(user=world.learner, attempt_id=world.attempt.public_id, position=2)
    fresh_ones = [name for name in shown.item.order if name != shown.item.response][:2]
    names, numbers = itertools.cycle(fresh_ones), itertools.count(revision)
    sent = {**headers, "Content-Type": FORM, "HX-Request": "true"}
    path = f"/quizzes/attempts/{world.attempt.public_id}/2/"

    def fresh() -> tuple[dict[str, str], str]:
        fields = f"kind=single&choice={next(names)}&certainty=2&revision={next(numbers)}&go=stay"
        return sent, fields

    return Request(path, fresh)


def line(name: str, ratio: float, ceiling: float, more: str = "") -> None:
    verdict = "ok" if ratio <= ceiling else "OVER"
    print(f"{name:<42} {ratio:5.2f}  ceiling {ceiling:.2f}  {verdict:<4}  {more}", flush=True)


def compare(
    name: str,
    ceiling: float,
    floor: Callable[[], float],
    product: Callable[[], float],
) -> float:
    """Alternate the two, `PAIRS` times; the ratio of each pair is what counts. Returns the
    product's own median in ms."""
    floor(), product()  # warm
    pairs = [(floor(), product()) for _ in range(PAIRS)]
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

    def stop(self) -> None:
        for server in self.servers.values():
            server.stop()


def main() -> None:
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, SQLite"
    )
    print(
        f"CPU per request, product / floor: median of {PAIRS} alternated pairs (lowest, highest)\n"
    )
    bench = Bench()
    try:
        saves(bench)
        pages(bench)
        boards(bench)
        weight(bench)
    finally:
        bench.stop()


def saves(bench: Bench) -> None:
    """Goal 1. One client: two would answer the same question against each other's revision."""
    floor = floor_save(bench.world, bench.headers["floor", "learner"])
    product = product_save(bench.world, bench.headers["product", "learner"], 1)
    compare(
        "1  save an answer",
        1.3,
        lambda: bench.cost("floor", floor, 200),
        lambda: bench.cost("product", product, 200),
    )


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


if __name__ == "__main__":
    main()
