"""Files of people: every row with its fate, first as a dry run, then as it came out."""

from __future__ import annotations

import uuid

from django.db import models

from .people import Clinic, User


class PeopleImport(models.Model):
    """One file, read. `ignored` names the columns that mean nothing here. While `confirmed_at` is
    empty nothing was done. Its rows are deleted after a month: they are people's addresses."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="imports")
    by = models.ForeignKey(User, models.PROTECT, related_name="imports")
    at = models.DateTimeField()
    filename = models.CharField(max_length=200)
    ignored = models.JSONField(default=list)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"import {self.pk} at {self.clinic_id}"


class ImportRow(models.Model):
    """One line of it. `why` and `detail` say why it is refused; `done` once it was acted on."""

    batch = models.ForeignKey(PeopleImport, models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField()
    email = models.CharField(max_length=300)
    name = models.CharField(max_length=300)
    roles = models.CharField(max_length=300)
    mentor = models.CharField(max_length=300)
    team = models.CharField(max_length=300)
    job = models.CharField(max_length=300)
    fate = models.CharField(max_length=10)
    why = models.CharField(max_length=20, blank=True)
    detail = models.CharField(max_length=300, blank=True)
    done = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "line"], name="one_row_per_line"),
        ]
        indexes = [models.Index(fields=["batch", "fate", "line"], name="rows_by_their_fate")]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.line} {self.fate}"
