"""Contesting a question or a mark, and answering it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from quizzes import contests, permissions, results
from quizzes.forms.contests import AnswerForm, ContestForm
from quizzes.models import Attempt, AttemptItem, Contest

from .learner import zone_name

PAGE_ROWS = 50


@require_http_methods(["GET", "HEAD", "POST"])
def contest_raise(request: HttpRequest, attempt: UUID, position: int) -> HttpResponse:
    """Say what is wrong with one question of an ended attempt of hers."""
    page, row = _row(request, attempt, position)
    if not page.is_own or row.running or not row.state:
        raise Http404
    form = ContestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        place = {"user": request.user, "attempt_id": attempt, "position": position}
        contests.contest(**place, **form.cleaned_data, at=timezone.now())
        messages.success(request, _("Sent. Your mentor answers within a week."))
        return redirect(f"{reverse('quizzes:attempt-result', args=[attempt])}?show=all")
    context = {"page": page, "row": row, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "quizzes/contests/raise.html", context, status=status)


@require_safe
def contest_list(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, or was answered, of the learners in her scope. 404 for whoever
    answers for nobody."""
    if not request.user.has_perm(permissions.MARK_ATTEMPT, _here(request)):
        raise Http404
    if request.htmx and "waiting" in request.GET:
        context = {"count": contests.in_sight(request.user).count()}
        return render(request, "quizzes/contests/_count.html", context)
    answered = request.GET.get("show") == "answered"
    found = contests.in_sight(request.user, answered=answered)
    page = Paginator(found, PAGE_ROWS).get_page(request.GET.get("page", 1))
    standing = contests.outcomes(page.object_list) if answered else {}
    context = {"page": page, "answered": answered, "now": timezone.now()}
    context["rows"] = [(one, standing.get(one.pk)) for one in page]
    return render(request, "quizzes/contests/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def contest_detail(request: HttpRequest, contest: UUID) -> HttpResponse:
    """One contest: the question as it may be seen now, the reason, the answer."""
    found = _in_sight(request, contest)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        contests.answer(contest=found, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Answered. The learner sees it with the result."))
        return redirect("quizzes:contest-list")
    attempt = found.item.attempt
    page, row = _row(request, attempt.public_id, found.item.position)
    context = {"contest": found, "page": page, "row": row, "form": form, "zone": zone_name()}
    context["may_correct"] = request.user.has_perm(permissions.REGRADE, found.space)
    context["outcome"] = contests.outcomes([found]).get(found.pk)
    status = 422 if form.is_bound else 200
    return render(request, "quizzes/contests/detail.html", context, status=status)


def _here(request: HttpRequest) -> object:
    """Where she stands, as a place that rights are asked for."""
    return permissions.ask("SPACE")(request)


def _in_sight(request: HttpRequest, contest: UUID) -> Contest:
    """A contest of somebody in her scope; 404 for any other, also her own."""
    scope = permissions.ask("SCOPE")(request.user)
    rows = Contest.objects.filter(scope).exclude(user=request.user)
    found = get_object_or_404(
        rows.select_related("user", "space", "item__attempt", "reason"), public_id=contest
    )
    if not request.user.has_perm(permissions.MARK_ATTEMPT, found):
        raise PermissionDenied
    return found


def _row(
    request: HttpRequest, attempt: UUID, position: int
) -> tuple[results.ResultPage, results.ResultRow]:
    """One question of a result, as far as it may be seen now; 404 where there is none."""
    try:
        page = results.page(viewer=request.user, attempt_id=attempt, at=timezone.now())
    except (Attempt.DoesNotExist, AttemptItem.DoesNotExist, results.NotEnded):
        raise Http404 from None
    row = next((one for one in page.rows if one.position == position), None)
    if row is None:
        raise Http404
    return page, row
