"""The record of who did what: one hash chain per clinic and one for the system."""

from __future__ import annotations

from django.db import models

from quizzes.models import AppendOnly

from .people import Clinic, User


class AuditChain(models.Model):
    """A chain and its head, named "system" or "clinic:<id>". The head row is locked last."""

    name = models.CharField(max_length=40, unique=True)
    clinic = models.OneToOneField(Clinic, models.PROTECT, null=True, blank=True)
    number = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"chain of {self.name}"


class AuditEvent(AppendOnly):
    """One act: ids and digests only, so that erasing a person leaves the chain intact."""

    chain = models.ForeignKey(AuditChain, models.PROTECT, related_name="events")
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="acts")
    action = models.CharField(max_length=60)
    subject = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="acts_on")
    object_type = models.CharField(max_length=40)
    object_id = models.CharField(max_length=40)
    data = models.JSONField(default=dict)
    text_digest = models.CharField(max_length=64, blank=True)
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "number"], name="one_event_per_number"),
        ]
        indexes = [models.Index(fields=["object_type", "object_id"], name="events_of_an_object")]

    def __str__(self) -> str:
        return f"{self.chain_id}/{self.number} {self.action}"


class AuditText(models.Model):
    """Words that belong to an event (a reason): apart, erasable; the event keeps the digest."""

    event = models.OneToOneField(AuditEvent, models.PROTECT, related_name="words")
    text = models.TextField()

    def __str__(self) -> str:
        return f"words of {self.event_id}"
