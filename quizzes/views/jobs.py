"""Long work: how far it has come, for whoever asked for it; all of it, for the owner."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from quizzes import jobs, permissions
from quizzes.forms import work
from quizzes.models import Job

from .learner import space_of

PAGE_ROWS = 50


@require_safe
def job_list(request: HttpRequest) -> HttpResponse:
    """What is done in the background for her clinic, and what happens by itself. 404 for whoever
    does not own it."""
    space = space_of(request)
    if not request.user.has_perm(permissions.VIEW_JOB, space):
        raise Http404
    done = request.GET.get("show") == "done"
    page = Paginator(jobs.in_space(space, done=done), PAGE_ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "done": done,
        "rows": [(job, work.told(job)) for job in page],
        "scheduled": [
            (one, one.job and work.told(one.job), work.how_often(one.every))
            for one in jobs.scheduled()
        ],
        "stalled": jobs.stalled(at=timezone.now()),
    }
    return render(request, "quizzes/jobs/list.html", context)


@require_safe
def job_detail(request: HttpRequest, job: UUID) -> HttpResponse:
    """Its state in words, and the result when it is over. The page asks again by itself while it is
    not; without scripts there is a link."""
    found = _in_sight(request, job)
    failed = found.state == Job.State.FAILED
    may_retry = failed and request.user.has_perm(permissions.RETRY_JOB, found)
    template = "quizzes/jobs/_state.html" if request.htmx else "quizzes/jobs/detail.html"
    context = {"job": found, "told": work.told(found), "may_retry": may_retry}
    return render(request, template, context)


@require_POST
def job_again(request: HttpRequest, job: UUID) -> HttpResponse:
    """Have one that stopped tried again."""
    found = _in_sight(request, job)
    if not request.user.has_perm(permissions.RETRY_JOB, found):
        raise PermissionDenied
    if jobs.try_again(found, by=request.user, at=timezone.now()):
        messages.success(request, _("It is tried again now."))
    else:
        messages.info(request, _("It has not stopped, or somebody else was quicker."))
    return redirect("quizzes:job-detail", found.public_id)


def _in_sight(request: HttpRequest, job: UUID) -> Job:
    """Her own, or one that she may look at; 404 for any other."""
    found = get_object_or_404(Job.objects.select_related("space", "by"), public_id=job)
    if found.by_id != request.user.pk and not request.user.has_perm(permissions.VIEW_JOB, found):
        raise Http404
    return found
