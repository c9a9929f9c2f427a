"""Clinical statements with their strength and sources; each wording is kept."""

from __future__ import annotations

from django.db import models

from quizzes.models import AppendOnly

from .curriculum import LessonRevision


class Source(models.Model):
    """Where a statement comes from."""

    key = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=400)
    publisher = models.CharField(max_length=300, blank=True)
    year = models.CharField(max_length=40, blank=True)
    url = models.URLField(max_length=500, blank=True)
    tier = models.CharField(max_length=1, blank=True)
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.title


class Claim(models.Model):
    """A numbered clinical statement; what it says is its newest revision."""

    code = models.CharField(max_length=12, unique=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.code


class ClaimRevision(AppendOnly):
    """One wording, with how sure we are and until when it holds unreviewed."""

    class Strength(models.TextChoices):
        STRONG = "strong"
        MODERATE = "moderate"
        EXPERT = "expert"
        EXPERIENCE = "experience"

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    wording = models.TextField()
    strength = models.CharField(max_length=12, choices=Strength)
    sources = models.JSONField(default=list)  # source keys, in order
    looked = models.BooleanField(default=False)  # we looked for evidence and found none
    reviewed_on = models.DateField()
    review_by = models.DateField()
    jurisdiction = models.CharField(max_length=40, blank=True)
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["claim", "number"], name="one_wording_per_number"),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} r{self.number}"


class LessonClaim(AppendOnly):
    """Which statements a lesson's text relies on."""

    revision = models.ForeignKey(LessonRevision, models.PROTECT, related_name="claims")
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="lessons")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["revision", "claim"], name="one_claim_per_lesson"),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} in {self.revision_id}"
