"""An exam she sits: whatever else she may not do now, her answers are taken."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import Resolver404, resolve

from quizzes.models import Attempt

PAGES = frozenset(
    f"quizzes:attempt-{page}" for page in ("detail", "item", "files", "file", "submit")
)


def sits_exam(request: HttpRequest) -> bool:
    """Whether this page belongs to an attempt of hers that is open."""
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return False
    if match.view_name not in PAGES:
        return False
    hers = Attempt.objects.filter(user=request.user, state=Attempt.State.OPEN)
    return hers.filter(public_id=match.kwargs["attempt"]).exists()
