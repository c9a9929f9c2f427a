"""What a learner was asked, what she answered, and until when she may."""

from __future__ import annotations

import uuid
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q

from .append_only import AppendOnly
from .bank import Question, QuestionVersion, Space
from .quizzes import Quiz, QuizRevision, Slot

PERSON = settings.AUTH_USER_MODEL


class AttemptQuerySet(models.QuerySet):
    """Attempts by whose they are and how they stand."""

    def of(self, user: models.Model) -> AttemptQuerySet:
        return self.filter(user=user)

    def open(self) -> AttemptQuerySet:
        return self.filter(state=Attempt.State.OPEN)

    def ended(self) -> AttemptQuerySet:
        return self.filter(state=Attempt.State.SUBMITTED)

    def expired(self, at: object) -> AttemptQuerySet:
        """Open past their deadline; the caller adds the grace."""
        return self.open().filter(deadline_at__lt=at)


class Attempt(models.Model):
    """One sitting. `policy` is the effective policy at its start; the server's clock decides.
    `reached` is the question she has come to where they come one after another, else 0."""

    class State(models.TextChoices):
        OPEN = "open"
        SUBMITTED = "submitted"

    class EndedBy(models.TextChoices):
        LEARNER = "learner"
        DEADLINE = "deadline"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(PERSON, models.PROTECT, related_name="attempts")
    space = models.ForeignKey(Space, models.PROTECT, related_name="attempts")
    quiz = models.ForeignKey(Quiz, models.PROTECT, related_name="attempts")
    revision = models.ForeignKey(QuizRevision, models.PROTECT, related_name="attempts")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    policy = models.JSONField()
    seed = models.BinaryField(max_length=16)
    reached = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField()
    deadline_at = models.DateTimeField(null=True, blank=True, db_index=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=10, choices=EndedBy, blank=True)
    digest = models.CharField(max_length=64, blank=True)  # of its rows, when it ended

    objects = AttemptQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "quiz", "space", "number"], name="one_attempt_per_number"
            ),
            models.UniqueConstraint(
                fields=["user", "quiz", "space"],
                condition=Q(state="open"),
                name="one_open_attempt_per_quiz",
            ),
            models.CheckConstraint(
                condition=Q(state="open", submitted_at__isnull=True)
                | Q(state="submitted", submitted_at__isnull=False),
                name="an_ended_attempt_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quiz_id} #{self.number} of {self.user_id}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN


class AttemptItemQuerySet(models.QuerySet):
    """Items within the sight of one learner."""

    def open_for(self, user: models.Model) -> AttemptItemQuerySet:
        """The items she may answer: hers, in an attempt that has not ended."""
        return self.filter(attempt__user=user, attempt__state=Attempt.State.OPEN)


class AttemptItem(models.Model):
    """One question as it stands in one attempt: the pinned version and the realised order.

    `revision` is the number of the newest response: what a save must know to be accepted.
    """

    attempt = models.ForeignKey(Attempt, models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    slot = models.ForeignKey(Slot, models.PROTECT)
    question = models.ForeignKey(Question, models.PROTECT, related_name="items")
    version = models.ForeignKey(QuestionVersion, models.PROTECT, related_name="items")
    order = models.JSONField(default=list)
    weight = models.DecimalField(max_digits=7, decimal_places=3, default=Decimal(1))
    revision = models.PositiveIntegerField(default=0)
    flagged = models.BooleanField(default=False)

    objects = AttemptItemQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "position"], name="one_item_per_position"),
            models.UniqueConstraint(fields=["attempt", "question"], name="no_question_twice"),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id}/{self.position}"


class Response(AppendOnly):
    """One answer, numbered. A new answer is a new row. Null `body` = she took it back."""

    item = models.ForeignKey(AttemptItem, models.PROTECT, related_name="responses")
    number = models.PositiveIntegerField()
    body = models.JSONField(null=True, blank=True)
    certainty = models.PositiveSmallIntegerField(null=True, blank=True)
    text_digest = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="one_response_per_number"),
            models.CheckConstraint(
                condition=Q(certainty__isnull=True) | Q(certainty__range=(1, 3)),
                name="certainty_is_1_to_3",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} r{self.number}"


class ResponseText(models.Model):
    """What she typed: apart, so that it can be erased while the response and its digest stay."""

    response = models.OneToOneField(Response, models.PROTECT, related_name="typed")
    text = models.TextField()

    def __str__(self) -> str:
        return f"text of {self.response_id}"
