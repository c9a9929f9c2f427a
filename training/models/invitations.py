"""Invitations: the only way to an account. A link that works once, for one thing, for a while."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from .people import Clinic, User
from .teams import Team


class InvitationQuerySet(models.QuerySet):
    """Invitations as they stand."""

    def standing(self) -> InvitationQuerySet:
        """Neither used nor taken back; perhaps too old to be used."""
        return self.filter(used_at__isnull=True, withdrawn_at__isnull=True)

    def open(self, at: dt.datetime) -> InvitationQuerySet:
        """Those whose link works now."""
        return self.standing().filter(expires_at__gt=at)


class Invitation(models.Model):
    """One person asked to join a clinic, or to found the first one.

    Of the link only a digest is kept. `salt` and the site's secret make the link, so that whoever
    reads the database alone has none, and a mail can be written when it is sent. A new salt is a
    new link: the old one is dead. `sent_at` is empty while the mail waits.
    """

    class Purpose(models.TextChoices):
        JOIN = "join"
        FOUNDER = "founder"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    purpose = models.CharField(max_length=10, choices=Purpose, default=Purpose.JOIN)
    clinic = models.ForeignKey(
        Clinic, models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    email = models.EmailField(blank=True)
    name = models.CharField(max_length=150, blank=True)
    job = models.CharField(max_length=100, blank=True)
    roles = models.JSONField(default=list)
    mentor = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    team = models.ForeignKey(Team, models.SET_NULL, null=True, blank=True, related_name="+")
    salt = models.CharField(max_length=40)
    token_hash = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="invitations_made"
    )
    at = models.DateTimeField()
    expires_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="invitations_used"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "clinic",
                Lower("email"),
                condition=Q(used_at__isnull=True, withdrawn_at__isnull=True),
                name="one_standing_invitation_per_address",
            ),
            models.CheckConstraint(
                condition=Q(purpose="founder", clinic__isnull=True)
                | Q(purpose="join", clinic__isnull=False),
                name="whoever_joins_joins_a_clinic",
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True, used_by__isnull=True)
                | Q(used_at__isnull=False, used_by__isnull=False),
                name="a_used_invitation_says_by_whom",
            ),
        ]
        indexes = [
            models.Index(
                fields=["clinic", "at"],
                condition=Q(sent_at__isnull=True),
                name="invitations_to_be_sent",
            )
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk} to {self.clinic_id}"

    def is_expired(self, at: dt.datetime) -> bool:
        return self.expires_at <= at
