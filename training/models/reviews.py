"""What a clinic's medical lead has read and signed: one edition of one module a row."""

from __future__ import annotations

from django.db import models

from quizzes.models import AppendOnly

from .curriculum import Module, ModuleEdition
from .people import Clinic, User


class ModuleReview(AppendOnly):
    """A medical lead reviewed this edition on this day; `by` is who recorded it here."""

    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="reviews")
    module = models.ForeignKey(Module, models.PROTECT, related_name="reviews")
    number = models.PositiveIntegerField()
    edition = models.ForeignKey(ModuleEdition, models.PROTECT, related_name="reviews")
    reviewed_on = models.DateField()  # a day where the clinic is
    words_digest = models.CharField(max_length=64)
    by = models.ForeignKey(User, models.PROTECT, related_name="reviews_recorded")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "module", "number"], name="one_review_per_number"
            ),
        ]

    def __str__(self) -> str:
        return f"review {self.number} of {self.module_id} at {self.clinic_id}"


class ReviewWords(models.Model):
    """Who reviewed it, as she calls herself, and her note: apart, so that it can be erased."""

    review = models.OneToOneField(ModuleReview, models.PROTECT, related_name="words")
    name = models.CharField(max_length=150)
    role = models.CharField(max_length=150)
    note = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"words of review {self.review_id}"


class ReviewWithdrawal(AppendOnly):
    """A sign-off that was recorded by mistake counts no longer; it stays on record."""

    review = models.OneToOneField(ModuleReview, models.PROTECT, related_name="withdrawal")
    reason_digest = models.CharField(max_length=64)
    by = models.ForeignKey(User, models.PROTECT)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"withdrawal of review {self.review_id}"


class WithdrawalReason(models.Model):
    """Why, in words."""

    withdrawal = models.OneToOneField(ReviewWithdrawal, models.PROTECT, related_name="reason")
    text = models.TextField()

    def __str__(self) -> str:
        return f"reason of withdrawal {self.withdrawal_id}"
