"""Is it still she? Asked before protected acts when she showed it too long ago.

A page that is asked for waits until she has shown it. A form that was sent is not lost: what she
typed comes along with the question, and goes on to the view as soon as she has answered.
"""

from __future__ import annotations

import time

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.forms import ReauthenticateForm as PasswordForm
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.core import ratelimit
from allauth.core.internal.httpkit import add_query_params
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import ReauthenticateWebAuthnForm as PasskeyForm
from allauth.mfa.webauthn.internal.auth import begin_authentication
from django import forms
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from config.second_steps import CodeAgainForm

from .stamps import rotate

PREFIX, TOKEN = "again", "csrfmiddlewaretoken"
# What she answers with -> the form that looks at it.
FORMS = {"password": PasswordForm, "code": CodeAgainForm, "credential": PasskeyForm}


def is_fresh(request: HttpRequest) -> bool:
    """Whether she has signed in, or shown that it is she, a short while ago."""
    records = get_authentication_records(request, request.user)
    at = records[-1]["at"] if records else 0
    return time.time() - at < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def ask_again(request: HttpRequest) -> HttpResponse | None:
    """None when it is she: the view may run. Otherwise the question."""
    if is_fresh(request):
        return None
    methods = get_adapter().get_reauthentication_methods(request.user)
    if not methods:  # she signs in elsewhere alone, and does so once more
        logout(request)
        return None
    if request.method != "POST":
        return _first(
            request, add_query_params(methods[0]["url"], {"next": request.get_full_path()})
        )
    answered = next((name for name in FORMS if f"{PREFIX}-{name}" in request.POST), None)
    if answered is None:
        return _question(request, {})
    form = FORMS[answered](data=request.POST, user=request.user, prefix=PREFIX)
    if not _accepted(request, form):
        return _question(request, {answered: form})
    if answered == "password":
        reauthenticate_by_password(request)
    else:
        form.save()
    rotate(request)
    request.POST = _typed(request)
    return None


def _first(request: HttpRequest, url: str) -> HttpResponse:
    """There first; a fragment takes the whole page along."""
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return redirect(url)


def _accepted(request: HttpRequest, form: forms.Form) -> bool:
    if ratelimit.consume(request, action="reauthenticate", user=request.user):
        return form.is_valid()
    form.errors  # noqa: B018  (looked at, so that another may be added)
    form.add_error(None, _("That was tried too often. Wait a minute, then try again."))
    return False


def _question(request: HttpRequest, answered: dict[str, forms.Form]) -> HttpResponse:
    """The ways she has to show it, with everything she sent beside them."""
    user, kinds = request.user, Authenticator.objects.filter(user=request.user)
    types = set(kinds.values_list("type", flat=True))
    offered = {
        "password": user.has_usable_password(),
        "code": bool(types - {Authenticator.Type.WEBAUTHN}),
        "passkey": Authenticator.Type.WEBAUTHN in types,
    }
    context: dict[str, object] = {
        "typed": list(_carried(request)),
        "has_files": bool(request.FILES),
    }
    for way, name in (("password", "password"), ("code", "code"), ("passkey", "credential")):
        if offered[way]:
            form = answered.get(name) or FORMS[name](user=user, prefix=PREFIX)
            context[f"{way}_form"] = form
    if offered["passkey"]:
        context["js_data"] = {"request_options": begin_authentication(user)}
    return render(request, "account/confirm.html", context, status=403)


def _typed(request: HttpRequest) -> object:
    """What she sent to the view itself."""
    typed = request.POST.copy()
    for name in [name for name in typed if name.startswith(f"{PREFIX}-")]:
        del typed[name]
    return typed


def _carried(request: HttpRequest) -> list[tuple[str, str]]:
    typed = _typed(request)
    return [(name, value) for name in typed if name != TOKEN for value in typed.getlist(name)]
