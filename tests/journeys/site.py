"""A running site: its own database, a real server, everything as in production.

The site is served as in production (DEBUG off, manifest of static files), so that what is seen here
is what a clinic sees.
"""

from __future__ import annotations

import contextlib
import fcntl
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PREPARE = """
from django.core.management import call_command
for words in (["migrate"], ["createcachetable"], ["load_content"], ["load_demo", "--force"]):
    call_command(*words, verbosity=0)
call_command("collectstatic", interactive=False, verbosity=0)
"""


@dataclass
class Site:
    """A running site; `kill` ends it without warning, `start` serves the same data again."""

    folder: Path
    port: int = 0
    process: subprocess.Popen | None = None
    signed_in: dict[str, dict] = field(default_factory=dict)  # e-mail -> her browser's cookies

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        return kept | {
            "VAR_DIR": str(self.folder),
            "SECRET_KEY": "journeys-" + "x" * 50,
            "REAUTHENTICATION_MINUTES": "600",  # whoever has signed in is used by many tests
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }

    def run(self, code: str) -> str:
        """Run Python inside the product, on this site's data; what it printed."""
        words = [sys.executable, "-c", f"import django\ndjango.setup()\n{code}"]
        done = subprocess.run(
            words, cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True
        )
        return done.stdout

    def start(self) -> None:
        granian = Path(sys.executable).with_name("granian")
        words = [str(granian), "--interface", "wsgi", "--workers", "2", "--blocking-threads", "1"]
        self.port = self.port or free_port()
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


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def prepared(common: Path) -> Path:
    """The data every site starts from. Made once below `common`; whoever else asks waits."""
    made, unfinished = common / "site-prepared", common / "site-unfinished"
    with (common / "site-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            unfinished.mkdir()
            Site(unfinished).run(PREPARE)
            unfinished.rename(made)
    return made


def copy_of(made: Path, folder: Path) -> Site:
    """A site of its own with that data, not running yet."""
    shutil.copytree(made, folder)
    return Site(folder)
