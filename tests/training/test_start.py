"""A whole start, with real processes, a database and a folder of its own: run, kill, run, end."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from training.management import groups, prepare

from .waiting import wait_until

ROOT = Path(__file__).resolve().parents[2]
CONFIGURED = ("DATABASE_URL", "SECRET_KEY", "DJANGO_SETTINGS_MODULE", "ALLOWED_HOSTS", "HTTPS")
pytestmark = pytest.mark.race


class Trial:
    """`manage.py serve --prepare` as `script/run` starts it, on a port that was free."""

    def __init__(self, var: Path) -> None:
        self.var = var
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        plain = {name: os.environ[name] for name in os.environ if name not in CONFIGURED}
        self.environment = plain | {"VAR_DIR": str(var), "DEBUG": "1"}
        self.started: list[subprocess.Popen[bytes]] = []

    @property
    def log(self) -> str:
        return self.var.joinpath("log").read_text()

    @property
    def groups(self) -> list[groups.Group]:
        return groups.Register(self.var / f"serve-{self.port}.json").groups()

    def start(self, *, until: str) -> subprocess.Popen[bytes]:
        """Start it and wait for those words."""
        with self.var.joinpath("log").open("w") as log:
            process = subprocess.Popen(
                [sys.executable, "manage.py", "serve", str(self.port), "--prepare"],
                cwd=ROOT, env=self.environment, stdout=log, stderr=log,
            )  # fmt: skip
        self.started.append(process)
        wait_until(lambda: until in self.log or process.poll() is not None)
        assert until in self.log, self.log
        return process

    def status(self) -> int | None:
        """What the server answers; None when nobody does."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status
        except OSError:
            return None
        finally:
            connection.close()

    def end(self) -> None:
        for process in self.started:
            process.kill()
            process.wait()
        groups.end_leftovers(self.var)


@pytest.fixture
def trial(tmp_path: Path) -> Iterator[Trial]:
    trial = Trial(tmp_path)
    yield trial
    trial.end()


def test_a_trial_starts_survives_a_kill_and_ends_with_ctrl_c(trial) -> None:
    first = trial.start(until="Ctrl-C ends it")
    assert all(account in trial.log for account in prepare.DEMO_ACCOUNTS)
    assert trial.status() == 200
    left = trial.groups
    assert [group.name for group in left] == ["web server", "background worker"]

    second = trial.start(until="already serves")
    assert second.wait() == 1
    assert trial.status() == 200, "the second start must not end the first"

    first.kill()
    first.wait()
    assert all(groups.members(group) for group in left)

    third = trial.start(until="Ctrl-C ends it")
    assert "an earlier start had left running" in trial.log
    assert "Preparing" not in trial.log
    assert not any(groups.members(group) for group in left)
    assert trial.status() == 200

    running = trial.groups
    third.send_signal(signal.SIGINT)
    assert third.wait(timeout=30) == 0
    assert not any(groups.members(group) for group in running)
    assert trial.status() is None
