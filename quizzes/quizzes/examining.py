"""Who is still to be examined on a quiz: she reads no key of it, whatever else is her task."""

from __future__ import annotations

from collections.abc import Collection

from django.db import models

from quizzes import permissions
from quizzes.models import Preset, Quiz, Result


def examines(user: models.Model, quizzes: Collection[int]) -> frozenset[int]:
    """Which of these quizzes are exams that she has begun, in whatever space, or that are asked of
    her, and that she has not passed. Three queries at most, one where she has to do with none."""
    asked = permissions.ask("ASKED")(user, quizzes)
    begun = Quiz.objects.filter(pk__in=quizzes, attempts__user=user).values_list("pk", flat=True)
    hers = set(asked).union(begun)
    if not hers:
        return frozenset()
    exams = Quiz.objects.filter(pk__in=hers, preset=Preset.EXAM).values_list("pk", flat=True)
    passed = Result.objects.filter(user=user, quiz__in=hers, passed=True)
    return frozenset(exams) - set(passed.values_list("quiz_id", flat=True))
