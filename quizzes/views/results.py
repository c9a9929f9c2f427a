"""The end of an attempt: the look before handing in, the hand-in, and what came of it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from quizzes import attempts, contests, permissions, results
from quizzes.engine.behaviours import CHECK, EXAM
from quizzes.forms import corrections, outcome, seeing, surety
from quizzes.models import Attempt

from .learner import go_on, zone_name
from .timing import clock_of, now_of


@require_safe
def attempt_detail(request: HttpRequest, attempt: UUID) -> HttpResponse:
    """Every question with her answer, before she hands in; afterwards the result. With `?go=on`
    she goes on where she was. A page that stays open asks for the time alone."""
    now = timezone.now()
    if request.htmx:
        return _time(request, attempt, now)
    try:
        overview = attempts.overview(user=request.user, attempt_id=attempt, at=now)
    except Attempt.DoesNotExist:
        raise Http404 from None
    if overview.preset == CHECK:
        return redirect("quizzes:quiz-detail", overview.slug)
    if not overview.is_open:
        return redirect("quizzes:attempt-result", attempt)
    if request.GET.get("go") == "on" and overview.unanswered:
        return go_on(overview)
    return render(request, "quizzes/attempts/review.html", _review(overview, now))


def _time(request: HttpRequest, attempt: UUID, at: datetime) -> HttpResponse:
    """When it ends as it stands now; nothing where it has no end any more."""
    try:
        time = attempts.time_of(user=request.user, attempt_id=attempt)
    except Attempt.DoesNotExist:
        raise Http404 from None
    if time is None or time.ends_at is None:
        return HttpResponse(status=204)
    html = get_template("quizzes/attempts/_time.html").render(now_of(time.ends_at, at))
    return HttpResponse(html.strip())


def _review(overview: attempts.Overview, at: datetime) -> dict[str, object]:
    open_places = overview.unanswered
    return {
        "overview": overview,
        "is_exam": overview.preset == EXAM,
        "base": reverse("quizzes:attempt-detail", args=[overview.public_id]),
        "open_places": open_places,
        "flagged_places": overview.flagged,
        "back_to": (open_places or (1,))[0],
    } | clock_of(overview.timing, at)


@require_POST
def attempt_submit(request: HttpRequest, attempt: UUID) -> HttpResponse:
    """Hand in; a second time changes nothing."""
    try:
        attempts.submit(user=request.user, attempt_id=attempt, at=timezone.now())
    except Attempt.DoesNotExist:
        raise Http404 from None
    return redirect("quizzes:attempt-result", attempt)


@require_safe
def attempt_result(request: HttpRequest, attempt: UUID) -> HttpResponse:
    """What came of it, as far as it may be seen now."""
    try:
        page = results.page(viewer=request.user, attempt_id=attempt, at=timezone.now())
    except Attempt.DoesNotExist:
        raise Http404 from None
    except results.NotEnded as running:
        if running.attempt.user_id != request.user.pk:
            raise Http404 from None
        return redirect("quizzes:attempt-detail", attempt)
    context = _result(page, show_all=request.GET.get("show") == "all")
    context["surety"] = surety.summed(page.rows) if page.policy.certainty else ()
    context["contested"] = contests.of_attempt(page.attempt) if page.visible.correctness else {}
    context["may_correct"] = _may_correct(request, page)
    context |= {"leanings": _leanings(page), "promised": _promised(page)}
    return render(request, "quizzes/attempts/result.html", context)


def _promised(page: results.ResultPage) -> tuple[str, ...]:
    """What she will see of it, and when, where there is no score yet and nobody has to mark it."""
    if page.score is not None or page.waits or not page.is_own:
        return ()
    return seeing.afterwards(page.policy, page.attempt.quiz.preset)


def _leanings(page: results.ResultPage) -> tuple[results.Leaning, ...]:
    """How who sat it leans on scales, where it asked for a place on one."""
    if all(row.kind != "scale" or row.running for row in page.rows):
        return ()
    return results.leanings(user=page.attempt.user, space=page.attempt.space)


def _may_correct(request: HttpRequest, page: results.ResultPage) -> bool:
    """Whether to offer whoever reads somebody's exam to correct a question of it."""
    if page.is_own or page.attempt.quiz.preset != EXAM:
        return False
    return request.user.has_perm(permissions.REGRADE, page.attempt.space)


def _result(page: results.ResultPage, *, show_all: bool) -> dict[str, object]:
    missed = outcome.to_look_at(page.rows)
    held = outcome.held(page.beliefs, page.references)
    return {
        "page": page,
        "verdict": outcome.verdict(page),
        "empty": outcome.is_empty(page),
        "reasons": outcome.why_not(page),
        "points": outcome.parts(page),
        "act": outcome.act(page),
        "corrections": corrections.told(page),
        "held": held,
        "sure": any(one.note.was_sure for one in held),
        "missed": missed,
        "closed": outcome.closed(page.rows),
        "rows": page.rows if show_all or not missed else missed,
        "show_all": show_all or not missed,
        "mark": int((page.policy.pass_mark or 0) * 100),
        "zone": zone_name(),
        "trail": [(crumb.url, crumb.title) for crumb in page.crumbs],
    }
