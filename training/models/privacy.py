"""Who has been erased, and the copies of their data that people asked for."""

from __future__ import annotations

import uuid

from django.db import models

from quizzes.models import AppendOnly

from .people import User


class Erasure(AppendOnly):
    """Once a person: her account is a number from here on. `by` None = whoever runs the server."""

    class Certificates(models.TextChoices):
        NONE = "none"  # she held none
        KEPT = "kept"  # with her name, for the reason that is kept beside
        REVOKED = "revoked"

    person = models.OneToOneField(User, models.PROTECT, related_name="erasure")
    certificates = models.CharField(max_length=10, choices=Certificates)
    reason_digest = models.CharField(max_length=64)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="erasures")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"erasure of {self.person_id}"


class ErasureReason(models.Model):
    """Why, and on what ground certificates were kept, in words without her name."""

    erasure = models.OneToOneField(Erasure, models.PROTECT, related_name="reason")
    text = models.TextField()

    def __str__(self) -> str:
        return f"reason of {self.erasure_id}"


class PersonalCopy(models.Model):
    """A copy of everything that is held of a person, made for her alone.

    `kept_as` and `paper_as` are the names it is stored under, "" until it is made and once it is
    gone. `unfit` lists what could not be printed, because no font here has the letters."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(User, models.CASCADE, related_name="copies")
    at = models.DateTimeField()
    made_at = models.DateTimeField(null=True, blank=True)
    kept_as = models.CharField(max_length=80, blank=True)
    paper_as = models.CharField(max_length=80, blank=True)
    unfit = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"copy for {self.person_id}"
