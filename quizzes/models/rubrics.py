"""How a person found each criterion of a written answer."""

from __future__ import annotations

from django.db import models

from .append_only import AppendOnly
from .marking import Mark


class RubricMark(AppendOnly):
    """The level chosen for one criterion: what the fraction of its mark was made of. Both are keys
    of the version that the mark names."""

    mark = models.ForeignKey(Mark, models.PROTECT, related_name="rubric")
    criterion = models.CharField(max_length=64)
    level = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mark", "criterion"], name="one_level_per_criterion"),
        ]

    def __str__(self) -> str:
        return f"{self.mark_id} {self.criterion}: {self.level}"
