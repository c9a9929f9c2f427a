"""What she says of her own text, beside the rubric."""

from __future__ import annotations

from django.db import models

from .append_only import AppendOnly
from .attempts import Response


class SelfCheck(AppendOnly):
    """The keys of the criteria she finds met in a text of hers; a new look is a new row.

    It is no mark: nothing is scored or passed by it, and nobody else decides anything with it.
    """

    response = models.ForeignKey(Response, models.PROTECT, related_name="self_checks")
    number = models.PositiveIntegerField()
    met = models.JSONField(default=list)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["response", "number"], name="one_self_check_per_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.response_id} s{self.number}"
