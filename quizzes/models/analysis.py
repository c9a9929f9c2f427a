"""What an item analysis came to, kept until another attempt has ended. Derived: never a fact."""

from __future__ import annotations

from django.db import models

from .bank import Space
from .quizzes import Quiz


class AnalysisRecord(models.Model):
    """`newest` is the result it was made up to; `figures` as `quizzes.analysis.figures` makes them,
    not yet reduced to what so few attempts can bear."""

    quiz = models.ForeignKey(Quiz, models.CASCADE, related_name="analyses")
    space = models.ForeignKey(Space, models.CASCADE, related_name="analyses")
    newest = models.BigIntegerField()
    figures = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["quiz", "space"], name="one_analysis_per_quiz_here"),
        ]

    def __str__(self) -> str:
        return f"{self.quiz_id} in {self.space_id} up to {self.newest}"
