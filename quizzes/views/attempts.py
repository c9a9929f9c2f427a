"""Sitting an attempt: one question a page, saved while it is answered.

The whole page and the fragment that answers a save share one address. What a save answers with
names its outcome in `data-outcome`; attempt.js reads nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import get_template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from quizzes import attempts
from quizzes.engine.behaviours import CHECK
from quizzes.engine.certainty import LEVELS
from quizzes.engine.kinds import GROWING
from quizzes.engine.kinds.base import ResponseError
from quizzes.forms import asked, responses
from quizzes.forms.surety import levels
from quizzes.models import Attempt, AttemptItem

from .learner import zone_name
from .timing import clock_of, now_of

Problems = tuple[tuple[str, str], ...]
FLAGS = {"flag": True, "unflag": False}


@require_http_methods(["GET", "HEAD", "POST"])
def attempt_item(request: HttpRequest, attempt: UUID, position: int) -> HttpResponse:
    """One question: shown, or saved."""
    now = timezone.now()
    if request.method == "POST":
        return _save(request, attempt, position, now)
    try:
        page = page_of(request, attempt, position, now)
    except attempts.NotHere as elsewhere:
        return redirect("quizzes:attempt-item", attempt, elsewhere.reached)
    if page.attempt.quiz.preset == CHECK:
        return redirect("quizzes:quiz-detail", page.attempt.quiz.slug)
    if not page.attempt.is_open:
        return redirect("quizzes:attempt-result", attempt)
    return render(request, "quizzes/attempts/item.html", context_of(page, now))


def page_of(request: HttpRequest, attempt: UUID, position: int, at: datetime) -> attempts.Page:
    """Her question at this place; 404 when it is not hers or not there. Raises NotHere."""
    try:
        return attempts.page(user=request.user, attempt_id=attempt, position=position, at=at)
    except (Attempt.DoesNotExist, AttemptItem.DoesNotExist):
        raise Http404 from None


def context_of(page: attempts.Page, at: datetime, **more: object) -> dict[str, object]:
    """What the page of one question prints; `more` may bring other values for its fields."""
    return (
        {
            "page": page,
            "item": page.item,
            "certainty": page.item.certainty,
            "revision": page.item.revision,
            "is_deferred": page.is_deferred,
            "levels": levels(),
        }
        | clock_of(page.timing, at)
        | more
    )


def _save(request: HttpRequest, attempt: UUID, position: int, at: datetime) -> HttpResponse:
    """Store what was sent and say what became of it."""

    def act() -> HttpResponse:
        answer, saved = store(request, attempt, position, at)
        if request.POST.get("go") == "check" and saved.mark is None and answer.response is None:
            return _choose(request, attempt, position, at)
        return _saved(request, attempt, position, answer, saved, at)

    return refusals(request, attempt, position, at, act)


def refusals(
    request: HttpRequest,
    attempt: UUID,
    position: int,
    at: datetime,
    act: Callable[[], HttpResponse],
) -> HttpResponse:
    """What `act` answers; where it is refused, why, with what was sent still there."""
    try:
        return act()
    except AttemptItem.DoesNotExist:
        raise Http404 from None
    except ValidationError as error:
        return _refused(request, attempt, position, responses.problems(error), at)
    except (attempts.AttemptClosed, attempts.TooLate) as over:
        return _over(request, attempt, position, over, at)
    except attempts.NotHere as elsewhere:
        return _elsewhere(request, attempt, elsewhere)
    except attempts.Stale as stale:
        return _stale(request, attempt, position, stale, at)


def store(
    request: HttpRequest, attempt: UUID, position: int, at: datetime
) -> tuple[responses.Answer, attempts.Saved]:
    """Save the answer that was posted. Raises ValidationError and what `attempts.answer` does."""
    place = {"user": request.user, "attempt_id": attempt, "position": position}
    answer, leave = responses.read(request.POST), request.POST.get("go") == "next"
    try:
        saved = attempts.answer(**place, **asdict(answer), at=at, leave=leave)
    except ResponseError as error:
        raise responses.unfit(error) from None
    if (flagged := FLAGS.get(request.POST.get("go", ""))) is not None:
        attempts.flag(**place, flagged=flagged)
    return answer, saved


def _saved(
    request: HttpRequest,
    attempt: UUID,
    position: int,
    answer: responses.Answer,
    saved: attempts.Saved,
    at: datetime,
) -> HttpResponse:
    unfolds = request.POST.get("kind") in GROWING  # the page says itself what comes next
    if request.POST.get("go") == "check" and saved.mark is None and not unfolds:
        messages.info(request, _("Saved. Answer all of it, and you will see how it stands."))
    if not request.htmx:
        return _onward(request, attempt, position)
    answered = answer.response is not None and (saved.complete or not unfolds)
    more = now_of(saved.deadline, at) | {"saved": saved, "answered": answered}
    return _fragment("_saved", 200, **more)


def _choose(request: HttpRequest, attempt: UUID, position: int, at: datetime) -> HttpResponse:
    """She asked how it stands and has chosen nothing yet."""
    if request.htmx:
        return _fragment("_choose", 422)
    page = page_of(request, attempt, position, at)
    return _again(request, page, at, 422, choose=True)


def _onward(request: HttpRequest, attempt: UUID, position: int) -> HttpResponse:
    """Where the button that was pressed leads to."""
    go = request.POST.get("go", "next")
    if go == "next":
        position += 1
    elif go == "back":
        position = max(1, position - 1)
    elif go == "review":
        return redirect("quizzes:attempt-detail", attempt)
    elif go.isascii() and go.isdecimal() and len(go) < 4:
        position = int(go)
    items = AttemptItem.objects.filter(attempt__public_id=attempt, position=position)
    if not items.exists():
        return redirect("quizzes:attempt-detail", attempt)
    return redirect("quizzes:attempt-item", attempt, position)


def _refused(
    request: HttpRequest, attempt: UUID, position: int, problems: Problems, at: datetime
) -> HttpResponse:
    """What was sent is no answer to this question: it stays in the fields, with what to do."""
    if request.htmx:
        return _fragment("_refused", 422, problems=problems)
    page = page_of(request, attempt, position, at)
    return _again(request, page, at, 422, problems=problems)


def _stale(
    request: HttpRequest, attempt: UUID, position: int, stale: attempts.Stale, at: datetime
) -> HttpResponse:
    """Something newer is stored: both stand on the page, and she chooses."""
    page = page_of(request, attempt, position, at)
    if isinstance(stale, attempts.Locked):  # explained already: nothing to choose, only to go on
        return _fragment("_locked", 409) if request.htmx else _onward(request, attempt, position)
    conflict = {
        "stored": asked.in_words(page.item.delivery, stale.response),
        "stored_at": stale.at,
        "stored_certainty": {level: word for level, word, _ in levels()}.get(stale.certainty),
        "revision": stale.revision,
    }
    if request.htmx:
        return _fragment("_stale", 409, **conflict)
    return _again(request, page, at, 409, **conflict, conflict=True)


def _elsewhere(request: HttpRequest, attempt: UUID, elsewhere: attempts.NotHere) -> HttpResponse:
    """Questions come one after another here: to the one she has come to."""
    if request.htmx:
        return _fragment("_passed_by", 409)
    return redirect("quizzes:attempt-item", attempt, elsewhere.reached)


def _over(
    request: HttpRequest, attempt: UUID, position: int, over: Exception, at: datetime
) -> HttpResponse:
    """It came too late. What she wrote stays on the page, to be read and copied."""
    page = page_of(request, attempt, position, at)
    status = 403 if isinstance(over, attempts.TooLate) else 410
    context = {"attempt": page.attempt, "item": page.item, "zone": zone_name()}
    if request.htmx:
        return _fragment("_over", status, **context)
    try:
        context["sent"] = asked.in_words(page.item.delivery, responses.response(request.POST))
    except ValidationError:
        context["sent"] = ()
    return render(request, "quizzes/attempts/over.html", context, status=status)


def _again(
    request: HttpRequest, page: attempts.Page, at: datetime, status: int, **more: object
) -> HttpResponse:
    """The page once more, with what was sent in its fields."""
    question = asked.question(page.item.delivery, request.POST)
    level = request.POST.get("certainty", "")
    certainty = int(level) if level in {str(one) for one in LEVELS} else None
    context = context_of(page, at, question=question, certainty=certainty, **more)
    return render(request, "quizzes/attempts/item.html", context, status=status)


def _fragment(name: str, status: int, **context: object) -> HttpResponse:
    """A small part of the page. Without a request, so that no page frame is asked for."""
    html = get_template(f"quizzes/attempts/{name}.html").render(context)
    return HttpResponse(html.strip(), status=status)
