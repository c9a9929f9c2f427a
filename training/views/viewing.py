"""An owner begins to look at the pages of somebody, and ends it."""

from __future__ import annotations

import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from quizzes.permissions import protected_when_sent
from training import viewing

from .people import managed


@protected_when_sent
@require_POST
def viewing_begin(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    """For half an hour her pages are shown as this person sees them."""
    standing, found = managed(request, person)
    try:
        kept = viewing.begin(standing=standing, person=found, at=timezone.now())
    except viewing.NotViewable:
        words = _("You can view as people who work here, not as an owner and not as yourself.")
        raise PermissionDenied(words) from None
    request.session[viewing.KEY] = kept
    return redirect("training:home")


@require_POST
def viewing_end(request: HttpRequest) -> HttpResponse:
    """Back to the page of whom she looked at; it was ended before this is asked."""
    viewed = getattr(request, "viewed", None)
    if viewed is None:
        raise Http404
    return redirect("training:staff-detail", person=viewed.public_id)
