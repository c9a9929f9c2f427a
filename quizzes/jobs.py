"""Long work that a worker does: asked for once, run by one worker at a time, tried again.

`settings.JOBS` names what does each kind of work: a callable that is given a `Running`, answers
with the outcome (ids, codes and figures), and may be run again from its beginning at any moment:
a worker can be killed between any two statements.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.utils.module_loading import import_string

from quizzes.engine import retries
from quizzes.models import Job, Space

LEASE = timedelta(minutes=2)  # each sign of progress renews it
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
        if not _held(self.job).update(done=done, total=total, lease_until=at + LEASE):
            raise LeaseLost
        return at


def enqueue(
    *,
    kind: str,
    key: str,
    args: Mapping[str, Any],
    at: datetime,
    space: Space | None = None,
    by: models.Model | None = None,
    run_after: datetime | None = None,
    most_tries: int = MOST_TRIES,
) -> Job:
    """Ask for a piece of work, in the transaction of what wants it; again, and the same job is
    returned as it stands. `args` are ids and codes. Raises ImproperlyConfigured for a kind that
    nothing does."""
    if kind not in settings.JOBS:
        raise ImproperlyConfigured(f"settings.JOBS names nothing that does {kind!r}")
    fields = {
        "kind": kind,
        "args": dict(args),
        "space": space,
        "by": by,
        "run_after": run_after or at,
        "most_tries": most_tries,
        "at": at,
    }
    return Job.objects.get_or_create(key=key, defaults=fields)[0]


def find(key: str) -> Job | None:
    """The job of this key, if it was ever asked for."""
    return Job.objects.filter(key=key).first()


def run_due(*, holder: str, clock: Clock) -> Job | None:
    """Take one job that is due, and do it; None when there is none. `holder` names this worker.

    Never inside a transaction: what it does commits as it goes.
    """
    job = _take(holder=holder, at=clock())
    if job is None:
        return None
    running = Running(job, clock)
    try:
        outcome = import_string(settings.JOBS[job.kind])(running)
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


def _take(*, holder: str, at: datetime) -> Job | None:
    """Lease the job that has waited longest. The conditional UPDATE decides between two workers:
    whoever finds `tries` as it was has the job."""
    while job := Job.objects.due(at).order_by("run_after", "pk").first():
        free = Job.objects.due(at).filter(pk=job.pk, tries=job.tries)
        if job.tries >= job.most_tries:  # its last worker never came back
            free.update(state=Job.State.FAILED, error="abandoned", ended_at=at, lease_until=None)
            continue
        taken = {
            "state": Job.State.RUNNING,
            "holder": holder,
            "tries": job.tries + 1,
            "lease_until": at + LEASE,
            "started_at": job.started_at or at,
        }
        if free.update(**taken):
            for name, value in taken.items():
                setattr(job, name, value)
            return job
    return None


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
