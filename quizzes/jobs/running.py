"""Doing a job: one worker at a time has it, under a lease that each sign of progress renews."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.conf import settings
from django.db import models
from django.utils.module_loading import import_string

from quizzes.engine import retries
from quizzes.models import Job

MOST_TRIES = 5

Clock = Callable[[], datetime]
log = structlog.get_logger("milium.jobs")


class GiveUp(Exception):
    """Trying again would not help; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class LeaseLost(Exception):
    """Another worker has this job now: stop at once and leave it alone."""


@dataclass(frozen=True, slots=True)
class Running:
    """A job as the worker that holds it sees it. `job` is as it was when it was taken."""

    job: Job
    clock: Clock

    @property
    def args(self) -> Mapping[str, Any]:
        return self.job.args

    def progress(self, done: int, total: int) -> datetime:
        """Say how far it has come, and keep the lease; returns the time. Raises LeaseLost."""
        at = self.clock()
        if not _held(self.job).update(done=done, total=total, lease_until=at + lease()):
            raise LeaseLost
        return at


def lease() -> timedelta:
    """How long a worker may be silent before it is given up for dead."""
    return settings.JOB_LEASE


def callables() -> dict[str, str]:
    """Kind of work -> what does it: `settings.JOBS`, and each schedule by its name."""
    return settings.JOBS | {name: plan["does"] for name, plan in settings.SCHEDULES.items()}


def run(pk: int, *, holder: str, clock: Clock) -> Job | None:
    """Do this job; None when it is not due, or another worker has it. `holder` names this worker.

    Never inside a transaction: what it does commits as it goes.
    """
    job = _take(pk, holder=holder, at=clock())
    if job is None:
        return None
    try:
        outcome = import_string(callables()[job.kind])(Running(job, clock))
    except LeaseLost:
        log.warning("job_taken_over", job=job.pk, kind=job.kind, holder=holder)
    except GiveUp as refusal:
        _fail(job, refusal.code, at=clock())
    except Exception as error:
        log.exception("job_failed", job=job.pk, kind=job.kind, tries=job.tries)
        _retry(job, type(error).__name__, at=clock())
    else:
        _end(job, Job.State.DONE, at=clock(), outcome=outcome, error="")
    return job


def _take(pk: int, *, holder: str, at: datetime) -> Job | None:
    """Lease the job. The conditional UPDATE decides between two workers: whoever finds `tries` as
    it was has the job."""
    job = Job.objects.due(at).filter(pk=pk).first()
    if job is None:
        return None
    free = Job.objects.due(at).filter(pk=pk, tries=job.tries)
    if job.tries >= job.most_tries:  # its last worker never came back
        free.update(state=Job.State.FAILED, error="abandoned", ended_at=at, lease_until=None)
        return None
    taken = {
        "state": Job.State.RUNNING,
        "holder": holder,
        "tries": job.tries + 1,
        "lease_until": at + lease(),
        "queued_at": None,
        "started_at": job.started_at or at,
    }
    if not free.update(**taken):
        return None
    for name, value in taken.items():
        setattr(job, name, value)
    return job


def _held(job: Job) -> models.QuerySet[Job]:
    """The row while this worker's turn lasts: nobody else has begun a try since."""
    return Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, tries=job.tries)


def _retry(job: Job, error: str, *, at: datetime) -> None:
    if job.tries >= job.most_tries:
        _fail(job, error, at=at)
        return
    again = at + retries.pause(job.tries)
    waiting = {"state": Job.State.WAITING, "run_after": again, "lease_until": None, "error": error}
    _held(job).update(**waiting)


def _fail(job: Job, error: str, *, at: datetime) -> None:
    _end(job, Job.State.FAILED, at=at, outcome=None, error=error)


def _end(job: Job, state: str, *, at: datetime, outcome: Any, error: str) -> None:
    ended = {"state": state, "outcome": outcome, "error": error[:200], "ended_at": at}
    _held(job).update(lease_until=None, **ended)
