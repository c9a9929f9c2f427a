"""What is over is forgotten after a while; nothing of record is kept in a job."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django_tasks_db.models import DBTaskResult

from quizzes.models import Job

from . import schedules
from .running import Running

KEPT = {  # after it ended
    Job.State.DONE: timedelta(days=30),
    Job.State.FAILED: timedelta(days=90),
}
SLOTS_KEPT = timedelta(days=3)  # what is scheduled comes often
DELIVERIES_KEPT = timedelta(days=1)  # the queue's own rows, those of a killed worker too


def prune(running: Running) -> dict[str, int]:
    """The daily job: forgets jobs that were over long ago, and what the queue keeps of them."""
    at = running.clock()
    old = Job.objects.exclude(key__in=schedules.newest())
    slots = old.filter(kind__in=settings.SCHEDULES, state=Job.State.DONE)
    jobs = slots.filter(ended_at__lt=at - SLOTS_KEPT).delete()[0]
    for state, kept in KEPT.items():
        jobs += old.filter(state=state, ended_at__lt=at - kept).delete()[0]
    carried = DBTaskResult.objects.filter(started_at__lt=at - DELIVERIES_KEPT)
    return {"jobs": jobs, "deliveries": carried.delete()[0]}
