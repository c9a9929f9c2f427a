"""Practice: the quizzes that never count."""

from __future__ import annotations

from django.db.models import OuterRef, Q, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from quizzes import results
from quizzes.models import Attempt, Preset, Quiz, QuizRevision

from .learner import space_of


@require_safe
def practice_list(request: HttpRequest) -> HttpResponse:
    """Practice open to her, with how the last round went and what is running."""
    space = space_of(request)
    newest = QuizRevision.objects.filter(quiz=OuterRef("pk")).order_by("-number")
    hers = Attempt.objects.open().filter(user=request.user, space=space, quiz=OuterRef("pk"))
    quizzes = list(
        Quiz.objects.filter(Q(space=None) | Q(space=space), preset=Preset.PRACTICE, retired_at=None)
        .annotate(title=Subquery(newest.values("title")[:1]))
        .annotate(intro=Subquery(newest.values("intro")[:1]))
        .annotate(running=Subquery(hers.values("public_id")[:1]))
        .filter(title__isnull=False)
        .order_by("pk")  # as they were published: in the order of the modules
    )
    quizzes.sort(key=lambda quiz: quiz.running is None)  # rounds in hand come first
    best = results.best(users=[request.user], quizzes=quizzes, space=space)
    rows = [(quiz, best.get((request.user.pk, quiz.pk))) for quiz in quizzes]
    back = results.kept_back(user=request.user, space=space, at=timezone.now())
    return render(request, "quizzes/practice/list.html", {"rows": rows, "kept_back": back})
