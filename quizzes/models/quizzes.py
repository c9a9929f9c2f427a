"""Quizzes as stable identities with published revisions; what is drawn, and by which rules."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q

from .append_only import AppendOnly
from .bank import Bank, Question, Space


class Preset(models.TextChoices):
    """When it is graded, what is shown when, and whether it counts."""

    PRACTICE = "practice"
    CHECK = "check"
    EXAM = "exam"


class Quiz(models.Model):
    """What people are assigned and what limits count for, whichever revision they sat."""

    slug = models.SlugField(max_length=120, unique=True)
    preset = models.CharField(max_length=10, choices=Preset)
    space = models.ForeignKey(Space, models.PROTECT, null=True, blank=True, related_name="quizzes")
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "quizzes"
        constraints = [
            # /quizzes/attempts/ is an address of its own
            models.CheckConstraint(
                condition=~Q(slug="attempts"), name="no_quiz_is_called_attempts"
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class QuizRevision(AppendOnly):
    """One published revision. A running attempt finishes on the revision it started on.

    `policy`: pass_mark (share as text, or null), minutes (or null), attempts (or null = endless),
    pauses (hours before attempt 2, 3, ...), certainty (asked or not).
    """

    quiz = models.ForeignKey(Quiz, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    intro = models.TextField(blank=True)
    policy = models.JSONField()
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["quiz", "number"], name="one_quiz_revision_per_number"),
        ]

    def __str__(self) -> str:
        return f"{self.quiz_id} r{self.number}"


class Slot(AppendOnly):
    """One row of the blueprint: a fixed question, or a rule by which questions are drawn."""

    revision = models.ForeignKey(QuizRevision, models.PROTECT, related_name="slots")
    position = models.PositiveSmallIntegerField()
    section = models.CharField(max_length=120, blank=True)
    question = models.ForeignKey(Question, models.PROTECT, null=True, blank=True)
    bank = models.ForeignKey(Bank, models.PROTECT, null=True, blank=True)
    uses = models.JSONField(default=list)  # Question.Use values; empty = graded
    objective = models.CharField(max_length=12, blank=True)
    kind = models.CharField(max_length=20, blank=True)
    must_not_miss = models.BooleanField(null=True, blank=True)
    is_case = models.BooleanField(default=False)
    tags = models.JSONField(default=list)  # a question needs each of these
    without = models.JSONField(default=list)  # and none of those
    count = models.PositiveSmallIntegerField(default=1)
    weight = models.DecimalField(max_digits=7, decimal_places=3, default=Decimal(1))

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "position"], name="one_slot_per_position"),
            models.CheckConstraint(
                condition=Q(question__isnull=False) | Q(bank__isnull=False),
                name="a_slot_names_a_question_or_a_bank",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.revision_id} slot {self.position}"
