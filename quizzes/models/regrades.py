"""What was ruled about a question that turned out to be wrong, and what that changed for whom."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from .append_only import AppendOnly, AppendOnlyQuerySet
from .attempts import Attempt
from .bank import Question, QuestionVersion, Space
from .marking import Mark, Result

PERSON = settings.AUTH_USER_MODEL


class RegradeQuerySet(AppendOnlyQuerySet):
    """Regrades by whether they hold."""

    def in_force(self) -> RegradeQuerySet:
        """Those that needed no second person, and those that one has approved."""
        return self.filter(Q(needs_second=False) | Q(verdict__approved=True))

    def waiting(self) -> RegradeQuerySet:
        """Those that no second person has looked at yet."""
        return self.filter(needs_second=True, verdict__isnull=True)


class Regrade(AppendOnly):
    """A ruling, in one space, about the answers to some versions of a question (`versions`: those
    with one key, `version` among them).

    `response` is the clean one that a treatment names; `target` the version that `newest` judges
    by. `plan_digest` is of the dry run that was shown when it was decided, `figures` what it came
    to. With `needs_second` it holds once another person has approved it.
    """

    class Treatment(models.TextChoices):
        VOID = "void"
        CREDIT_ALL = "credit_all"
        ACCEPT_ALSO = "accept_also"
        NEW_KEY = "new_key"
        NEWEST = "newest"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    space = models.ForeignKey(Space, models.PROTECT, related_name="regrades")
    question = models.ForeignKey(Question, models.PROTECT, related_name="regrades")
    version = models.ForeignKey(QuestionVersion, models.PROTECT, related_name="regrades")
    versions = models.JSONField()
    target = models.ForeignKey(
        QuestionVersion, models.PROTECT, null=True, blank=True, related_name="regrades_to"
    )
    treatment = models.CharField(max_length=20, choices=Treatment)
    response = models.JSONField(null=True, blank=True)
    never_lower = models.BooleanField()
    needs_second = models.BooleanField()
    plan_digest = models.CharField(max_length=64)
    figures = models.JSONField()
    reason_digest = models.CharField(max_length=64)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="regrades")
    at = models.DateTimeField()

    objects = RegradeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["space", "question"], name="regrades_of_a_question")]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.treatment}"


class RegradeReason(models.Model):
    """Why, in words: apart, so that they can be erased while the ruling stays."""

    regrade = models.OneToOneField(Regrade, models.PROTECT, related_name="reason")
    text = models.TextField()

    def __str__(self) -> str:
        return f"reason of {self.regrade_id}"


class RegradeVerdict(AppendOnly):
    """What the second person said, once."""

    regrade = models.OneToOneField(Regrade, models.PROTECT, related_name="verdict")
    approved = models.BooleanField()
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="regrade_verdicts")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.regrade_id}: {self.approved}"


class Correction(AppendOnly):
    """What one regrade changed in one attempt that had ended: one row, however often its job runs.

    `before` is the result that stood; `after` the one it made, null where only the mark differs.
    """

    regrade = models.ForeignKey(Regrade, models.PROTECT, related_name="corrections")
    attempt = models.ForeignKey(Attempt, models.PROTECT, related_name="corrections")
    mark = models.OneToOneField(Mark, models.PROTECT, related_name="correction")
    before = models.ForeignKey(Result, models.PROTECT, related_name="corrected")
    after = models.OneToOneField(
        Result, models.PROTECT, null=True, blank=True, related_name="correction"
    )
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["regrade", "attempt"], name="one_correction_per_attempt"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} by {self.regrade_id}"
