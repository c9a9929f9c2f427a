"""The queue: it carries the ids of jobs to the workers, and nothing else is asked of it."""

from __future__ import annotations

import os
import socket
from datetime import datetime
from functools import partial

import structlog
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from quizzes.models import Job

from . import running

SWEPT_AT_ONCE = 500
log = structlog.get_logger("milium.jobs")


@task
def deliver(job: int) -> None:
    """What a worker of whatever queue calls: does the job, if it is due and nobody has it."""
    running.run(job, holder=holder(), clock=timezone.now)


def holder() -> str:
    """This process, among those that share a database."""
    return f"{socket.gethostname()[:60]}/{os.getpid()}"


def put_on_commit(job: Job) -> None:
    """Queue it once it is sure that the job exists; a queue that is away fails nobody's request."""
    transaction.on_commit(partial(_put, job.pk), robust=True)


def sweep(*, at: datetime) -> int:
    """Queue what is due and in no queue, or was queued so long ago that it must have been lost: its
    time has come, its worker was killed, the queue was away or emptied. How many it queued."""
    lost = Q(queued_at__isnull=True) | Q(queued_at__lte=at - running.lease())
    due = Job.objects.due(at).filter(lost).order_by("run_after", "pk")
    swept = 0
    for pk, queued_at in due.values_list("pk", "queued_at")[:SWEPT_AT_ONCE]:
        # Of several workers that sweep at once, one finds it as it was.
        if Job.objects.due(at).filter(pk=pk, queued_at=queued_at).update(queued_at=at):
            swept += _put(pk)
    return swept


def _put(pk: int) -> bool:
    try:
        deliver.enqueue(pk)
    except Exception:  # whatever the queue is made of
        log.exception("job_not_queued", job=pk)
        Job.objects.filter(pk=pk).update(queued_at=None)
        return False
    return True
