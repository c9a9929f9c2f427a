"""Certificates as their holders and owners see them."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from quizzes.permissions import protected
from training import (
    certificates,
    clinicsettings,
    evidence,
    journeys,
    programmes,
    proposals,
    renewals,
)
from training.forms.certificates import ChangeForm
from training.models import Certificate, Programme, User
from training.permissions import REVOKE, VIEW_PERSON, people_in_sight, standing_of
from training.rules.certification import State
from training.templatetags.certification import gap_words

from .clinic import owned


def in_sight(request: HttpRequest, public_id: uuid.UUID) -> Certificate:
    """Her own, or one of somebody she leads; 404 otherwise."""
    found = get_object_or_404(certificates.with_history(), public_id=public_id)
    if found.person_id != request.user.pk and not request.user.has_perm(VIEW_PERSON, found):
        raise Http404
    return found


@require_GET
def certificate_list(request: HttpRequest) -> HttpResponse:
    """What she holds, and what is missing for the rest."""
    standing, at = standing_of(request), timezone.now()
    goals, titles = (), {}
    if standing.clinic is not None:
        standings = programmes.facts(people=[request.user], clinic=standing.clinic)
        offered = programmes.current()
        titles = programmes.titles(standings, offered)
        hers = {"user": request.user, "clinic": standing.clinic, "at": at}
        goals = journeys.goals(standings=standings, offered=offered, **hers)
    context = {"goals": goals, "titles": titles}
    return render(request, "training/certificates/list.html", context)


@require_GET
def certificate_detail(request: HttpRequest, certificate: uuid.UUID) -> HttpResponse:
    """The certificate itself, how it stands today, and what it rests on."""
    found, at = in_sight(request, certificate), timezone.now()
    url = request.build_absolute_uri(reverse("training:verify-detail", args=[found.code]))
    state, may_revoke = certificates.state_of(found, at=at), request.user.has_perm(REVOKE, found)
    is_own = found.person_id == request.user.pk
    is_stopped = state in (State.SUSPENDED, State.REVOKED)
    context = {
        "certificate": found,
        "state": state.value,
        "is_own": is_own,
        "outlook": renewals.outlook(certificate=found, at=at),
        "evidence": evidence.summary(found, told_at=at if is_own else None),
        "changes": found.changes.select_related("by", "reason").order_by("at", "pk"),
        "verify_url": url,
        "house": clinicsettings.values(found.clinic, found.issued_at),
        "qr": _qr(url),
        "may_revoke": may_revoke,
        "resting": certificates.resting_on(found, at=at) if is_stopped and may_revoke else [],
    }
    return render(request, "training/certificates/detail.html", context)


def _qr(url: str) -> str:
    """The code that leads to this address, as a picture in a data URI."""
    import segno  # noqa: PLC0415 - a web process needs it on this page alone

    return segno.make(url, micro=False).svg_data_uri(border=2, omitsize=True)


@protected
@require_http_methods(["GET", "POST"])
def certificate_issue(request: HttpRequest) -> HttpResponse:
    """What one person's certificate would rest on; then the decision to issue it."""
    standing, sent = owned(request), request.POST if request.method == "POST" else request.GET
    people = people_in_sight(request.user, standing.clinic)
    person = get_object_or_404(people, public_id=_uuid(sent.get("person", "")))
    programme = _programme(sent.get("programme", ""))
    if request.method == "POST":
        return _issue(request, person, programme)
    shown = proposals.proposal(
        person=person,
        programme=programme,
        clinic=standing.clinic,
        by=request.user,
        at=timezone.now(),
    )
    context = {"proposal": shown, "clinic": standing.clinic}
    return render(request, "training/certificates/issue.html", context)


def _issue(request: HttpRequest, person: User, programme: Programme) -> HttpResponse:
    """Certify one person who is ready; otherwise say what is missing and change nothing."""
    standing = standing_of(request)
    try:
        issued = certificates.issue(
            person=person,
            programme=programme,
            clinic=standing.clinic,
            by=request.user,
            at=timezone.now(),
        )
    except certificates.NotReady as refusal:
        _refuse(request, person, refusal)
        return redirect("training:clinic-matrix")
    messages.success(request, _("%(name)s is certified.") % {"name": person.name})
    return redirect("training:certificate-detail", certificate=issued.public_id)


def _refuse(request: HttpRequest, person: User, refusal: certificates.NotReady) -> None:
    standings = programmes.facts(people=[person], clinic=standing_of(request).clinic)
    titles = programmes.titles(standings, programmes.current())
    reasons = "; ".join(gap_words(refusal.reasons, titles))
    text = _("%(name)s is not ready. Missing: %(reasons)s. Nothing was changed.")
    if any(one.requirement is None for one in refusal.reasons):
        text = _("%(name)s was not certified. %(reasons)s. Nothing was changed.")
    messages.error(request, text % {"name": person.name, "reasons": reasons})


@require_http_methods(["GET", "POST"])
def certificate_renew(request: HttpRequest, certificate: uuid.UUID) -> HttpResponse:
    """What is asked again of the holder; her press opens the quizzes, by the programme's rule."""
    found, at = in_sight(request, certificate), timezone.now()
    if found.person_id != request.user.pk:
        raise PermissionDenied
    here = standing_of(request).clinic == found.clinic
    try:
        if request.method == "POST" and here:
            renewals.begin(certificate=found, by=request.user, at=at)
            messages.success(request, _("The quizzes are open. Take them in any order."))
            return redirect("training:certificate-renew", certificate=found.public_id)
        context = {"renewal": renewals.renewal(certificate=found, at=at), "here": here}
    except renewals.NothingAsked:
        messages.info(request, _("Nothing of this certificate is asked again now."))
        return redirect("training:certificate-detail", certificate=found.public_id)
    return render(request, "training/certificates/renew.html", context)


@protected
def certificate_revoke(request: HttpRequest, certificate: uuid.UUID) -> HttpResponse:
    """Revoke, suspend or put back, with a reason."""
    found, at = in_sight(request, certificate), timezone.now()
    if not request.user.has_perm(REVOKE, found):
        raise PermissionDenied
    state = certificates.state_of(found, at=at)
    form = ChangeForm(request.POST or None, suspended=state is State.SUSPENDED)
    if request.method == "POST" and form.is_valid():
        try:
            certificates.change(certificate=found, by=request.user, at=at, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Recorded. The public page says so from now on."))
            return redirect("training:certificate-detail", certificate=found.public_id)
    resting = certificates.resting_on(found, at=at)
    context = {"form": form, "certificate": found, "state": state.value, "resting": resting}
    status = 422 if form.is_bound else 200
    return render(request, "training/certificates/change.html", context, status=status)


def _programme(slug: str) -> Programme:
    """One on offer now."""
    offered = Programme.objects.filter(retired_at__isnull=True)
    return get_object_or_404(offered, slug=slug.replace("\x00", ""))


def _uuid(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Http404 from None
