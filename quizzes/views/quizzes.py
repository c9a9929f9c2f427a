"""A quiz before it starts: its rules, what came before, and the start."""

from __future__ import annotations

from decimal import ROUND_CEILING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from quizzes import attempts, permissions, quizzes, results
from quizzes.forms import before, seeing
from quizzes.quizzes import RulesPage

from .learner import go_on, quiz_of, space_of, zone_name


@require_safe
def quiz_detail(request: HttpRequest, quiz: str) -> HttpResponse:
    """What she should know before she starts."""
    space, now = space_of(request), timezone.now()
    page = quizzes.rules_page(user=request.user, quiz=quiz_of(space, quiz), space=space, at=now)
    told = results.outcomes([one.attempt for one in page.past], at=now)
    past = [(one, told[one.attempt.pk]) for one in page.past[::-1]]
    context = _rules(page) | {
        "trail": [(crumb.url, crumb.title) for crumb in page.crumbs],
        "past": past,
        "comes_later": any(not seen.score for _, seen in past),
    }
    return render(request, "quizzes/quizzes/detail.html", context)


@require_safe
def quiz_preview(request: HttpRequest, quiz: str) -> HttpResponse:
    """For those who answer for a quiz: its rules as a learner reads them, and what will be seen
    when. 404 for learners."""
    space, now = space_of(request), timezone.now()
    found = quiz_of(space, quiz)
    if not request.user.has_perm(permissions.PREVIEW_QUIZ, space):
        raise Http404
    page = quizzes.rules_page(user=request.user, quiz=found, space=space, at=now)
    things = list(seeing.things().values())
    moments = [
        (moment.title, list(zip(things, moment.cells, strict=True)))
        for moment in seeing.matrix(page.policy, found.preset)
    ]
    context = _rules(page) | {"things": things, "moments": moments}
    return render(request, "quizzes/quizzes/preview.html", context)


def _rules(page: RulesPage) -> dict[str, object]:
    """What the rules say, in words."""
    policy, preset = page.policy, page.quiz.preset
    return {
        "page": page,
        "policy": policy,
        "window": page.given.window(policy.window),
        "own_time": before.own_time(page),
        "tries": before.tries(policy, preset),
        "certainty": before.certainty(policy),
        "afterwards": seeing.afterwards(policy, preset),
        "needed": points_needed(page),
        "attempts": before.attempts(page),
        "pause": policy.pauses[0] if len(set(policy.pauses)) == 1 else None,
        "zone": zone_name(),
    }


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
