"""What a mentor gives one person beside the rules: an exception at a quiz, more time everywhere.

Where an attempt runs whose end would move, the page says so first; `confirm` names the end that was
shown, so that nobody agrees to another one.
"""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from quizzes import grants
from quizzes import permissions as quiz_acts
from training import assignments, teams
from training.assignments import Sitting
from training.forms.accommodations import AccommodationForm, EndForm
from training.forms.grants import GrantForm, PickForm
from training.models import User
from training.people import Standing

from .teams import led, person_for

Moves = tuple[grants.Move, ...]


@require_http_methods(["GET", "POST"])
def person_grant(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    """An exception at one quiz: which one first, then what."""
    standing, at = led(request), timezone.now()
    found = person_for(standing, person, quiz_acts.GIVE_GRANT)
    sittings = {one.slug: one for one in assignments.offered_sittings()}
    sitting = sittings.get(request.POST.get("module") or request.GET.get("module", ""))
    if sitting is None:
        return _pick(request, found, list(sittings.values()))
    counted = teams.attempts_of(found, sitting, standing.clinic, at=at)
    form = GrantForm(request.POST or None, counted=counted, zone=teams.zone_words(), at=at)
    moves: Moves = ()
    if form.is_bound and form.is_valid():
        moves = _foreseen(standing, found, sitting, form, at)
        if _agreed(request, moves):
            _give(standing, found, sitting, form, at)
            messages.success(request, _given_words(found, sitting, form))
            return redirect("training:person-detail", person=found.public_id)
    context = {"form": form, "counted": counted, "sitting": sitting, "now": at}
    return _shown(request, "grant", found, moves, context)


@require_http_methods(["GET", "POST"])
def person_more_time(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    """More time everywhere: what holds, a new one, and the end of it."""
    standing, at = led(request), timezone.now()
    found = person_for(standing, person, quiz_acts.ACCOMMODATE)
    rows = teams.accommodations_of(found, standing.clinic, at=at)
    now = teams.current(rows)
    ends = request.method == "POST" and "end" in request.POST and now is not None
    form = AccommodationForm(None if ends else request.POST or None)
    end = EndForm(request.POST if ends else None)
    moves: Moves = ()
    if end.is_bound and end.is_valid():
        return _end(request, standing, found, end, at)
    if form.is_bound and form.is_valid():
        place = {"user": found, "space": standing.space, "factor": form.factor}
        moves = grants.foresee_factor(**place, at=at)
        if _agreed(request, moves):
            return _accommodate(request, standing, found, form, at)
    context = {"form": form, "end": end, "rows": rows, "now": now}
    return _shown(request, "more_time", found, moves, context)


def _shown(
    request: HttpRequest, name: str, person: User, moves: Moves, more: dict[str, object]
) -> HttpResponse:
    """The page; 422 where something is to be put right, 200 where only an agreement is missing."""
    context = {
        "person": person,
        "moves": moves,
        "confirm": _mark(moves),
        "zone": teams.zone_words(),
    }
    status = 422 if request.method == "POST" and not moves else 200
    return render(request, f"training/teams/{name}.html", context | more, status=status)


def _pick(request: HttpRequest, person: User, sittings: list[Sitting]) -> HttpResponse:
    asked = request.POST or (request.GET if "module" in request.GET else None)
    form = PickForm(asked, sittings=sittings)
    return _shown(request, "grant_pick", person, (), {"form": form})


def _mark(moves: Moves) -> str:
    """What is agreed to: which ends, to which moments."""
    return " ".join(f"{move.attempt.pk}:{move.will_be:%Y%m%dT%H%M%S}" for move in moves)


def _agreed(request: HttpRequest, moves: Moves) -> bool:
    return not moves or request.POST.get("confirm") == _mark(moves)


def _foreseen(
    standing: Standing, person: User, sitting: Sitting, form: GrantForm, at: dt.datetime
) -> Moves:
    given = form.given()
    place = {"user": person, "quiz": sitting.quiz, "space": standing.space}
    return grants.foresee(**place, minutes=given["minutes"], closes=given["closes"], at=at)


def _give(
    standing: Standing, person: User, sitting: Sitting, form: GrantForm, at: dt.datetime
) -> None:
    grants.give(
        user=person,
        quiz=sitting.quiz,
        space=standing.space,
        **form.given(),
        reason=form.cleaned_data["reason"],
        by=standing.user,
        at=at,
        ends=form.cleaned_data["ends"],
    )


def _given_words(person: User, sitting: Sitting, form: GrantForm) -> str:
    what = teams.given_words(**form.given())
    words = {"name": person, "what": what, "title": sitting.title}
    return _("%(name)s has %(what)s: %(title)s.") % words


def _accommodate(
    request: HttpRequest,
    standing: Standing,
    person: User,
    form: AccommodationForm,
    at: dt.datetime,
) -> HttpResponse:
    grants.accommodate(
        user=person,
        factor=form.factor,
        reason=form.cleaned_data["reason"],
        by=standing.user,
        at=at,
        ends=form.cleaned_data["ends"],
        space=standing.space,
    )
    words = {"name": person, "what": teams.factor_words(form.factor)}
    messages.success(request, _("%(name)s has %(what)s.") % words)
    return redirect("training:person-detail", person=person.public_id)


def _end(
    request: HttpRequest, standing: Standing, person: User, form: EndForm, at: dt.datetime
) -> HttpResponse:
    """A factor of 1 takes its place; what runs keeps its time."""
    given = {"factor": Decimal(1), "reason": form.cleaned_data["reason"], "by": standing.user}
    grants.accommodate(user=person, **given, at=at, space=standing.space)
    words = _("%(name)s has the same time as everybody from now on.") % {"name": person}
    messages.success(request, words)
    return redirect("training:person-detail", person=person.public_id)
