"""One's own account in one place: who one is, how one signs in, where one is signed in."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.core.internal import ratelimit
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from quizzes.permissions import protected
from training import people
from training.forms.account import AddressForm, MyselfForm
from training.models import User

ASKS = {"address": "5/h/user"}


@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Everything about her account; what she is called can be changed right here."""
    if request.method != "POST":
        return _shown(request)
    form = MyselfForm(request.POST, user=request.user)
    if form.is_valid():
        try:
            people.introduce(user=request.user, **form.said(), at=timezone.now())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("training:account")
    return _shown(request, form=form)


@protected
@require_POST
def account_email(request: HttpRequest) -> HttpResponse:
    """A link to the new address. Whether somebody has it already is told to that address alone."""
    form = AddressForm(request.POST, user=request.user)
    if not form.is_valid():
        return _shown(request, address=form)
    limit = {"app": "milium", "action": "address", "config": ASKS, "user": request.user}
    refused = ratelimit.consume_or_429(request, **limit)
    if refused:
        return refused
    email = form.cleaned_data["email"]
    _write(request, email)
    words = _("We sent a link to %(email)s. Your address changes when you follow it.")
    messages.success(request, words % {"email": email})
    return redirect("training:account")


@require_http_methods(["GET", "HEAD", "POST"])
def account_email_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind that link: she confirms it herself."""
    at, old = timezone.now(), request.user.email
    try:
        email = people.address_of(user=request.user, token=token, at=at)
        if request.method != "POST":
            return render(request, "training/account/confirm.html", {"email": email})
        people.readdress(user=request.user, token=token, at=at)
    except (people.UsedUp, ValidationError):
        return render(request, "training/account/used_up.html", status=410)
    told = {"from_email": old, "to_email": email}
    mailer = get_adapter(request)
    mailer.send_notification_mail("account/email/email_changed", request.user, told, email=old)
    messages.success(request, _("From now on you sign in with %(email)s.") % {"email": email})
    return redirect("training:account")


@require_POST
def device_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign one of her devices out."""
    get_object_or_404(UserSession, user=request.user, pk=pk).end()
    messages.success(request, _("That device is signed out."))
    return redirect("training:account")


def _write(request: HttpRequest, email: str) -> None:
    """One mail, whoever has the address."""
    if User.objects.filter(email__iexact=email).exists():
        get_adapter(request).send_mail("account/email/address_taken", email, {})
        return
    token = people.address_token(user=request.user, email=email, at=timezone.now())
    link = request.build_absolute_uri(reverse("training:account-email-confirm", args=[token]))
    told = {"link": link, "name": request.user.name}
    get_adapter(request).send_mail("account/email/new_address", email, told)


def _shown(
    request: HttpRequest, *, form: MyselfForm | None = None, address: AddressForm | None = None
) -> HttpResponse:
    user, at = request.user, timezone.now()
    kinds = list(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    open_now = Session.objects.filter(expire_date__gt=at).values("session_key")
    devices = UserSession.objects.filter(user=user, session_key__in=open_now)
    context = {
        "form": form or MyselfForm(user=user),
        "address": address or AddressForm(user=user),
        "passkeys": kinds.count(Authenticator.Type.WEBAUTHN),
        "has_app": Authenticator.Type.TOTP in kinds,
        "devices": devices.order_by("-created_at"),
        "here": request.session.session_key,
    }
    status = 422 if form or address else 200
    return render(request, "training/account/page.html", context, status=status)
