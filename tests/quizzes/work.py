"""What does the work of the jobs in tests; `settings.JOBS` names these."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from quizzes import jobs
from quizzes.models import Job

JOBS = {name: f"tests.quizzes.work.{name}" for name in ("count", "refuse", "break_down", "act")}
SEEN: list[Any] = []
ACTS: list[Callable[[jobs.Running], None]] = []


def run_due(*, clock: jobs.Clock, holder: str = "one") -> Job | None:
    """Do the job that has waited longest, as a worker does whom the queue gave its id."""
    open_ones = Job.objects.filter(ended_at=None).order_by("run_after", "pk")
    for pk in open_ones.values_list("pk", flat=True):
        if job := jobs.run(pk, holder=holder, clock=clock):
            return job
    return None


def count(running: jobs.Running) -> dict[str, int]:
    """Counts up to what it is told, saying so each time."""
    to = running.args["to"]
    SEEN.extend(running.progress(number + 1, to) for number in range(to))
    return {"counted": to}


def sit_idle(running: jobs.Running) -> None:
    """Nothing, which is soon done."""


def note(running: jobs.Running) -> None:
    """Writes down beside the database that it begins and that it ends, and in between waits for
    a file, if it is told to at this try."""
    notes = Path(os.environ["NOTES"])
    _append(notes, f"begins {running.job.key} {os.getpid()}")
    if running.args.get("waits_at_try") == running.job.tries:
        while not notes.with_name("go").exists():
            running.progress(0, 1)
            time.sleep(0.1)
    _append(notes, f"ends {running.job.key} {os.getpid()}")


def _append(notes: Path, line: str) -> None:
    with notes.open("a") as file:  # one short write, which appends whole
        file.write(line + "\n")


def counting(job: Job) -> jobs.About:
    """What a job of counting is about."""
    return jobs.About("Counting", "/learn/", "To the sheep", "There were too many.")


def refuse(running: jobs.Running) -> None:
    raise jobs.GiveUp("no_use")


def break_down(running: jobs.Running) -> None:
    raise RuntimeError("what a person wrote")


def act(running: jobs.Running) -> None:
    """Whatever the test wants to happen meanwhile."""
    for one in ACTS:
        one(running)
