"""Sign-offs: who is ready, observing on a phone, both signatures."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from training import people, permissions, signoffs
from training.forms.assignments import uuids
from training.forms.signoffs import OBSTACLES, ObservationForm, WorkForm
from training.models import Module, Observation, Portfolio, User
from training.permissions import standing_of
from training.signoffs import Obstacle

from .teams import led, person_for


@require_GET
def signoff_list(request: HttpRequest) -> HttpResponse:
    """For an observer: who is ready, her drafts. For everybody: what waits for her signature."""
    standing, at = standing_of(request), timezone.now()
    observes = standing.clinic is not None and permissions.may(standing, permissions.OBSERVE)
    only = next(iter(uuids([request.GET.get("person", "")])), None)
    context = {
        "observes": observes,
        "only": only,
        "waiting": list(signoffs.waiting_for(request.user)),
        "mine": signoffs.history(of=request.user),
    }
    if observes:
        drafts = list(signoffs.drafts(observer=request.user, clinic=standing.clinic, at=at))
        going_on = [one for one in drafts if not one.is_outdated]
        begun = {(one.person_id, one.revision.signoff.module) for one in going_on}
        ready = signoffs.ready(standing=standing, at=at, person=only)
        context["drafts"] = drafts
        context["ready"] = [one for one in ready if (one.person.pk, one.about) not in begun]
        context["unseen"] = not standing.has("junior")
        context["made"] = signoffs.history(by=request.user, clinic=standing.clinic)
    return render(request, "training/signoffs/list.html", context)


@require_POST
def signoff_begin(request: HttpRequest) -> HttpResponse:
    """Begin to observe one person in one module or portfolio, or say why not. Of a portfolio it
    asks first which piece of work it is."""
    standing = led(request)
    asked = next(iter(uuids([request.POST.get("person", "")])), None)
    person = person_for(standing, asked, permissions.OBSERVE)
    about, at = _about(request), timezone.now()
    act = {"person": person, "clinic": standing.clinic, "by": request.user, "at": at}
    try:
        if isinstance(about, Portfolio):
            return _begin_portfolio(request, about, act)
        begun = signoffs.begin(module=about, **act)
    except signoffs.MayNotBegin as refusal:
        messages.error(request, _words(refusal, person, about))
        return redirect("training:signoff-list")
    return redirect("training:signoff-detail", observation=begun.public_id)


def _begin_portfolio(
    request: HttpRequest, portfolio: Portfolio, act: Mapping[str, object]
) -> HttpResponse:
    """The form, empty until its own button was pressed; then the draft."""
    first = {"day": people.day_at(act["clinic"], act["at"])}
    form = WorkForm(request.POST if "occasion" in request.POST else None, initial=first)
    if form.is_valid():
        try:
            begun = signoffs.begin_portfolio(portfolio=portfolio, work=form.work, **act)
            return redirect("training:signoff-detail", observation=begun.public_id)
        except ValidationError as wrong:
            form.add_error(None, wrong)
        except signoffs.MayNotBegin as refusal:
            if refusal.obstacle is not Obstacle.SAME_OCCASION:
                raise
            form.add_error("occasion", _words(refusal, act["person"], portfolio))
    context = {"form": form, "portfolio": portfolio, "person": act["person"]}
    status = 422 if form.is_bound else 200
    return render(request, "training/signoffs/begin.html", context, status=status)


def _words(refusal: signoffs.Refused, person: User, about: Module | Portfolio) -> str:
    names = {"name": person, "module": refusal.module or about, "list": about}
    return OBSTACLES[refusal.obstacle] % names


@require_http_methods(["GET", "POST"])
def signoff_detail(request: HttpRequest, observation: uuid.UUID) -> HttpResponse:
    """The list: tapped by the observer while it is a draft, read by everybody in sight after."""
    found = _in_sight(request, observation)
    if request.method == "POST":
        return _save(request, found)
    page = signoffs.page(viewer=request.user, observation=found)
    context = {"page": page}
    why = signoffs.outdated(found, at=timezone.now()) if page.may_edit else None
    if why is not None:
        context["outdated"] = OBSTACLES[why] % {"name": found.person, "list": page.title}
    name = "observe" if page.may_edit and why is None else "signed"
    return render(request, f"training/signoffs/{name}.html", context)


@require_http_methods(["GET", "POST"])
def signoff_sign(request: HttpRequest, observation: uuid.UUID) -> HttpResponse:
    """A last look, then the signature: the observer's first, then the observed person's."""
    found = _in_sight(request, observation)
    if request.method == "POST":
        return _sign(request, found)
    page = signoffs.page(viewer=request.user, observation=found)
    if not page.may_edit:
        return redirect("training:signoff-detail", observation=found.public_id)
    return render(request, "training/signoffs/sign.html", {"page": page})


def _about(request: HttpRequest) -> Module | Portfolio:
    """The module or the portfolio that was asked for; 404 for one that is not on offer."""
    kind = Portfolio if "portfolio" in request.POST else Module
    slug = request.POST.get("portfolio", request.POST.get("module", "")).replace("\x00", "")
    return get_object_or_404(kind.objects.filter(retired_at__isnull=True), slug=slug)


def _in_sight(request: HttpRequest, public_id: uuid.UUID) -> Observation:
    found = signoffs.in_sight(viewer=request.user, public_id=public_id)
    if found is None:
        raise Http404
    return found


def _save(request: HttpRequest, observation: Observation) -> HttpResponse:
    """Keep a tap (one item, from the page's script) or the whole list (the button)."""
    only = request.POST.get("item") if request.htmx else None
    form = ObservationForm(request.POST, observation=observation, only=only)
    if not form.is_valid():
        return _saved(request, observation, _("Not saved. Choose “Seen” or “Not yet”."), 422)
    try:
        signoffs.save(
            observation=observation,
            taps=form.taps(),
            note=form.note(),
            by=request.user,
            at=timezone.now(),
        )
    except signoffs.Closed:
        text = _("Not saved: this observation is signed. Open it again to see it.")
        return _saved(request, observation, text, 409)
    return _saved(request, observation, "", 200)


def _saved(
    request: HttpRequest, observation: Observation, refusal: str, status: int
) -> HttpResponse:
    """The bar at the foot for the page's script; a redirect for the button."""
    if request.htmx:
        page = signoffs.page(viewer=request.user, observation=observation)
        context = {"page": page, "refusal": refusal, "saved_at": timezone.now()}
        return render(request, "training/signoffs/_dock.html", context, status=status)
    if refusal:
        messages.error(request, refusal)
    elif "review" in request.POST:
        return redirect("training:signoff-sign", observation=observation.public_id)
    else:
        messages.success(request, _("Draft saved."))
    return redirect("training:signoff-detail", observation=observation.public_id)


def _sign(request: HttpRequest, observation: Observation) -> HttpResponse:
    at, user = timezone.now(), request.user
    try:
        if observation.person_id == user.pk:
            signoffs.sign_person(observation=observation, by=user, at=at)
            messages.success(request, _("Signed. Both of you have signed now."))
        else:
            signoffs.sign_observer(observation=observation, by=user, at=at)
            text = _("Signed. %(name)s signs next.")
            messages.success(request, text % {"name": observation.person})
    except signoffs.Unfinished as refusal:
        messages.error(request, _unfinished(len(refusal.keys)))
    except signoffs.MayNotSign as refusal:
        about = observation.revision.signoff.about
        messages.error(request, _words(refusal, observation.person, about))
    return redirect("training:signoff-detail", observation=observation.public_id)


def _unfinished(count: int) -> str:
    text = ngettext(
        "Not signed: %(count)s skill has no answer yet.",
        "Not signed: %(count)s skills have no answer yet.",
        count,
    )
    return text % {"count": count}
