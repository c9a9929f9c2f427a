"""What makes the rules of a quiz different for one person: exceptions, extra time, a factor."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q

from .attempts import Attempt
from .bank import Space
from .quizzes import Quiz

PERSON = settings.AUTH_USER_MODEL


class Grant(models.Model):
    """A mentor's exception for one person and quiz; also a renewal's fresh start.

    `attempts` and `minutes` are added to the quiz's own; `counts_from` leaves earlier attempts out
    of the limit; a grant holds until `ends`.
    """

    user = models.ForeignKey(PERSON, models.PROTECT, related_name="grants")
    quiz = models.ForeignKey(Quiz, models.PROTECT, related_name="grants")
    space = models.ForeignKey(Space, models.PROTECT, related_name="grants")
    attempts = models.PositiveSmallIntegerField(default=0)
    minutes = models.PositiveSmallIntegerField(default=0)
    opens = models.DateTimeField(null=True, blank=True)
    closes = models.DateTimeField(null=True, blank=True)
    counts_from = models.DateTimeField(null=True, blank=True)
    reason = models.TextField()
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="grants_given")
    at = models.DateTimeField()
    ends = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["user", "quiz", "space"], name="grants_of_a_person")]

    def __str__(self) -> str:
        return f"{self.quiz_id} for {self.user_id}"


class Extension(models.Model):
    """Seconds added to one running attempt."""

    attempt = models.ForeignKey(Attempt, models.PROTECT, related_name="extensions")
    seconds = models.PositiveIntegerField()
    reason = models.TextField()
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="extensions_given")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.attempt_id} +{self.seconds} s"


class Accommodation(models.Model):
    """More time everywhere for one person: 1.5 is half as much again."""

    user = models.ForeignKey(PERSON, models.PROTECT, related_name="accommodations")
    factor = models.DecimalField(max_digits=4, decimal_places=2, default=Decimal(1))
    reason = models.TextField()
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="accommodations_given")
    at = models.DateTimeField()
    ends = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(factor__range=(1, 5)), name="factor_is_1_to_5"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} x {self.factor}"
