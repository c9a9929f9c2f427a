"""The product behind its real server on the database of a test, and browsers that never give up."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.conf import settings
from django.db import connection

from quizzes import attempts
from quizzes.models import Attempt
from tests.bench.meter import Server
from tests.bench.world import signed_in

from .browsing import BACKEND, item_url

TURNS = 2_000  # no browser here sends more
FORM = "application/x-www-form-urlencoded"


def database_url() -> str:
    """The address of the database the test runs on."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


def serve(workers: int = 2) -> Server:
    """Two processes that serve the product, with its own settings for tests."""
    return Server(
        "config.wsgi:application",
        {
            "DATABASE_URL": database_url(),
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "SECRET_KEY": settings.SECRET_KEY,
        },
        workers=workers,
    )


@contextlib.contextmanager
def served(workers: int = 2) -> Iterator[Server]:
    server = serve(workers)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.stop(signal.SIGKILL)


@dataclass
class Browser:
    """Saves one question again and again, as the outbox does: what was not acknowledged is sent
    once more with the same revision."""

    attempt: Attempt
    position: int
    acknowledged: list[int] = field(default_factory=list)
    refused: list[tuple[int, str | None]] = field(default_factory=list)  # status, Retry-After

    def __post_init__(self) -> None:
        self.headers = signed_in(self.attempt.user, BACKEND)
        self.headers |= {"HX-Request": "true", "Content-Type": FORM}
        page = attempts.page(
            user=self.attempt.user, attempt_id=self.attempt.public_id, position=self.position
        )
        self.names = list(page.item.order)
        self.revision = page.item.revision

    def send(self, port: int) -> int:
        """One save; its status. Raises OSError or HTTPException when there is no answer."""
        fields = {
            "kind": "single",
            "choice": self.names[self.revision % len(self.names)],
            "revision": self.revision,
        }
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        with contextlib.closing(line):
            line.request(
                "POST", item_url(self.attempt, self.position), urlencode(fields), self.headers
            )
            answer = line.getresponse()
            answer.read()
        if answer.status == 200:
            self.revision += 1
            self.acknowledged.append(self.revision)
        else:
            self.refused.append((answer.status, answer.headers["Retry-After"]))
        return answer.status


def together(browsers: list[Browser], act: Callable[[Browser], None]) -> list[threading.Thread]:
    """Let each browser act in a thread of its own; the threads, started."""
    threads = [threading.Thread(target=act, args=[one], daemon=True) for one in browsers]
    for thread in threads:
        thread.start()
    return threads


def until_cut_off(port: int, enough: threading.Event, count: int) -> Callable[[Browser], None]:
    """Save until the server is gone; `enough` is set after `count` saves of one browser."""

    def act(browser: Browser) -> None:
        for _ in range(TURNS):
            try:
                browser.send(port)
            except (OSError, http.client.HTTPException):
                return
            if len(browser.acknowledged) >= count:
                enough.set()

    return act
