"""Inviting people, and the page behind the link.

The page behind the link is public. It answers every link that does not work with the same page, and
limits how often one may knock.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps

from allauth.account.internal import flows
from allauth.account.models import Login
from allauth.core.internal import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from quizzes.permissions import protected
from training import invitations, people
from training.forms.invitations import AcceptForm, FounderForm, InviteForm
from training.invitations.accepting import account_of
from training.models import Invitation, Team
from training.people import Standing
from training.permissions import MANAGE_PEOPLE

from .clinic import owned

View = Callable[..., HttpResponse]
KNOCKS = {"invitation": "30/m/ip"}
INVITED = "state=invited"


def knocking(view: View) -> View:
    """So many times a minute from one place, whatever the link."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        limit = {"app": "milium", "action": "invitation", "config": KNOCKS, "limit_get": True}
        refused = ratelimit.consume_or_429(request, **limit)
        return refused or view(request, *args, **kwargs)

    return guarded


def list_of_invited() -> str:
    return f"{reverse('training:clinic-people')}?{INVITED}"


@protected
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Ask one person to join."""
    standing, at = owned(request, MANAGE_PEOPLE), timezone.now()
    form = _invite_form(request, standing)
    if form.is_bound and form.is_valid():
        asked = {"clinic": standing.clinic, "by": request.user, "at": at}
        try:
            made = invitations.invite(wish=form.wish(), **asked)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        except invitations.AlreadyHere:
            form.add_error("email", _("This person works here already."))
        except invitations.AlreadyInvited:
            form.add_error("email", _("Invited already. On the list you can send it again."))
        else:
            return _invited(request, standing, made)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "clinic": standing.clinic, "days": invitations.LIFE.days}
    return render(request, "training/invitations/invite.html", context, status=status)


@protected
@require_POST
def invitation_renew(request: HttpRequest, invitation: uuid.UUID) -> HttpResponse:
    """A new link by mail; the old one is dead."""
    standing, found = _ours(request, invitation)
    try:
        invitations.renew(invitation=found, by=request.user, at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        _mail(request, standing)
        words = _("%(email)s gets a new link. The old one works no longer.")
        messages.success(request, words % {"email": found.email})
    return redirect(list_of_invited())


@protected
@require_POST
def invitation_withdraw(request: HttpRequest, invitation: uuid.UUID) -> HttpResponse:
    """The link is dead."""
    _standing, found = _ours(request, invitation)
    try:
        invitations.withdraw(invitation=found, by=request.user, at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        words = _("The invitation to %(email)s is withdrawn.")
        messages.success(request, words % {"email": found.email})
    return redirect(list_of_invited())


@never_cache
@login_not_required
@sensitive_post_parameters("password")
@knocking
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What one is invited to, and the way in."""
    try:
        found = invitations.find(token=token, at=timezone.now())
        if found.purpose == Invitation.Purpose.FOUNDER:
            return _founding(request, found, token)
        account = account_of(found)
        if account is not None and account.is_active:
            return _joining(request, found, token)
        return _arriving(request, found, token, comes_back=account is not None)
    except invitations.Closed:
        return render(request, "training/invitations/closed.html", status=404)


def _arriving(
    request: HttpRequest, found: Invitation, token: str, *, comes_back: bool
) -> HttpResponse:
    """Somebody without an account, or with one that is closed: she chooses a password."""
    first = {"name": found.name, "time_zone": found.clinic.time_zone}
    form = AcceptForm(request.POST or None, email=found.email, initial=first)
    if form.is_bound and form.is_valid():
        given = {"token": token, "place": form.place(), "at": timezone.now()}
        return _in(request, invitations.accept(**given), comes_back=comes_back)
    return _shown(request, found, {"form": form})


def _joining(request: HttpRequest, found: Invitation, token: str) -> HttpResponse:
    """Somebody who has an account: signed in with it, she joins by a press."""
    hers = request.user.is_authenticated and request.user.email == found.email
    if hers and request.method == "POST":
        clinic = invitations.take_up(token=token, user=request.user, at=timezone.now())
        request.session["clinic"] = str(clinic.public_id)
        messages.success(request, _("Welcome to %(clinic)s.") % {"clinic": clinic})
        return redirect("training:home")
    return _shown(request, found, {"hers": hers})


def _founding(request: HttpRequest, found: Invitation, token: str) -> HttpResponse:
    """The first owner of this site."""
    form = FounderForm(request.POST or None, initial={"time_zone": "UTC"})
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        given = {"clinic": data["clinic"], "email": data["email"], "place": form.place()}
        try:
            user = invitations.found(token=token, **given, at=timezone.now())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return _in(request, user, comes_back=False)
    return _shown(request, found, {"form": form})


def _in(request: HttpRequest, user: object, *, comes_back: bool) -> HttpResponse:
    """Signed in; whoever comes back signs in herself, past whatever second step she had set up."""
    if comes_back:
        messages.success(request, _("Welcome back. Sign in with your new password."))
        return redirect("account_login")
    login = Login(user=user, redirect_url=reverse("training:home"))
    return flows.login.perform_password_login(request, {"email": user.email}, login)


def _shown(request: HttpRequest, found: Invitation, more: dict[str, object]) -> HttpResponse:
    context = {"invitation": found, "clinic": found.clinic} | more
    status = 422 if request.method == "POST" else 200
    return render(request, "training/invitations/accept.html", context, status=status)


def _invited(request: HttpRequest, standing: Standing, made: Invitation) -> HttpResponse:
    _mail(request, standing)
    words = {"email": made.email, "days": invitations.LIFE.days}
    told = _("%(email)s is invited. The link works once, for %(days)s days.")
    messages.success(request, told % words)
    return redirect(list_of_invited())


def _invite_form(request: HttpRequest, standing: Standing) -> InviteForm:
    return InviteForm(
        request.POST if request.method == "POST" else None,
        grantable=people.grantable(standing),
        mentors=people.mentors_of(standing.clinic),
        teams=Team.objects.filter(clinic=standing.clinic).order_by("name"),
    )


def _ours(request: HttpRequest, public_id: uuid.UUID) -> tuple[Standing, Invitation]:
    standing = owned(request, MANAGE_PEOPLE)
    if not people.grantable(standing):
        raise PermissionDenied
    rows = Invitation.objects.select_related("clinic")
    return standing, get_object_or_404(rows, clinic=standing.clinic, public_id=public_id)


def _mail(request: HttpRequest, standing: Standing) -> None:
    base = request.build_absolute_uri("/")
    invitations.post(standing.clinic, base=base, by=request.user, at=timezone.now())
