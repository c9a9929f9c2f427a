"""The background worker: it does its chores again and again, whatever happens to one of them."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError

from training.management.commands import work

from .waiting import wait_until

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = ("DATABASE_URL", "SECRET_KEY", "DJANGO_SETTINGS_MODULE")
NOTHING_CONFIGURED = {name: os.environ[name] for name in os.environ if name not in SETTINGS}
pytestmark = pytest.mark.django_db


@pytest.fixture
def var(settings, tmp_path: Path) -> Path:
    settings.VAR = tmp_path / "var"
    return settings.VAR


def database_is_gone(*, at: dt.datetime) -> int:
    raise OperationalError("the server closed the connection")


def test_a_round_gives_every_chore_the_same_time(monkeypatch, var, at) -> None:
    seen = []
    chores = {name: lambda *, at: seen.append(at) or 0 for name in ("one", "two")}
    monkeypatch.setattr(work, "CHORES", chores)
    assert work.one_round(at=at)
    assert seen == [at, at]


def test_the_heart_beats_after_a_whole_round(monkeypatch, var, at) -> None:
    monkeypatch.setattr(work, "CHORES", {"one": lambda *, at: 1})
    work.one_round(at=at)
    assert (var / "worker.heartbeat").read_text() == "2026-11-23T09:00:00+00:00\n"


def test_a_chore_that_fails_ends_neither_the_others_nor_the_worker(monkeypatch, var, at) -> None:
    done = []
    chores = {"broken": database_is_gone, "sound": lambda *, at: done.append(1) or 1}
    monkeypatch.setattr(work, "CHORES", chores)
    assert not work.one_round(at=at)
    assert done == [1]
    assert not (var / "worker.heartbeat").exists()


def test_once_says_when_a_chore_could_not_be_done(monkeypatch, var) -> None:
    monkeypatch.setattr(work, "CHORES", {"broken": database_is_gone})
    with pytest.raises(CommandError, match="log says why"):
        call_command("work", once=True)


def test_a_dry_run_names_the_chores_and_does_none(monkeypatch, var, capsys) -> None:
    monkeypatch.setattr(work, "CHORES", {"broken": database_is_gone})
    call_command("work", dry_run=True)
    assert capsys.readouterr().out == "broken\n"


def test_attempts_past_their_deadline_are_a_chore() -> None:
    assert "attempts_finished" in work.CHORES


@pytest.mark.race
def test_a_worker_without_its_tables_goes_on_and_ends_when_asked(tmp_path) -> None:
    log = tmp_path / "log"
    with log.open("w") as stderr:
        worker = subprocess.Popen(
            [sys.executable, "manage.py", "work", "--every", "0.1"],
            cwd=ROOT,
            env=NOTHING_CONFIGURED | {"VAR_DIR": str(tmp_path), "DEBUG": "1"},
            stderr=stderr,
        )
    try:
        wait_until(lambda: log.read_text().count("chore_failed") > 1)
        worker.terminate()
        assert worker.wait(timeout=10) == 0
    finally:
        worker.kill()
        worker.wait()
