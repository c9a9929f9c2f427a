"""How a quiz did: for those who answer for it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from quizzes import analysis, permissions
from quizzes.forms import alarms
from quizzes.models import Preset

from .learner import quiz_of, space_of


@require_safe
def quiz_analysis(request: HttpRequest, quiz: str) -> HttpResponse:
    """What is wrong with which question, then figures and plots. 404 for learners, and for what is
    no exam."""
    space = space_of(request)
    found = quiz_of(space, quiz)
    if found.preset != Preset.EXAM:
        raise Http404
    if not request.user.has_perm(permissions.VIEW_ANALYSIS, space):
        raise Http404
    page = analysis.page(viewer=request.user, quiz=found, space=space, at=timezone.now())
    context = {
        "page": page,
        "alarmed": [(row, alarms.said(row)) for row in page.alarmed],
        "may_correct": request.user.has_perm(permissions.REGRADE, space),
        "shares": any(row.shown.facility is not None for row in page.questions),
        "spread": any(row.shown.discrimination is not None for row in page.questions),
        "calibrated": any(bar.likely for bar in page.certainty),
    }
    return render(request, "quizzes/analysis/detail.html", context)
