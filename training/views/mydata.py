"""What is held of the person who asks, in plain words; and a copy of it, for her alone."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from quizzes.permissions import protected
from training import privacy
from training.models import PersonalCopy

TYPES = {"json": "application/json", "pdf": "application/pdf"}
SAFE = {
    "Cache-Control": "no-store, private",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
}


@require_safe
def my_data(request: HttpRequest) -> HttpResponse:
    """The register, and how far her copy is."""
    at = timezone.now()
    copy, job = privacy.standing(request.user, at=at)
    held = {group: [] for group in privacy.GROUPS}
    for one in privacy.HOLDINGS:
        held[one.group].append((one, privacy.FATES[one.fate]))
    context = {
        "groups": [(words, held[group]) for group, words in privacy.GROUPS.items()],
        "copy": copy,
        "job": job,
        "until": copy.at + privacy.LIFE if copy else None,
    }
    return render(request, "training/account/data.html", context)


@protected
def my_data_copy(request: HttpRequest) -> HttpResponse:
    """Ask for a copy; looked at, it leads back to where it is asked for."""
    if request.method == "POST":
        privacy.ask(person=request.user, at=timezone.now())
        messages.success(request, _("Your copy is being put together."))
    return redirect("training:my-data")


@protected
@require_safe
def my_data_file(request: HttpRequest, copy: uuid.UUID, kind: str) -> FileResponse:
    """A file of her copy, to be kept; 404 for everybody else, and after a week."""
    since = timezone.now() - privacy.LIFE
    hers = PersonalCopy.objects.filter(person=request.user, at__gt=since)
    found = get_object_or_404(hers, public_id=copy)
    if kind not in TYPES:
        raise Http404
    try:
        data = privacy.open_copy(copy=found, of=kind)
    except FileNotFoundError:
        raise Http404 from None
    given = {"content_type": TYPES[kind], "filename": f"milium-my-data.{kind}"}
    return FileResponse(data, as_attachment=True, headers=SAFE, **given)
