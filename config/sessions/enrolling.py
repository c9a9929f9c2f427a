"""Who leads and has no second step after her days of grace: she is sent to it from every page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import resolve, reverse
from django.utils import timezone

from .exams import sits_exam
from .stamps import look_up, read

# What stays open: signing out, showing who she is, and the second step itself.
OPEN = ("account_logout", "account_reauthenticate")
STEP = "mfa_"


def sent_to_enrol(request: HttpRequest) -> HttpResponse | None:
    """To the pages of the second step; None where she may go on. What the session says is asked
    once more: she may have enrolled on another device."""
    name = resolve(request.path_info).view_name
    if name in OPEN or name.startswith(STEP) or sits_exam(request):
        return None
    at = timezone.now()
    request.second_factor = look_up(request, read(request), at).second_factor
    if request.second_factor is None or not request.second_factor.is_due(at):
        return None
    url = reverse("mfa_index")
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return redirect(url)
