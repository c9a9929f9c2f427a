"""A check inside a lesson: answered in place, explained at once."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from quizzes import attempts
from quizzes.engine.behaviours import CHECK
from quizzes.engine.kinds import GROWING
from quizzes.engine.kinds.base import ResponseError
from quizzes.forms import asked, responses
from quizzes.models import AttemptItem, Quiz, Space

from .learner import quiz_of, space_of


@require_POST
def check_answer(request: HttpRequest, quiz: str, key: str) -> HttpResponse:
    """Save a try; the check comes back explained, in place or in its lesson."""
    space = space_of(request)
    found, problem = quiz_of(space, quiz), ""
    if found.preset != CHECK:
        raise Http404
    try:
        check = _try(request, found, space, key)
    except ValidationError as error:
        check, problem = None, responses.problems(error)[0][1]
    except (AttemptItem.DoesNotExist, Quiz.DoesNotExist, attempts.NotOpen):
        raise Http404 from None
    if check is None:
        check = attempts.checks(user=request.user, quiz=found, space=space).get(key)
    if check is None:
        raise Http404
    if not problem and check.feedback is None and check.kind not in GROWING:
        problem = _("Answer all of it, and you will see how it stands.")
    return _shown(request, found, check, problem)


def _shown(
    request: HttpRequest,
    quiz: Quiz,
    check: attempts.CheckItem,
    problem: str,
    *,
    did: str = "answered",
) -> HttpResponse:
    """The check in its place. Without script it stands in its lesson, or alone while something is
    still to do."""
    back = _back(request, quiz)
    if not problem and not request.htmx:
        return redirect(f"{back}#check-{check.key}")
    context = {"check": check, "quiz": quiz, "back": back, "problem": problem, did: True}
    if problem and request.POST.get("kind") == check.kind:
        context["unsent"] = asked.question(check.delivery, request.POST)
    name = "_check" if request.htmx else "alone"
    status = 422 if problem else 200
    return render(request, f"quizzes/checks/{name}.html", context, status=status)


def _try(request: HttpRequest, quiz: Quiz, space: Space, key: str) -> attempts.CheckItem:
    """Raises ValidationError for what is no answer, DoesNotExist for what is no check."""
    place = {"user": request.user, "quiz": quiz, "space": space, "question_key": key}
    given = responses.response(request.POST)
    if given is None:
        raise responses.nothing(request.POST.get("kind", ""))
    try:
        return attempts.answer_check(**place, response=given, at=timezone.now())
    except ResponseError as error:
        raise responses.unfit(error) from None


@require_POST
def check_compared(request: HttpRequest, quiz: str, key: str) -> HttpResponse:
    """Remember what she says of her own text beside the rubric."""
    space = space_of(request)
    found, problem = quiz_of(space, quiz), ""
    place = {"user": request.user, "quiz": found, "space": space}
    try:
        met, revision = responses.compared(request.POST)
        attempts.self_check(
            **place, question_key=key, met=met, revision=revision, at=timezone.now()
        )
    except AttemptItem.DoesNotExist:
        raise Http404 from None
    except (ResponseError, ValidationError):
        problem = _("Something was lost on the way. Please tick and send once more.")
    except attempts.Stale:
        problem = _("You have written a newer text since. Here it is: please tick again.")
    return _shown(request, found, attempts.checks(**place)[key], problem, did="compared")


def _back(request: HttpRequest, quiz: Quiz) -> str:
    """The lesson she came from, if it is a page of ours; else the checks' own page."""
    back = request.POST.get("next", "")
    hosts, https = {request.get_host()}, request.is_secure()
    if back.startswith("/") and url_has_allowed_host_and_scheme(back, hosts, require_https=https):
        return back.partition("#")[0]
    return reverse("quizzes:quiz-detail", args=[quiz.slug])
