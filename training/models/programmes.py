"""What a certificate asks for, as data with immutable revisions."""

from __future__ import annotations

from django.db import models

from quizzes.models import AppendOnly


class Programme(models.Model):
    """A certificate one can hold."""

    slug = models.SlugField(max_length=80, unique=True)
    position = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.slug


class ProgrammeRevision(AppendOnly):
    """requirements = [{"kind": kind, what it names: slug}]; the kinds are those of
    `rules.requirements.NAMES`, a lesson is named "module/lesson"."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    summary = models.TextField()
    audience = models.CharField(max_length=200, blank=True)
    requirements = models.JSONField()
    renewal = models.JSONField(default=dict)  # requirements, proves, does_not_prove; {} = the same
    refresh = models.JSONField(default=dict)  # every_months, window_days, must_not_miss; {} = none
    validity_months = models.PositiveSmallIntegerField()
    window_days = models.PositiveSmallIntegerField()
    grace_days = models.PositiveSmallIntegerField()
    proves = models.JSONField(default=list)
    does_not_prove = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"], name="one_programme_per_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} r{self.number}"
