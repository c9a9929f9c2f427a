"""Who may do what in a clinic: each save of a row of its scope table is a revision."""

from __future__ import annotations

from django.db import models

from quizzes.models import AppendOnly

from .people import Clinic, User


class ScopeRevision(AppendOnly):
    """One row as it was saved. `act` is its key: of an act every table has, or own-1, own-2, ...

    `checked_on` is the day somebody looked the law or rule up; `is_removed` only for own acts.
    """

    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="scope_revisions")
    act = models.SlugField(max_length=40)
    number = models.PositiveIntegerField()
    checked_on = models.DateField(null=True, blank=True)
    is_removed = models.BooleanField(default=False)
    words_digest = models.CharField(max_length=64)
    by = models.ForeignKey(User, models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "act", "number"], name="one_scope_revision_per_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} r{self.number} at {self.clinic_id}"


class ScopeWords(models.Model):
    """What the owner typed: apart from the guarded row, so that it can be erased."""

    revision = models.OneToOneField(ScopeRevision, models.PROTECT, related_name="words")
    title = models.CharField(max_length=200, blank=True)  # of an own act
    who = models.TextField(blank=True)
    law = models.TextField(blank=True)
    training = models.TextField(blank=True)
    supervision = models.TextField(blank=True)
    refer_to = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"words of {self.revision_id}"
