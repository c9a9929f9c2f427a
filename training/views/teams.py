"""The mentor's pages: who needs her, the board, one person."""

from __future__ import annotations

import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from quizzes import permissions as quiz_acts
from training import matrix, permissions, staff, teams
from training.models import User
from training.people import Standing
from training.permissions import CERTIFY, Place, standing_of

ASSIGNED = "assigned"  # in the session: what was assigned a moment ago, until it is shown


def led(request: HttpRequest) -> Standing:
    """Where she stands, for pages about the people she leads; 404 for whoever leads nobody."""
    standing = standing_of(request)
    if standing.clinic is None or not permissions.may(standing, permissions.VIEW_PERSON):
        raise Http404
    return standing


def person_for(standing: Standing, public_id: uuid.UUID, act: str | None = None) -> User:
    """Somebody in sight, else 404; towards whom she may do this, else 403."""
    in_sight = permissions.people_for(standing, permissions.VIEW_PERSON)
    person = get_object_or_404(in_sight, public_id=public_id)
    if act and not permissions.people_for(standing, act).filter(pk=person.pk).exists():
        raise PermissionDenied
    return person


@require_GET
def team_board(request: HttpRequest) -> HttpResponse:
    """Today, then people x modules; filtered, sorted and paged by the query string."""
    standing = led(request)
    asked = request.GET
    q = " ".join(asked.get("q", "").replace("\x00", "").split())[:100]
    state = asked.get("state", "")
    state = state if state in teams.STATES else ""
    sort = "need" if asked.get("sort") == "need" else "name"
    page = _page(asked.get("page", ""))
    board = teams.board(
        standing=standing, at=timezone.now(), page=page, q=q, state=state, sort=sort
    )
    context = {"board": board, "q": q, "state": state, "sort": sort, "clinic": standing.clinic}
    context["assigned"] = request.session.pop(ASSIGNED, ())
    context["may_mark"] = permissions.may(standing, quiz_acts.MARK_ATTEMPT)
    context["may_assign"] = permissions.may(standing, permissions.ASSIGN)
    return render(request, "training/teams/board.html", context)


@require_GET
def person_detail(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    """One person: where she stands, what happened, what may be done."""
    standing = led(request)
    found = person_for(standing, person)
    at = timezone.now()
    page = teams.person_page(standing=standing, person=found, at=at)
    goals = matrix.of_person(found, standing.clinic, at=at)
    context = {"page": page, "clinic": standing.clinic, "goals": goals}
    context["onlookers"] = staff.onlookers(found, standing.clinic)
    context["may_certify"] = request.user.has_perm(CERTIFY, Place(found, standing.clinic))
    return render(request, "training/teams/person.html", context)


def _page(text: str) -> int:
    """A page's number from the address; the first for anything that is none."""
    return int(text) or 1 if text.isascii() and text.isdigit() and len(text) < 5 else 1
