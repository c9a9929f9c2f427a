"""What holds in a clinic's own country, beside a statement that depends on local law."""

from __future__ import annotations

from django.db import models

from quizzes.models import AppendOnly

from .claims import Claim, ClaimRevision
from .people import Clinic, User


class LocalRule(AppendOnly):
    """The clinic's text for one claim as it was saved. `wording` is what the claim said then;
    `checked_on` None = the text was taken back, and the shared note holds again."""

    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="local_rules")
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="local_rules")
    number = models.PositiveIntegerField()
    wording = models.ForeignKey(ClaimRevision, models.PROTECT)
    checked_on = models.DateField(null=True, blank=True)
    words_digest = models.CharField(max_length=64)
    by = models.ForeignKey(User, models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "claim", "number"], name="one_local_rule_per_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} r{self.number} at {self.clinic_id}"


class LocalRuleWords(models.Model):
    """What the owner typed: apart from the guarded row, so that it can be erased."""

    rule = models.OneToOneField(LocalRule, models.PROTECT, related_name="words")
    text = models.TextField(blank=True)
    law = models.TextField(blank=True)
    checked_by = models.CharField(max_length=150, blank=True)

    def __str__(self) -> str:
        return f"words of {self.rule_id}"
