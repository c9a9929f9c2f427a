"""The teams of a clinic: make one, rename it, close it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from training import people
from training.forms.people import TeamForm
from training.models import Team
from training.permissions import MANAGE_PEOPLE

from .clinic import owned


@require_http_methods(["GET", "POST"])
def team_groups(request: HttpRequest) -> HttpResponse:
    """The teams there are, how large each is, and a new one."""
    clinic = owned(request, MANAGE_PEOPLE).clinic
    form = TeamForm(request.POST or None)
    if form.is_valid():
        given = {"name": form.cleaned_data["name"], "by": request.user, "at": timezone.now()}
        try:
            team = people.found_team(clinic=clinic, **given)
        except ValidationError as refusal:
            form.add_error("name", refusal)
        else:
            messages.success(request, _("The team “%(name)s” is there.") % {"name": team})
            return redirect("training:team-groups")
    teams = Team.objects.filter(clinic=clinic).annotate(size=Count("places")).order_by("name")
    context = {"teams": teams, "form": form, "clinic": clinic}
    status = 422 if request.method == "POST" else 200
    return render(request, "training/people/teams.html", context, status=status)


@require_http_methods(["GET", "POST"])
def team_group(request: HttpRequest, team: uuid.UUID) -> HttpResponse:
    """Rename a team."""
    clinic = owned(request, MANAGE_PEOPLE).clinic
    found = get_object_or_404(Team.objects.select_related("clinic"), clinic=clinic, public_id=team)
    form = TeamForm(request.POST or None, initial={"name": found.name})
    if form.is_valid():
        given = {"name": form.cleaned_data["name"], "by": request.user, "at": timezone.now()}
        try:
            people.rename_team(team=found, **given)
        except ValidationError as refusal:
            form.add_error("name", refusal)
        else:
            messages.success(request, _("Renamed."))
            return redirect("training:team-groups")
    context = {"team": found, "form": form, "size": found.places.count()}
    status = 422 if request.method == "POST" else 200
    return render(request, "training/people/team.html", context, status=status)


@require_POST
def team_group_close(request: HttpRequest, team: uuid.UUID) -> HttpResponse:
    """Close a team; its people stay."""
    clinic = owned(request, MANAGE_PEOPLE).clinic
    found = get_object_or_404(Team.objects.select_related("clinic"), clinic=clinic, public_id=team)
    people.close_team(team=found, by=request.user, at=timezone.now())
    messages.success(
        request, _("The team “%(name)s” is closed. Its people stay.") % {"name": found}
    )
    return redirect("training:team-groups")
