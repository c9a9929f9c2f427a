"""While an owner looks as somebody else: whose pages they are, and what is not opened.

Stands right after the session's own user is known, so that everything behind it serves the other
person's pages; `training.viewing` decides.
"""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from training import viewing

KEY = viewing.KEY
END, SIGN_OUT = "training:viewing-end", "account_logout"
SAFE = ("GET", "HEAD", "OPTIONS")


class Viewing:
    """Serves the pages of the person who is looked at; sends nothing on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        kept = request.session.get(KEY)
        request.viewing, request.viewing_is_over = None, False
        if kept and request.user.is_authenticated:
            found = viewing.resume(kept=kept, by=request.user, at=timezone.now())
            request.viewing, request.viewing_is_over = found, found is None
            if found is not None:
                request.user, request._standing = found.person, found.standing
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable, args: object, kwargs: object
    ) -> HttpResponse | None:
        """Once the address has a name: close what is not to be opened."""
        if request.viewing_is_over:
            return _over(request)
        if request.viewing is None:
            return None
        name = request.resolver_match.view_name
        if name in (END, SIGN_OUT) and request.method == "POST":
            return _back(request, name)
        if request.method not in SAFE or not request.viewing.opens(name):
            context = {"is_sent": request.method not in SAFE}
            return render(request, "training/people/viewing_closed.html", context, status=403)
        return None


def _over(request: HttpRequest) -> HttpResponse:
    """Its time has run out, or the right to it. Whatever was sent is not done as somebody else."""
    kept = request.session.pop(KEY)
    person = viewing.end(kept=kept, by=request.user, why="time", at=timezone.now())
    messages.info(request, _("Viewing as somebody else is over. You see your own pages again."))
    if person is None:
        return redirect("training:clinic-people")
    return redirect("training:staff-detail", person=person.public_id)


def _back(request: HttpRequest, name: str) -> None:
    """She is herself again, also for the view that follows."""
    by, why = request.viewing.by, "button" if name == END else "sign_out"
    kept = request.session.pop(KEY)
    request.viewed = viewing.end(kept=kept, by=by, why=why, at=timezone.now())
    request.user, request.viewing = by, None
    del request._standing
