"""What people are told: one row for each message, how each wants to hear of it, a calendar link."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import models
from django.db.models import Q

from training.rules.mailing import DAILY, QUIET_FROM, QUIET_UNTIL, WEEKLY
from training.rules.notices import Kind

from .people import Clinic, User


class NoticeQuerySet(models.QuerySet):
    """Messages by what may be done with them."""

    def due(self, at: dt.datetime) -> NoticeQuerySet:
        """To be looked at by a sender: their time has come, or another sender never came back."""
        waiting = Q(state=Notice.State.WAITING, send_at__lte=at)
        left = Q(state=Notice.State.SENDING, lease_until__lte=at)
        return self.filter(waiting | left)

    def shown_to(self, person: User, clinics: list[int]) -> NoticeQuerySet:
        """Her inbox: of the clinics she belongs to, without what was no longer so when its turn
        came."""
        hers = self.filter(person=person, clinic__in=clinics)
        return hers.exclude(state=Notice.State.DROPPED)


class Notice(models.Model):
    """One message to one person about one thing: the inbox shows it, and a sender mails it.

    `subject` names the thing ("assignment:12"), `step` the rung of a ladder or the number of a
    change. `about` is the person it tells a mentor of, `by` whoever did it. `data` holds ids, codes
    and titles of the curriculum; what people typed is never in it, the words are made when it is
    read. `way` is how it is mailed, decided when its turn comes; `why` a code: what had ended when
    it was dropped, or what went wrong the last time. `claim` names the sender that has it.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        SENDING = "sending"
        SENT = "sent"
        KEPT = "kept"  # in the inbox alone: so she chose, or she had read it before
        DROPPED = "dropped"
        DEAD = "dead"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(User, models.PROTECT, related_name="notices")
    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=20)
    subject = models.CharField(max_length=60)
    step = models.CharField(max_length=20, blank=True)
    about = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="notices_about"
    )
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="notices_by")
    data = models.JSONField(default=dict)
    at = models.DateTimeField()
    send_at = models.DateTimeField()
    way = models.CharField(max_length=10, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    why = models.CharField(max_length=60, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    claim = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "subject", "kind", "step"], name="one_notice_per_step"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-at"], name="inbox_of_a_person"),
            models.Index(
                fields=["person"], condition=Q(read_at__isnull=True), name="notices_not_read"
            ),
            models.Index(
                fields=["send_at"],
                condition=Q(state__in=["waiting", "sending"]),
                name="notices_to_send",
            ),
            models.Index(fields=["clinic"], condition=Q(state="dead"), name="notices_that_died"),
            models.Index(
                fields=["claim"], condition=Q(claim__isnull=False), name="notices_claimed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.step} of {self.subject} to {self.person_id}"

    @property
    def word(self) -> Kind:
        return Kind(self.kind)


class NoticeChoice(models.Model):
    """How she wants to hear of one kind; without a row as `rules.mailing.USUAL` says."""

    person = models.ForeignKey(User, models.CASCADE, related_name="notice_choices")
    kind = models.CharField(max_length=20)
    way = models.CharField(max_length=10)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="one_choice_per_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.way}"


class NoticeTimes(models.Model):
    """When she may be mailed: how often in a digest, and which hours of her day are quiet."""

    class Digest(models.TextChoices):
        DAILY = DAILY
        WEEKLY = WEEKLY

    person = models.OneToOneField(User, models.CASCADE, related_name="notice_times")
    digest = models.CharField(max_length=10, choices=Digest, default=Digest.DAILY)
    quiet = models.BooleanField(default=True)
    quiet_from = models.TimeField(default=QUIET_FROM)
    quiet_until = models.TimeField(default=QUIET_UNTIL)

    def __str__(self) -> str:
        return f"times of {self.person_id}"


class CalendarLink(models.Model):
    """The secret address of her calendar: its digest alone is kept, so it can be shown once."""

    person = models.OneToOneField(User, models.CASCADE, related_name="calendar_link")
    digest = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"calendar of {self.person_id}"
