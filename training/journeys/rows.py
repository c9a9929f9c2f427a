"""Rows that a path is made of, asked once for everybody or for her."""

from __future__ import annotations

import datetime as dt

from django.db.models import OuterRef, Subquery

from quizzes.models import QuizRevision
from training.models import Assignment, Clinic, SignoffRevision, User


def newest_quizzes(quizzes: list[int]) -> list[QuizRevision]:
    """The newest revision of each of these."""
    last = QuizRevision.objects.filter(quiz=OuterRef("quiz")).order_by("-number")
    rows = QuizRevision.objects.filter(quiz__in=quizzes, number=Subquery(last.values("number")[:1]))
    return list(rows.select_related("quiz"))


def newest_signoffs() -> list[SignoffRevision]:
    """The newest list of each module."""
    last = SignoffRevision.objects.filter(signoff=OuterRef("signoff")).order_by("-number")
    of_modules = SignoffRevision.objects.filter(signoff__module__isnull=False)
    rows = of_modules.filter(number=Subquery(last.values("number")[:1]))
    return list(rows.select_related("signoff"))


def assignments(user: User, clinic: Clinic) -> dict[int, Assignment]:
    """Per module, what is due first; without a day last."""
    rows = (
        Assignment.objects.current()
        .filter(person=user, clinic=clinic)
        .select_related("by", "quiz__module")
    )
    far = dt.date.max
    found: dict[int, Assignment] = {}
    for row in sorted(rows, key=lambda one: one.due_on or far, reverse=True):
        module = row.module_id or getattr(getattr(row.quiz, "module", None), "pk", None)
        found[module] = row
    return found
