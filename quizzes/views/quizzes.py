"""A quiz before it starts: its rules, what came before, and the start."""

from __future__ import annotations

from decimal import ROUND_CEILING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from quizzes import attempts, quizzes
from quizzes.forms import before
from quizzes.quizzes import RulesPage

from .learner import go_on, quiz_of, space_of, zone_name


@require_safe
def quiz_detail(request: HttpRequest, quiz: str) -> HttpResponse:
    """What she should know before she starts."""
    space, now = space_of(request), timezone.now()
    page = quizzes.rules_page(user=request.user, quiz=quiz_of(space, quiz), space=space, at=now)
    context = {
        "page": page,
        "policy": page.policy,
        "needed": points_needed(page),
        "attempts": before.attempts(page),
        "pause": page.policy.pauses[0] if len(set(page.policy.pauses)) == 1 else None,
        "zone": zone_name(),
        "trail": [(crumb.url, crumb.title) for crumb in page.crumbs],
        "past": page.past[::-1],
    }
    return render(request, "quizzes/quizzes/detail.html", context)


@require_POST
def quiz_start(request: HttpRequest, quiz: str) -> HttpResponse:
    """Begin, or go on with what is running; a second click finds the same attempt."""
    space, now = space_of(request), timezone.now()
    found = quiz_of(space, quiz)
    try:
        attempt = attempts.start(user=request.user, quiz=found, space=space, at=now)
    except attempts.NotOpen:
        return redirect("quizzes:quiz-detail", found.slug)
    return go_on(attempts.overview(user=request.user, attempt_id=attempt.public_id))


def points_needed(page: RulesPage) -> int | None:
    """How many points reach the pass mark, where the number of questions is certain."""
    if page.policy.pass_mark is None or page.count != page.count_most:
        return None
    exact = page.policy.pass_mark * page.count
    return int(exact.to_integral_value(rounding=ROUND_CEILING))
