"""An owner's pages about the people of her clinic: the list, one person, her roles and teams."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from quizzes.permissions import protected
from training import people, staff
from training.forms.people import ANY, ROLE_WORDS, PlacesForm, RolesForm
from training.models import Team, User
from training.people import Standing
from training.permissions import MANAGE_PEOPLE

from .clinic import owned


def managed(request: HttpRequest, person: uuid.UUID) -> tuple[Standing, User]:
    """Where she stands as an owner, and somebody who works there or did; 404 for others."""
    standing = owned(request, MANAGE_PEOPLE)
    return standing, get_object_or_404(staff.known(standing.clinic), public_id=person)


def changed(request: HttpRequest, person: uuid.UUID) -> tuple[Standing, User]:
    """The same, for what nobody does to herself; 403 for that."""
    standing, found = managed(request, person)
    if found == request.user:
        raise PermissionDenied(own_words())
    return standing, found


def own_words() -> str:
    return _("Nobody changes their own roles. Ask another owner of the clinic.")


def refused_words(refusal: Exception) -> str:
    """Why a change of roles was refused, and what to do."""
    if isinstance(refusal, people.LastOwner):
        return _("A clinic needs an owner. Make somebody else an owner first.")
    if isinstance(refusal, people.HandOverFirst):
        return ngettext(
            "%(count)s person has this mentor. Hand that one over first, further down.",
            "%(count)s people have this mentor. Hand them over first, further down.",
            refusal.count,
        ) % {"count": refusal.count}
    return _("There is a new person on the list meanwhile. Look at it again.")


@require_GET
def clinic_people(request: HttpRequest) -> HttpResponse:
    """Everybody here with their roles, mentors and teams; searched, filtered, paged."""
    clinic, asked = owned(request, MANAGE_PEOPLE).clinic, request.GET
    q = staff.clean_query(asked.get("q", ""))
    role = asked.get("role", "") if asked.get("role") in ROLE_WORDS else ""
    state = asked.get("state", "") if asked.get("state") in staff.STATES else staff.STATES[0]
    team = _team(clinic, asked.get("team", ""))
    found = staff.listing(
        clinic=clinic, q=q, role=role, state=state, team=team, number=asked.get("page", 1)
    )
    context = {"found": found, "clinic": clinic, "q": q, "role": role, "state": state}
    context |= {"team": team, "roles": ROLE_WORDS, "filtered": bool(q or role or team)}
    context["now"] = timezone.now()
    return render(request, "training/people/list.html", context)


@require_GET
def staff_detail(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    """One person: what she is here, who can see what of her, what may be changed."""
    standing, found = managed(request, person)
    return _shown(request, standing, found)


@protected
@require_POST
def staff_roles(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    """Change what she is here."""
    standing, found = changed(request, person)
    form = _roles_form(standing, found, data=request.POST)
    if form.is_valid():
        place = {"person": found, "clinic": standing.clinic}
        try:
            people.set_roles(**place, **form.wanted(), by=request.user, at=timezone.now())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        except (people.LastOwner, people.HandOverFirst) as refusal:
            form.add_error("roles", refused_words(refusal))
        else:
            messages.success(request, _("Saved. It holds from %(name)s’s next click.") % _of(found))
            return redirect("training:staff-detail", person=found.public_id)
    return _shown(request, standing, found, roles=form)


@require_POST
def staff_teams(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    """Which teams she is in."""
    standing, found = managed(request, person)
    form = PlacesForm(request.POST, teams=Team.objects.filter(clinic=standing.clinic))
    if form.is_valid():
        place = {"person": found, "clinic": standing.clinic, "by": request.user}
        try:
            people.set_teams(**place, teams=form.wanted(), at=timezone.now())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The teams of %(name)s are saved.") % _of(found))
            return redirect("training:staff-detail", person=found.public_id)
    return _shown(request, standing, found, places=form)


def _shown(
    request: HttpRequest,
    standing: Standing,
    person: User,
    *,
    roles: RolesForm | None = None,
    places: PlacesForm | None = None,
) -> HttpResponse:
    page = staff.page(standing=standing, person=person, at=timezone.now())
    teams = list(Team.objects.filter(clinic=standing.clinic).order_by("name"))
    if places is None:
        initial = {"team": [str(one.public_id) for one in page.teams]}
        places = PlacesForm(teams=teams, initial=initial)
    context = {"page": page, "clinic": standing.clinic, "roles": ROLE_WORDS}
    context |= {"form": roles or _roles_form(standing, person, page=page), "places": places}
    status = 422 if request.method == "POST" else 200
    return render(request, "training/people/person.html", context, status=status)


def _roles_form(
    standing: Standing, person: User, *, page: staff.Page | None = None, data: object = None
) -> RolesForm:
    mentors = people.mentors_of(standing.clinic).exclude(pk=person.pk)
    initial = {}
    if page is not None:
        learns = page.learner
        mentor = str(learns.mentor.public_id) if learns and learns.mentor else ANY
        initial = {"roles": sorted(page.roles), "mentor": mentor, "job": page.job}
    give = people.grantable(standing)
    return RolesForm(data, grantable=give, mentors=mentors, initial=initial)


def _team(clinic: object, asked: str) -> Team | None:
    try:
        return Team.objects.filter(clinic=clinic, public_id=uuid.UUID(asked)).first()
    except ValueError:
        return None


def _of(person: User) -> dict[str, object]:
    return {"name": person}
