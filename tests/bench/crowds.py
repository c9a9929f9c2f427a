"""Many learners at once: saves on a schedule, and saves as fast as they go, every one counted."""

from __future__ import annotations

import contextlib
import http.client
import itertools
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

from quizzes import attempts
from quizzes.models import Attempt, AttemptItem, Response
from tests.bench.meter import Sent, Server, ask, percentile
from tests.bench.world import signed_in

FORM = "application/x-www-form-urlencoded"
POSITION = 2
RATE = 100  # saves a second, offered


@dataclass
class Learner:
    """Saves another answer to one question of her own exam each time."""

    attempt: Attempt
    backend: str
    acknowledged: int = 0
    names: Iterator[str] = field(init=False)

    def __post_init__(self) -> None:
        person = self.attempt.user
        self.headers = signed_in(person, self.backend)
        self.headers |= {"Content-Type": FORM, "HX-Request": "true"}
        place = {"attempt_id": self.attempt.public_id, "position": POSITION}
        shown = attempts.page(user=person, **place).item
        self.revision = shown.revision
        self.names = itertools.cycle([one for one in shown.order if one != shown.response][:2])

    def sent(self) -> Sent:
        fields = {"kind": "single", "choice": next(self.names), "certainty": "2", "go": "stay"}
        fields["revision"] = str(self.revision + self.acknowledged)
        path = f"/quizzes/attempts/{self.attempt.public_id}/{POSITION}/"
        return path, self.headers, urlencode(fields)

    def save(self, connection: http.client.HTTPConnection) -> None:
        ask(connection, self.sent())
        self.acknowledged += 1

    def is_counted(self) -> bool:
        """Whether what is stored is what was acknowledged: none lost, none doubled."""
        item = AttemptItem.objects.get(attempt=self.attempt, position=POSITION)
        numbers = Response.objects.filter(item=item).values_list("number", flat=True)
        expected = self.revision + self.acknowledged
        return sorted(numbers) == list(range(1, expected + 1)) and item.revision == expected


def all_at_once(learners: list[Learner], act: Callable[[int, Learner], None]) -> float:
    """Each acts in a thread of her own; the seconds it took. The first error is raised."""
    errors: list[BaseException] = []

    def guarded(number: int, learner: Learner) -> None:
        try:
            act(number, learner)
        except (OSError, RuntimeError, http.client.HTTPException) as error:
            errors.append(error)

    threads = [threading.Thread(target=guarded, args=pair) for pair in enumerate(learners)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return time.perf_counter() - began


def throughput(server: Server, learners: list[Learner], saves: int) -> float:
    """Saves a second while all of them save, `saves` in all."""
    each = max(1, saves // len(learners))

    def act(_: int, learner: Learner) -> None:
        line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        with contextlib.closing(line):
            for _turn in range(each):
                learner.save(line)

    return each * len(learners) / all_at_once(learners, act)


def one_by_one(server: Server, learner: Learner, saves: int) -> list[float]:
    """Latencies in ms of one learner who waits for each answer."""
    latencies = []
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    with contextlib.closing(line):
        for _ in range(saves):
            began = time.perf_counter()
            learner.save(line)
            latencies.append(1000 * (time.perf_counter() - began))
    return latencies


def on_schedule(server: Server, learners: list[Learner], seconds: int) -> list[float]:
    """Latencies in ms of RATE saves a second, each counted from the moment it was due, so that a
    server that falls behind is not spared."""
    latencies: list[float] = []
    start = time.perf_counter() + 0.2

    def act(number: int, learner: Learner) -> None:
        line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        with contextlib.closing(line):
            for turn in range(number, RATE * seconds, len(learners)):
                due = start + turn / RATE
                time.sleep(max(0.0, due - time.perf_counter()))
                learner.save(line)
                latencies.append(1000 * (time.perf_counter() - due))

    all_at_once(learners, act)
    return latencies


def p95(latencies: list[float]) -> float:
    return percentile(latencies, 0.95)
