"""Long work: three workers as the processes they are, on slices of many people, each done once."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from django.core.management import call_command
from django.test.utils import override_settings
from django.utils import timezone

from quizzes import jobs
from quizzes.models import Job, Schedule
from tests.bench import worker_settings
from tests.bench.ratios import line

WORKERS = 3
SLICE = 100  # people a job, as long work is cut: a kill costs no more than that
GOAL = 30 / 10_000  # seconds for each person
PATIENCE = 480  # seconds


def leave_rows(running: jobs.Running) -> dict[str, int]:
    """What a reminder leaves behind, for each of a slice: a row whose name only one can have."""
    first, at = running.args["first"], running.progress(0, SLICE)
    rows = [Schedule(name=f"row{first + one}", slot=at, at=at) for one in range(SLICE)]
    return {"rows": len(Schedule.objects.bulk_create(rows))}


def leave_a_row(running: jobs.Running) -> None:
    """The smallest job there is: what it costs is the worker and the queue."""
    at = running.clock()
    Schedule.objects.create(name=running.job.key, slot=at, at=at)


def each_once(count: int, environment: dict[str, str], folder: Path) -> None:
    """So many people in slices, and as many small jobs as there are slices; three idle workers
    wait beside when they are asked for."""
    call_command("migrate", verbosity=0)
    log = folder / "workers"
    with log.open("w") as told:
        workers = [_worker(environment, told) for _ in range(WORKERS)]
    try:
        _wait(lambda: log.read_text().count("worker_started") == WORKERS)
        took = _done("leave_rows", range(0, count, SLICE))
        more = f"in jobs of {SLICE}, done after {took:.1f} s"
        line(
            f"jobs  {count:,} rows, {WORKERS} workers / 30 s for 10,000",
            took / count / GOAL,
            1,
            more,
        )
        small = range(count // SLICE)
        print(f"{len(small) / _done('leave_a_row', small):.0f} small jobs a second")
    finally:
        for worker in workers:
            worker.terminate()
            worker.wait()
    rows = Schedule.objects.filter(name__contains="row").count()
    once = not Job.objects.exclude(state="done", tries=1).exists()
    verdict = "ok" if once and rows == count + len(small) else "OVER"
    print(f"{rows:,} rows, each job done at its first try: {once}  {verdict}")


def _done(kind: str, firsts: range) -> float:
    """Seconds from asking for these until the last is done."""
    began = time.monotonic()
    with override_settings(JOBS=worker_settings.JOBS):
        for first in firsts:
            key = f"{kind}-{first}"
            jobs.enqueue(kind=kind, key=key, args={"first": first}, at=timezone.now())
    _wait(lambda: not Job.objects.filter(ended_at=None).exists())
    return time.monotonic() - began


def _worker(environment: dict[str, str], log: object) -> subprocess.Popen:
    command = [sys.executable, "manage.py", "work"]
    chosen = {"DJANGO_SETTINGS_MODULE": "tests.bench.worker_settings"}
    return subprocess.Popen(command, env=environment | chosen, stderr=log)


def _wait(true: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > until:
            raise TimeoutError("the workers did not come to an end")
        time.sleep(0.1)
