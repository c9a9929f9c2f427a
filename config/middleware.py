"""What every page of a signed-in person shares."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from . import sessions
from .sessions import stamps

Answer = Callable[[HttpRequest], HttpResponse]


class PlainText:
    """Reads what was sent as UTF-8, whatever its sender calls it: other codecs raise, or make
    characters that no page and no database can hold."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.encoding = "utf-8"
        return self.get_response(request)


class FragmentSignIn:
    """Answers a fragment request after sign-out by 401, or the sign-in page lands in the target."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        fragment = request.headers.get("HX-Request") == "true"
        if fragment and response.status_code == 302 and not request.user.is_authenticated:
            return HttpResponse(status=401, headers={"HX-Trigger": "milium:signed-out"})
        return response


class SessionRules:
    """Ends a session that is over, sends who owes a second step to it, and asks before protected
    acts whether it is still she. An open exam is never taken away from who sits it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        at, shown, request.second_factor = timezone.now(), None, None
        if SESSION_KEY in request.session and request.user.is_authenticated:
            self._look(request, at)
            shown = len(get_authentication_records(request, request.user))
        response = self.get_response(request)
        is_own = request.viewing is None  # the user of this request is the session's
        if is_own and SESSION_KEY in request.session and request.user.is_authenticated:
            self._remember(request, at, shown)
        return response

    def process_view(
        self, request: HttpRequest, view: Answer, args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if not request.user.is_authenticated or not getattr(view, "login_required", True):
            return None
        if request.viewing is not None:  # nothing protected is done there: `viewing` says so
            return None
        if request.second_factor and request.second_factor.is_due(timezone.now()):
            sent = sessions.sent_to_enrol(request)
            if sent is not None:
                return sent
        asks = request.method in getattr(view, "protected", ())
        return sessions.ask_again(request) if asks else None

    def _look(self, request: HttpRequest, at: dt.datetime) -> None:
        """Before the page: is the session over, and what do her roles ask now?"""
        stamp = stamps.read(request)
        if stamp is not None and stamp.over(at) and not sessions.sits_exam(request):
            logout(request)
            return
        is_page = request.method == "GET" and request.headers.get("HX-Request") != "true"
        if stamp is None or stamp.is_unchecked(at, is_page=is_page):
            stamp = stamps.look_up(request, stamp, at)
        elif stamp.is_old(at):
            stamps.write(request, replace(stamp, seen=at.timestamp()))
        request.second_factor = asked = stamp.second_factor
        request.second_factor_days = asked.days_left(at) if asked else None

    def _remember(self, request: HttpRequest, at: dt.datetime, shown: int | None) -> None:
        """After it: somebody who has just signed in; another key for who has just shown again that
        it is she; and a second step may be there now that was not."""
        if stamps.read(request) is None:
            stamps.look_up(request, None, at)
        elif shown is not None and len(get_authentication_records(request, request.user)) > shown:
            stamps.rotate(request)
        if request.method == "POST" and request.path.startswith(stamps.FORGET):
            stamps.forget_roles(request)


class Personal:
    """Her time zone and language while she is served; nothing of hers is kept by a cache."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if not user.is_authenticated:
            return self.get_response(request)
        timezone.activate(zoneinfo.ZoneInfo(user.time_zone))
        if user.language in dict(settings.LANGUAGES):
            translation.activate(user.language)
            request.LANGUAGE_CODE = user.language
        try:
            response = self.get_response(request)
        finally:
            timezone.deactivate()
        # Back after sign-out must show nothing, and a fragment never stands in for its page. What
        # is public to others carries her token and messages when she looks at it.
        response.headers["Cache-Control"] = "no-store, private"
        patch_vary_headers(response, ["HX-Request"])
        return response
