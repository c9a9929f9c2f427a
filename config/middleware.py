"""What every page of a signed-in person shares."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

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
