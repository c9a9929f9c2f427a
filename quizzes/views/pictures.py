"""Photographs that questions are asked about."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from quizzes import pictures


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponse:
    """A photograph by its stored name, the SHA-256 of its bytes: who has not been shown it cannot
    know it. Like all that a signed-in person is sent, no cache keeps it."""
    try:
        data, kind = pictures.read(name)
    except FileNotFoundError:
        raise Http404 from None
    return HttpResponse(data, content_type=kind)
