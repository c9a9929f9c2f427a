"""Starts a server, sends it requests on loopback, and reads what it cost from the kernel."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


Sent = tuple[str, dict[str, str], str | None]  # path, headers, body


@dataclass(frozen=True, slots=True)
class Request:
    """One request, made anew each time; a body makes it a POST."""

    fresh: Callable[[], Sent]


@dataclass(slots=True)
class Cost:
    """What `count` requests cost: CPU ms a request, requests a second, latencies in ms."""

    cpu: float
    rate: float
    latencies: list[float] = field(repr=False)

    def percentile(self, share: float) -> float:
        return percentile(self.latencies, share)


class Server:
    """granian serving one WSGI application on a free loopback port."""

    def __init__(self, target: str, environment: dict[str, str], workers: int = 1) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        granian = str(Path(sys.executable).with_name("granian"))
        words = ["--interface", "wsgi", "--workers", str(workers), "--blocking-threads", "1"]
        words += ["--host", "127.0.0.1", "--port", str(self.port), "--no-log", target]
        began = time.perf_counter()
        self.process = subprocess.Popen(
            [granian, *words],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._wait()
        self.started_in = time.perf_counter() - began

    def _wait(self) -> None:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
            with contextlib.closing(connection):
                try:
                    connection.request("GET", "/healthz")
                    connection.getresponse().read()
                    return
                except OSError:
                    time.sleep(0.02)
        raise RuntimeError("the server did not answer within 30 s")

    def _workers(self) -> list[int]:
        """The processes that run Python: the parent's descendants."""
        parents = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    stat = (entry / "stat").read_text().rsplit(")", 1)[1].split()
                except OSError:
                    continue
                parents[int(entry.name)] = int(stat[1])
        found, level = [], {self.process.pid}
        while level:
            level = {pid for pid, parent in parents.items() if parent in level}
            found += level
        return found or [self.process.pid]

    def cpu(self) -> float:
        """CPU seconds used so far by all its processes."""
        total = 0
        for pid in [self.process.pid, *self._workers()]:
            fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
            total += int(fields[11]) + int(fields[12])
        return total / TICKS

    def memory(self) -> float:
        """Resident MB of its largest process."""
        sizes = [int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in self._workers()]
        return max(sizes) * PAGE / 1e6

    def stop(self, how: int = signal.SIGTERM) -> None:
        os.killpg(self.process.pid, how)
        self.process.wait(timeout=10)

    def run(self, request: Request, count: int, clients: int = 1) -> Cost:
        """Send `count` requests over `clients` keep-alive connections; any error raises."""
        latencies: list[float] = []
        errors: list[str] = []
        share = count // clients

        def client() -> None:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            for _ in range(share):
                sent = request.fresh()
                began = time.perf_counter()
                try:
                    ask(connection, sent)
                except (OSError, RuntimeError) as error:
                    errors.append(str(error))
                    return
                latencies.append(1000 * (time.perf_counter() - began))

        before, began = self.cpu(), time.perf_counter()
        threads = [threading.Thread(target=client) for _ in range(clients)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        seconds, used = time.perf_counter() - began, self.cpu() - before
        if errors:
            raise RuntimeError(errors[0])
        return Cost(1000 * used / len(latencies), len(latencies) / seconds, latencies)


def percentile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def ask(connection: http.client.HTTPConnection, sent: Sent) -> None:
    """Send one request and read its answer. Raises RuntimeError unless it was well received."""
    path, headers, body = sent
    connection.request("GET" if body is None else "POST", path, body, headers)
    answer = connection.getresponse()
    text = answer.read()
    if answer.status not in (200, 302):
        raise RuntimeError(f"{path}: {answer.status} {text[:200]!r}")


def median_and_spread(values: Sequence[float]) -> tuple[float, float, float]:
    return statistics.median(values), min(values), max(values)
