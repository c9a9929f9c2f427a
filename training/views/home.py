"""The front door: everybody's first page is the one her role needs most."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from training.permissions import standing_of

View = Callable[..., HttpResponse]


def at_work(view: View) -> View:
    """For people of a clinic; whoever belongs to none yet is told so kindly."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if standing_of(request).clinic is None:
            return render(request, "training/learn/no_clinic.html")
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@at_work
def home(request: HttpRequest) -> HttpResponse:
    """Owner: the matrix; mentor: the team; everybody else: learning."""
    standing = standing_of(request)
    if standing.has("owner"):
        return redirect("training:clinic-matrix")
    if standing.has("mentor"):
        return redirect("training:team-board")
    return redirect("training:learn-home")
