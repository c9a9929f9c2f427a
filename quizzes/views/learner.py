"""Who is learning, where, and which quizzes are in her sight."""

from __future__ import annotations

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from quizzes import attempts, permissions
from quizzes.models import Quiz, Space


def space_of(request: HttpRequest) -> Space:
    """Where she is learning now. 404 for somebody who belongs nowhere."""
    space = permissions.ask("SPACE")(request)
    if space is None:
        raise Http404
    return space


def quiz_of(space: Space, slug: str) -> Quiz:
    """A quiz of the shared curriculum or of her own space; 404 for any other."""
    found = Quiz.objects.filter(Q(space=None) | Q(space=space), retired_at=None)
    return get_object_or_404(found, slug=slug)


def go_on(overview: attempts.Overview) -> HttpResponse:
    """To the first question without an answer; to the review when each has one."""
    public_id = overview.public_id
    if overview.unanswered:
        return redirect("quizzes:attempt-item", public_id, overview.unanswered[0])
    return redirect("quizzes:attempt-detail", public_id)


def zone_name() -> str:
    """The town of her time zone, for times that matter: "Berlin"."""
    return timezone.get_current_timezone_name().rpartition("/")[2].replace("_", " ")
