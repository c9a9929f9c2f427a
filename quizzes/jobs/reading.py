"""What pages show of long work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Case, IntegerField, QuerySet, Value, When

from quizzes.models import Job, Space

from . import schedules

PATIENCE = timedelta(minutes=5)  # a worker that runs and is not busy takes a job in a second or two
FIRST = (Job.State.FAILED, Job.State.RUNNING, Job.State.WAITING)


@dataclass(frozen=True, slots=True)
class About:
    """A job in words: what it is, the page that it was for and what its link says, and why it did
    not come to an end, where its `error` is one of its own codes."""

    title: str
    url: str = ""
    label: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Scheduled:
    """What is done without anybody asking, and the newest job of it, if there was one."""

    title: str
    every: timedelta
    job: Job | None


def in_space(space: Space, *, done: bool) -> QuerySet[Job]:
    """The jobs of a space: those that are done, the newest first; or the others, those that failed
    on top and those that wait in their order at the end."""
    jobs = Job.objects.filter(space=space).select_related("by")
    if done:
        return jobs.filter(state=Job.State.DONE).order_by("-ended_at", "-pk")
    ranks = [When(state=state, then=Value(rank)) for rank, state in enumerate(FIRST)]
    rank = Case(*ranks, output_field=IntegerField())
    return jobs.filter(state__in=FIRST).order_by(rank, "run_after", "pk")


def scheduled() -> list[Scheduled]:
    """Every schedule, whichever space it is about."""
    found = {job.kind: job for job in Job.objects.filter(key__in=schedules.newest())}
    return [
        Scheduled(str(plan.get("title", name)), plan["every"], found.get(name))
        for name, plan in settings.SCHEDULES.items()
    ]


def stalled(*, at: datetime) -> bool:
    """Whether some job, of whatever space, waits for a worker that ought to have come."""
    return Job.objects.due(at - PATIENCE).exists()
