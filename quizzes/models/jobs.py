"""Long work: one row is the truth about it; whatever queue carries it carries its id only."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from .bank import Space

PERSON = settings.AUTH_USER_MODEL


class JobQuerySet(models.QuerySet):
    """Jobs by what a worker may do with them."""

    def due(self, at: datetime) -> JobQuerySet:
        """Waiting and wanted by now, or left by a worker whose lease has run out."""
        waiting = Q(state=Job.State.WAITING, run_after__lte=at)
        left = Q(state=Job.State.RUNNING, lease_until__lte=at)
        return self.filter(waiting | left)


class Job(models.Model):
    """One piece of work. `key` makes the same work one job, however often it is asked for.

    `holder` is the worker that runs it, until `lease_until`; `tries` counts how often one began.
    `done` of `total` is how far it has come. `error` is a code, never what somebody wrote.
    `queued_at` is when the queue was last given its id, until a worker takes it.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200, unique=True)
    args = models.JSONField(default=dict)
    space = models.ForeignKey(Space, models.PROTECT, null=True, blank=True, related_name="jobs")
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="jobs")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    most_tries = models.PositiveSmallIntegerField()
    run_after = models.DateTimeField()
    queued_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    holder = models.CharField(max_length=80, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    outcome = models.JSONField(null=True, blank=True)
    error = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "run_after"], name="jobs_that_are_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("waiting", "running"), ended_at__isnull=True)
                | Q(state__in=("done", "failed"), ended_at__isnull=False),
                name="an_ended_job_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    @property
    def is_over(self) -> bool:
        return self.ended_at is not None


class Schedule(models.Model):
    """How far the schedule of this name is: `slot` is the beginning of the newest period that work
    was asked for, `at` when that was."""

    name = models.CharField(max_length=60, unique=True)
    slot = models.DateTimeField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
