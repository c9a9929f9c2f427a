"""One site for the whole session: its own database, a real server, Debian's Chromium.

The site is served as in production (DEBUG off, manifest of static files), so that what is seen here
is what a clinic sees. Each journey uses people of its own and leaves the others alone.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

playwright = pytest.importorskip("playwright.sync_api")

ROOT = Path(__file__).resolve().parent.parent.parent
CHROMIUM = shutil.which("chromium")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
PASSWORD = "milium-demo"
PREPARE = """
import django
django.setup()
from django.core.management import call_command
for words in (["migrate"], ["createcachetable"], ["load_content"], ["load_demo", "--force"]):
    call_command(*words, verbosity=0)
call_command("collectstatic", interactive=False, verbosity=0)
"""
PHONE, TABLET, LAPTOP = (390, 844), (820, 1180), (1440, 900)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All journeys on one worker: they share the site."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("journeys"))


@dataclass
class Site:
    """A running site; `kill` ends it without warning, `start` serves the same data again."""

    folder: Path
    port: int
    process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        return kept | {
            "VAR_DIR": str(self.folder),
            "SECRET_KEY": "journeys-" + "x" * 50,
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }

    def prepare(self) -> None:
        words = [sys.executable, "-c", PREPARE]
        subprocess.run(words, cwd=ROOT, env=self.environment, check=True, capture_output=True)

    def start(self) -> None:
        granian = Path(sys.executable).with_name("granian")
        words = [str(granian), "--interface", "wsgi", "--workers", "2", "--blocking-threads", "1"]
        words += ["--host", "127.0.0.1", "--port", str(self.port), "--no-log"]
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [*words, "config.wsgi:application"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._wait()

    def _wait(self) -> None:
        for _ in range(300):
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
            with contextlib.closing(connection):
                try:
                    connection.request("GET", "/healthz")
                    if connection.getresponse().status == 200:
                        return
                except OSError:
                    time.sleep(0.1)
        raise RuntimeError((self.folder / "server.log").read_text()[-2000:])

    def kill(self, how: int = signal.SIGKILL) -> None:
        """End the server and its workers at once."""
        if self.process is not None:
            os.killpg(self.process.pid, how)
            self.process.wait(timeout=20)
            self.process = None


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    made = Site(tmp_path_factory.mktemp("site"), port)
    made.prepare()
    made.start()
    yield made
    made.kill(signal.SIGTERM)


@pytest.fixture(scope="session")
def chromium(site: Site) -> Iterator[object]:
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@dataclass
class Visitor:
    """One browser window of one person, with what its console said."""

    site: Site
    context: object
    page: object
    said: list[str]

    def go(self, path: str) -> object:
        return self.page.goto(self.site.url + path)

    def sign_in(self, email: str) -> Visitor:
        self.go("/accounts/login/")
        self.page.get_by_label("Email").fill(email)
        self.page.get_by_label("Password", exact=True).fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in", exact=True).click()
        self.page.wait_for_url(lambda url: "/accounts/login/" not in url)
        return self

    def sees(self, text: str) -> bool:
        return text in self.page.locator("main").inner_text()


@pytest.fixture
def visit(site: Site, chromium: object) -> Iterator[Callable[..., Visitor]]:
    """`visit("owner@example.test", size=PHONE, javascript=False)` opens a window of its own; the
    console must have stayed silent when the test ends."""
    opened: list[Visitor] = []

    def window(email: str = "", *, size: tuple[int, int] = LAPTOP, javascript: bool = True):
        width, height = size
        context = chromium.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=javascript
        )
        context.set_default_timeout(10_000)
        page = context.new_page()
        visitor = Visitor(site, context, page, [])
        page.on("console", lambda message: _listen(visitor, message))
        page.on("pageerror", lambda error: visitor.said.append(str(error)))
        opened.append(visitor)
        return visitor.sign_in(email) if email else visitor

    yield window
    for visitor in opened:
        visitor.context.close()
    assert [said for visitor in opened for said in visitor.said] == []


def _listen(visitor: Visitor, message: object) -> None:
    """Errors and warnings count; a request that failed because the network is off does not."""
    expected = "net::ERR_INTERNET_DISCONNECTED" in message.text or "status of 4" in message.text
    if message.type in ("error", "warning") and not expected:
        visitor.said.append(message.text)
