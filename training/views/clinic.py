"""The owner's pages: the matrix, the record; and changing the clinic one works in."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from training import claims, matrix, people
from training.models import AuditEvent, Clinic
from training.permissions import VIEW_AUDIT, VIEW_MATRIX, standing_of

SHOWS = ("ready", "lapsing", "lapsed", "refresh", "begun")
PAGE_ROWS = 50


def owned(request: HttpRequest, act: str = VIEW_MATRIX) -> people.Standing:
    """Where she stands, for pages about a whole clinic; 404 for whoever has no such right."""
    standing = standing_of(request)
    if standing.clinic is None or not request.user.has_perm(act, standing.clinic):
        raise Http404
    return standing


@require_GET
def clinic_matrix(request: HttpRequest) -> HttpResponse:
    """People x programmes."""
    standing, at = owned(request), timezone.now()
    show = request.GET.get("show", "")
    show = show if show in SHOWS else ""
    found = matrix.matrix(
        viewer=request.user,
        clinic=standing.clinic,
        at=at,
        show=show,
        number=request.GET.get("page", 1),
    )
    context = {"matrix": found, "clinic": standing.clinic, "show": show}
    context["late"] = claims.late(today=people.day_at(standing.clinic, at))
    return render(request, "training/clinic/matrix.html", context)


@require_GET
def clinic_audit(request: HttpRequest) -> HttpResponse:
    """What happened, newest first, as it was recorded."""
    standing, every = owned(request, VIEW_AUDIT), "all" in request.GET
    events = AuditEvent.objects.filter(chain__clinic=standing.clinic)
    if not every:
        events = events.exclude(action="observation.saved")
    events = events.select_related("actor", "subject", "words").order_by("-number")
    page = Paginator(events, PAGE_ROWS).get_page(request.GET.get("page", 1))
    context = {"page": page, "clinic": standing.clinic, "every": every}
    return render(request, "training/clinic/audit.html", context)


@require_POST
def clinic_switch(request: HttpRequest) -> HttpResponse:
    """Work in another of her clinics from now on."""
    asked = request.POST.get("clinic", "")
    standing = people.standing(user=request.user, clinic_id=asked)
    chosen: Clinic | None = standing.clinic
    if chosen is None or str(chosen.public_id) != asked:
        raise Http404
    request.session["clinic"] = asked
    return redirect("training:home")
