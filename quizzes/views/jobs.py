"""Long work: how far it has come, for whoever asked for it."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from quizzes import permissions
from quizzes.forms import work
from quizzes.models import Job


@require_safe
def job_detail(request: HttpRequest, job: UUID) -> HttpResponse:
    """Its state in words, and the result when it is over. The page asks again by itself while it is
    not; without scripts there is a link."""
    found = get_object_or_404(Job.objects.select_related("space", "by"), public_id=job)
    if found.by_id != request.user.pk and not request.user.has_perm(permissions.VIEW_JOB, found):
        raise Http404
    template = "quizzes/jobs/_state.html" if request.htmx else "quizzes/jobs/detail.html"
    return render(request, template, {"job": found, "told": work.told(found)})
