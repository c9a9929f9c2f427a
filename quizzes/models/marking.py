"""What an answer was worth, who said so, and what was decided by it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from .append_only import AppendOnly, AppendOnlyQuerySet
from .attempts import Attempt, AttemptItem, Response
from .bank import Belief, QuestionVersion, Space
from .quizzes import Quiz

PERSON = settings.AUTH_USER_MODEL


class Mark(AppendOnly):
    """A fraction 0..1, seven places; null while a person must still look. A correction is a new
    mark with a higher number. No `by` = marked by the engine against `version`; otherwise by the
    ruling or the judgement of that person."""

    class State(models.TextChoices):
        RIGHT = "right"
        PARTLY = "partly"
        WRONG = "wrong"
        BLANK = "blank"
        WAITING = "waiting"
        VOID = "void"  # the question counts for nobody

    item = models.ForeignKey(AttemptItem, models.PROTECT, related_name="marks")
    number = models.PositiveIntegerField()
    response = models.ForeignKey(Response, models.PROTECT, null=True, blank=True)
    version = models.ForeignKey(QuestionVersion, models.PROTECT)
    fraction = models.DecimalField(max_digits=8, decimal_places=7, null=True, blank=True)
    state = models.CharField(max_length=10, choices=State)
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="marks")
    reason_digest = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="one_mark_per_number"),
            models.CheckConstraint(
                condition=Q(fraction__isnull=True) | Q(fraction__range=(0, 1)),
                name="fraction_is_0_to_1",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} m{self.number}: {self.fraction}"


class MarkNote(models.Model):
    """What the marker wrote: apart, so that it can be erased while the mark stays."""

    mark = models.OneToOneField(Mark, models.PROTECT, related_name="note")
    text = models.TextField()

    def __str__(self) -> str:
        return f"note on {self.mark_id}"


class MarkBelief(AppendOnly):
    """A belief that an answer revealed, with how sure she was; written when it was graded."""

    mark = models.ForeignKey(Mark, models.PROTECT, related_name="beliefs")
    belief = models.ForeignKey(Belief, models.PROTECT, related_name="seen")
    choice = models.CharField(max_length=40)
    certainty = models.PositiveSmallIntegerField(null=True, blank=True)
    user = models.ForeignKey(PERSON, models.PROTECT, related_name="beliefs_seen")
    space = models.ForeignKey(Space, models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["space", "user", "belief"], name="beliefs_of_a_person")]

    def __str__(self) -> str:
        return f"{self.belief_id} in {self.mark_id}"


class ResultQuerySet(AppendOnlyQuerySet):
    """Results by whether they still say how an attempt went."""

    def standing(self) -> ResultQuerySet:
        """Of each attempt the one that no later number has corrected."""
        newer = Result.objects.filter(attempt=OuterRef("attempt"), number__gt=OuterRef("number"))
        return self.filter(~Exists(newer))


class Result(AppendOnly):
    """What was decided: the newest number of an attempt stands. `at` is when the attempt ended,
    also of a correction: what she knew, she knew then. Null score = not yet known;
    null `passed` = a quiz without a pass mark."""

    attempt = models.ForeignKey(Attempt, models.PROTECT, related_name="results")
    number = models.PositiveIntegerField()
    user = models.ForeignKey(PERSON, models.PROTECT, related_name="results")
    quiz = models.ForeignKey(Quiz, models.PROTECT, related_name="results")
    space = models.ForeignKey(Space, models.PROTECT, related_name="results")
    score = models.DecimalField(max_digits=6, decimal_places=5, null=True, blank=True)
    must_not_miss_right = models.BooleanField(default=True)
    passed = models.BooleanField(null=True, blank=True)
    at = models.DateTimeField()

    objects = ResultQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["attempt", "number"], name="one_result_per_number"),
        ]
        indexes = [models.Index(fields=["space", "user", "quiz"], name="results_of_a_person")]

    def __str__(self) -> str:
        return f"{self.attempt_id} r{self.number}: {self.score}"
