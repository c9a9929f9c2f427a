"""Reminders of many people: decided and queued by three workers, each once, whoever is killed."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from django.core.management import call_command
from django.db.models import F
from django.test.utils import override_settings
from django.utils import timezone

from quizzes import jobs
from quizzes.models import Job
from tests.bench import worker_settings
from tests.bench.ratios import line
from tests.training.team_world import make_module, read
from training import people
from training.models import Assignment, Clinic, Membership, Module, Notice, User

WORKERS = 3
GOAL = 30 / 10_000  # seconds for each reminder
LEASE = 6  # seconds: of a killed worker
PATIENCE = 300
DAY = dt.timedelta(days=1)


def each_once(count: int, environment: dict[str, str], folder: Path) -> None:
    """So many people, a module due for each in seven days; then again, in three, while one of the
    workers is killed in the middle."""
    call_command("migrate", verbosity=0)
    _people(count)
    log = folder / "reminding"
    with log.open("w") as told:
        workers = [_worker(environment, told) for _ in range(WORKERS)]
    try:
        _wait(lambda: log.read_text().count("worker_started") == WORKERS)
        took = _decided("7", count)
        name = f"reminders  {count:,}, {WORKERS} workers / 30 s for 10,000"
        line(name, took / count / GOAL, 1, f"decided and queued after {took:.1f} s")
        Assignment.objects.update(due_on=F("due_on") - 4 * DAY)
        took = _decided("3", count, then=workers[0].kill)
        print(f"one of them killed in the middle, leases of {LEASE} s: all after {took:.1f} s")
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()
    people_ = Notice.objects.values("person", "step").distinct().count()
    verdict = "ok" if Notice.objects.count() == people_ == 2 * count else "OVER"
    print(f"{Notice.objects.count():,} reminders of {2 * count:,}, each once  {verdict}")


def _decided(step: str, count: int, then: Callable[[], None] | None = None) -> float:
    """Seconds until all of them are queued; `then` is done once a fifth of them is."""
    began, rows = time.monotonic(), Notice.objects.filter(step=step)
    with override_settings(JOBS=worker_settings.JOBS):
        jobs.enqueue(kind="decide", key=f"decide:{step}", args={}, at=timezone.now())
    if then is not None:
        _wait(lambda: rows.count() >= count // 5)
        then()
    _wait(lambda: not Job.objects.filter(ended_at=None).exists())
    took = time.monotonic() - began
    if rows.count() != count:
        print(f"{rows.count():,} of {count:,} were queued  OVER")
    return took


def _people(count: int) -> None:
    """Learners of one clinic; one in ten has just read something."""
    at = timezone.now()
    clinic = people.found_clinic(name="Reminded", by=None, at=at)
    mentor = people.enrol(email="mentor@reminded.test", name="Mentor", password=None)
    people.join(user=mentor, clinic=clinic, role="mentor", by=None, at=at)
    modules = [make_module(f"reminded-{one}", number=50 + one, lessons=5) for one in range(8)]
    them = User.objects.bulk_create(
        [User(name=f"R {n}", email=f"r{n}@reminded.test", password="!") for n in range(count)],
        batch_size=1000,
    )
    Membership.objects.bulk_create(
        [_role(one, clinic, mentor, at) for one in them], batch_size=1000
    )
    due = (at - dt.timedelta(hours=8)).date() + 7 * DAY
    Assignment.objects.bulk_create(
        [_asked(one, modules[0], clinic, mentor, due, at) for one in them], batch_size=1000
    )
    for one in them[::10]:
        read(one, modules[1], clinic, count=1, at=at)


def _role(user: User, clinic: Clinic, mentor: User, at: dt.datetime) -> Membership:
    return Membership(user=user, clinic=clinic, role="junior", mentor=mentor, started_at=at)


def _asked(
    user: User, module: Module, clinic: Clinic, by: User, due: dt.date, at: dt.datetime
) -> Assignment:
    made = {"module": module, "by": by, "due_on": due, "at": at - 30 * DAY}
    return Assignment(clinic=clinic, person=user, **made)


def _worker(environment: dict[str, str], log: object) -> subprocess.Popen:
    chosen = {"DJANGO_SETTINGS_MODULE": "tests.bench.worker_settings", "JOB_LEASE": str(LEASE)}
    command = [sys.executable, "manage.py", "work"]
    return subprocess.Popen(command, env=environment | chosen, stderr=log)


def _wait(true: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > until:
            raise TimeoutError("the workers did not come to an end")
        time.sleep(0.1)
