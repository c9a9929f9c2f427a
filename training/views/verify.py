"""Is this certificate real, today? Public: no sign-in, no cookie, nothing but this one answer."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from training import certificates, refreshes
from training.rules.certification import VALID


@login_not_required
@require_GET
@cache_control(public=True, max_age=60)
def verify_form(request: HttpRequest) -> HttpResponse:
    """A field for the number on a certificate."""
    code = certificates.readable(request.GET.get("code", ""))
    if code:
        return redirect("training:verify-detail", code=code[:64])
    return _answer(request, {})


@login_not_required
@require_GET
@cache_control(public=True, max_age=60)
def verify_detail(request: HttpRequest, code: str) -> HttpResponse:
    """How the certificate with this number stands now; the same page for every unknown number."""
    verdict = certificates.verify(code=code, at=timezone.now())
    valid = verdict is not None and verdict.state in VALID
    refresh = refreshes.today(verdict.certificate, at=verdict.at) if valid else None
    context = {"verdict": verdict, "valid": valid, "refresh": refresh, "asked": True}
    return _answer(request, context, status=200 if verdict else 404)


def _answer(request: HttpRequest, context: dict[str, object], status: int = 200) -> HttpResponse:
    response = render(request, "training/verify/verify.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response
