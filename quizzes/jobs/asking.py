"""Asking for work: once by its key, however often it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import models, transaction

from quizzes import permissions
from quizzes.models import Job, Space

from . import queueing
from .running import MOST_TRIES, callables


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
    if kind not in callables():
        raise ImproperlyConfigured(f"settings.JOBS names nothing that does {kind!r}")
    due = run_after is None or run_after <= at
    fields = {
        "kind": kind,
        "args": dict(args),
        "space": space,
        "by": by,
        "run_after": run_after or at,
        "most_tries": most_tries,
        "queued_at": at if due else None,  # what comes later is queued by the sweep
        "at": at,
    }
    job, is_new = Job.objects.get_or_create(key=key, defaults=fields)
    if is_new and due:
        queueing.put_on_commit(job)
    return job


def find(key: str) -> Job | None:
    """The job of this key, if it was ever asked for and is not pruned yet."""
    return Job.objects.filter(key=key).first()


@transaction.atomic
def try_again(job: Job, *, by: models.Model, at: datetime) -> bool:
    """Give a failed job as many tries as it had at first, and record who wanted it; False when it
    has not failed, or somebody was quicker.

    `tries` goes on counting, so that a worker of before is never taken for one of now.
    """
    wanted = {
        "state": Job.State.WAITING,
        "most_tries": models.F("tries") + MOST_TRIES,
        "run_after": at,
        "queued_at": at,
        "ended_at": None,
        "error": "",
    }
    if not Job.objects.filter(pk=job.pk, state=Job.State.FAILED).update(**wanted):
        return False
    queueing.put_on_commit(job)
    permissions.ask("RECORDER")(
        action="job.retried",
        by=by,
        subject=None,
        space=job.space,
        obj=job,
        data={"kind": job.kind, "tries": job.tries, "error": job.error},
        text="",
        at=at,
    )
    return True
