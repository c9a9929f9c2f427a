"""The background worker: it does its chores again and again, whatever happens to one of them."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError
from django.utils import timezone
from django.utils.module_loading import import_string

from quizzes import jobs
from quizzes.engine import timetables
from quizzes.models import Job
from tests.quizzes import work as quiz_work
from training.management import rounds

from .waiting import wait_until

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = ("DATABASE_URL", "SECRET_KEY", "DJANGO_SETTINGS_MODULE")
NOTHING_CONFIGURED = {name: os.environ[name] for name in os.environ if name not in SETTINGS}
HOUR = dt.timedelta(hours=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def var(settings, tmp_path: Path) -> Path:
    settings.VAR = tmp_path / "var"
    return settings.VAR


def database_is_gone(*, at: dt.datetime) -> int:
    raise OperationalError("the server closed the connection")


def chores(monkeypatch: pytest.MonkeyPatch, **named: Callable[..., int]) -> None:
    monkeypatch.setattr(rounds, "CHORES", named)
    monkeypatch.setattr(rounds, "QUICK", {})


def test_a_round_gives_every_chore_the_same_time(monkeypatch, at) -> None:
    seen = []
    chores(monkeypatch, **{name: lambda *, at: seen.append(at) or 0 for name in ("one", "two")})
    assert rounds.one_round(at=at)
    assert seen == [at, at]


def test_the_beat_says_when(var, at) -> None:
    rounds.beat(at=at)
    assert (var / "worker.heartbeat").read_text() == "2026-11-23T09:00:00+00:00\n"


def test_a_chore_that_fails_ends_neither_the_others_nor_the_worker(monkeypatch, at) -> None:
    done = []
    chores(monkeypatch, broken=database_is_gone, sound=lambda *, at: done.append(1) or 1)
    assert not rounds.one_round(at=at)
    assert done == [1]


def test_once_says_when_a_chore_could_not_be_done(monkeypatch, var) -> None:
    chores(monkeypatch, broken=database_is_gone)
    with pytest.raises(CommandError, match="log says why"):
        call_command("work", once=True)
    assert not (var / "worker.heartbeat").exists()


def test_a_dry_run_names_what_there_is_to_do_and_does_none(monkeypatch, settings, capsys) -> None:
    chores(monkeypatch, broken=database_is_gone)
    settings.SCHEDULES = {"daily": {"does": "nobody.does", "every": dt.timedelta(days=1)}}
    call_command("work", dry_run=True)
    assert capsys.readouterr().out == "broken\ndaily\n"


def test_attempts_past_their_deadline_are_a_chore() -> None:
    assert "attempts_finished" in rounds.CHORES


def test_every_kind_of_work_and_every_schedule_names_something_that_exists(settings) -> None:
    schedules = settings.SCHEDULES.values()
    assert not settings.JOBS.keys() & settings.SCHEDULES.keys()
    assert settings.JOBS.keys() == settings.JOB_WORDS.keys()
    words = settings.JOB_WORDS.values()
    for path in [*settings.JOBS.values(), *words, *(plan["does"] for plan in schedules)]:
        assert callable(import_string(path)), path
    assert all(timetables.slot(timezone.now(), every=plan["every"]) for plan in schedules)


@pytest.mark.django_db(transaction=True)
def test_once_does_what_was_asked_for_and_what_is_scheduled_and_the_heart_beats(
    settings, var
) -> None:
    settings.JOBS = quiz_work.JOBS
    asked = timezone.now()
    jobs.enqueue(kind="count", key="asked", args={"to": 3}, at=asked)
    jobs.enqueue(kind="count", key="later", args={}, at=asked, run_after=asked + HOUR)
    call_command("work", once=True)
    done = set(Job.objects.filter(state="done").values_list("kind", flat=True))
    assert done == {"count", *settings.SCHEDULES}
    assert jobs.find("later").state == "waiting"
    assert (var / "worker.heartbeat").exists()


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
