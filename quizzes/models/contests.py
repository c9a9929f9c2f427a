"""What a learner says is wrong with a question or a mark, and what was answered."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from .append_only import AppendOnly
from .attempts import AttemptItem
from .bank import Space

PERSON = settings.AUTH_USER_MODEL


class Contest(AppendOnly):
    """Her objection to one question of one attempt, to be answered until `due_at`."""

    class About(models.TextChoices):
        QUESTION = "question"
        MARK = "mark"

    public_id = models.UUIDField(unique=True, editable=False)
    item = models.ForeignKey(AttemptItem, models.PROTECT, related_name="contests")
    user = models.ForeignKey(PERSON, models.PROTECT, related_name="contests")
    space = models.ForeignKey(Space, models.PROTECT, related_name="contests")
    about = models.CharField(max_length=10, choices=About)
    text_digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    due_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "about"], name="one_contest_per_item_and_kind"),
        ]
        indexes = [models.Index(fields=["space", "user"], name="contests_of_a_person")]

    def __str__(self) -> str:
        return f"{self.about} of {self.item_id}"


class ContestText(models.Model):
    """Her reason: apart, so that it can be erased while the contest and its digest stay."""

    contest = models.OneToOneField(Contest, models.PROTECT, related_name="reason")
    text = models.TextField()

    def __str__(self) -> str:
        return f"reason of {self.contest_id}"


class ContestOutcome(AppendOnly):
    """What was decided; a later answer is a new number, and the newest stands."""

    class Decision(models.TextChoices):
        UPHELD = "upheld"
        DECLINED = "declined"

    contest = models.ForeignKey(Contest, models.PROTECT, related_name="outcomes")
    number = models.PositiveIntegerField()
    decision = models.CharField(max_length=10, choices=Decision)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="contests_answered")
    text_digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contest", "number"], name="one_outcome_per_number"),
        ]

    def __str__(self) -> str:
        return f"{self.contest_id} o{self.number}: {self.decision}"


class OutcomeText(models.Model):
    """The words of the answer, apart."""

    outcome = models.OneToOneField(ContestOutcome, models.PROTECT, related_name="words")
    text = models.TextField()

    def __str__(self) -> str:
        return f"words of {self.outcome_id}"
