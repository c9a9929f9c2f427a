"""Assigning: choose, look at who gets what, confirm; and taking back.

Every POST that is accepted ends in a redirect, so that Back and Reload never send a form again.
What was chosen is kept in the session meanwhile: hundreds of people do not fit in an address.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from training import assignments, permissions, teams
from training.forms.assignments import SHOWN, AssignForm, uuids
from training.models import Assignment, User
from training.people import Standing

from .teams import ASSIGNED, led, person_for

DRAFT = "assign-draft"  # in the session: what was chosen, until the next choice
MANY, ONE = ("person", "module", "quiz"), ("due_on", "note")
MOST = 1000  # values of one field that are kept


@require_http_methods(["GET", "POST"])
def team_assign(request: HttpRequest) -> HttpResponse:
    """The form; its preview; and, when that is confirmed, the act."""
    standing, at = led(request), timezone.now()
    if not permissions.may(standing, permissions.ASSIGN):
        raise Http404
    if request.method == "POST":
        return _posted(request, standing, at)
    if "preview" in request.GET:
        return _preview(request, standing, at)
    kept = _kept(request)
    form = _form(standing, at, kept, request.GET.get("q", ""))
    return _page(request, form, kept["person"], request.GET.get("q", ""))


@require_POST
def assignment_withdraw(request: HttpRequest, person: uuid.UUID, assignment: int) -> HttpResponse:
    """Take one assignment back."""
    standing = led(request)
    found = person_for(standing, person, permissions.ASSIGN)
    rows = Assignment.objects.filter(person=found, clinic=standing.clinic)
    row = get_object_or_404(rows.select_related("person", "clinic"), pk=assignment)
    assignments.withdraw(assignment=row, by=request.user, at=timezone.now())
    messages.success(request, _("Withdrawn. What %(name)s did stays.") % {"name": found})
    return redirect("training:person-detail", person=found.public_id)


@require_POST
def team_assign_undo(request: HttpRequest) -> HttpResponse:
    """Take back what she has just assigned, all of it."""
    standing, at = led(request), timezone.now()
    asked = [int(one) for one in request.POST.getlist("assignment") if _is_key(one)]
    rows = Assignment.objects.current().filter(clinic=standing.clinic, by=request.user)
    found = list(rows.filter(pk__in=asked[: assignments.AT_MOST]).select_related("person"))
    with transaction.atomic():
        for row in found:
            assignments.withdraw(assignment=row, by=request.user, at=at)
    words = ngettext("%(count)s task withdrawn.", "%(count)s tasks withdrawn.", len(found))
    messages.success(request, words % {"count": len(found)})
    return redirect("training:team-board")


def _posted(request: HttpRequest, standing: Standing, at: dt.datetime) -> HttpResponse:
    """Look for more people, change something, look at who gets what, or do it."""
    sent, q = request.POST, request.POST.get("q", "")
    if "find" in sent or "change" in sent:
        _keep(request)
        again = {"draft": "1"} | ({"q": q} if "find" in sent and q else {})
        return redirect(f"{reverse('training:team-assign')}?{urlencode(again)}")
    form = _form(standing, at, {"person": sent.getlist("person")}, q, data=sent)
    if not form.is_valid():
        return _page(request, form, sent.getlist("person"), q, status=422)
    if "confirm" in sent:
        return _assign(request, standing, form, at)
    _keep(request)
    return redirect(f"{reverse('training:team-assign')}?preview=1")


def _preview(request: HttpRequest, standing: Standing, at: dt.datetime) -> HttpResponse:
    """Who gets what, from what was kept; back to the form when that no longer holds."""
    kept = request.session.get(DRAFT)
    form = _form(standing, at, kept or {}, "", data=kept or {})
    if not form.is_valid():
        return redirect(f"{reverse('training:team-assign')}?draft=1")
    shares = assignments.preview(**form.wanted(), clinic=standing.clinic, at=at)
    new = sum(share.new for share in shares)
    context = {"shares": shares, "new": new, "data": form.cleaned_data}
    return render(request, "training/assignments/preview.html", context)


def _assign(
    request: HttpRequest, standing: Standing, form: AssignForm, at: dt.datetime
) -> HttpResponse:
    data = form.cleaned_data
    made = assignments.assign(
        **form.wanted(),
        clinic=standing.clinic,
        due_on=data["due_on"],
        note=data["note"],
        by=request.user,
        at=at,
    )
    if made.made:  # the board says so, and offers to undo it
        request.session[ASSIGNED] = [row.pk for row in made.made]
    else:
        messages.info(request, _("Nothing new: all of it was assigned or done already."))
    return redirect("training:team-board")


def _page(
    request: HttpRequest, form: AssignForm, chosen: list[str], q: str, status: int = 200
) -> HttpResponse:
    context = {"form": form, "q": q, "chosen": len(set(uuids(chosen)))}
    return render(request, "training/assignments/assign.html", context, status=status)


def _form(
    standing: Standing,
    at: dt.datetime,
    first: Mapping[str, object],
    q: str,
    data: Mapping[str, object] | None = None,
) -> AssignForm:
    """Bound to `data`, else with `first` filled in; the chosen people stand on top of the list."""
    people = permissions.people_for(standing, permissions.ASSIGN)
    shown = _shown(people, q, uuids(first.get("person", ())))
    return AssignForm(data, people=people, shown=shown, at=at, initial=dict(first))


def _keep(request: HttpRequest) -> None:
    kept: dict[str, object] = {name: request.POST.getlist(name)[:MOST] for name in MANY}
    kept |= {name: request.POST.get(name, "")[:MOST] for name in ONE}
    request.session[DRAFT] = kept


def _kept(request: HttpRequest) -> dict[str, object]:
    """What she chose before; for a fresh start what the address names."""
    if "draft" in request.GET and DRAFT in request.session:
        return request.session[DRAFT]
    return {name: request.GET.getlist(name) for name in MANY}


def _shown(people: QuerySet[User], q: str, chosen: list[uuid.UUID]) -> list[User]:
    """Whoever is chosen already, then the first of those who are looked for."""
    on_top = list(people.filter(public_id__in=chosen).order_by("name", "pk"))
    known = {one.pk for one in on_top}
    found = teams.named(people, q.replace("\x00", "")[:100])[:SHOWN]
    return [*on_top, *(one for one in found if one.pk not in known)]


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19
