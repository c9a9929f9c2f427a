"""The claim ledger as readers see it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from training import claims
from training.models import Claim


@require_safe
def claim_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One statement: how sure we are, why, and what relies on it."""
    try:
        page = claims.page(code=code, at=timezone.now())
    except Claim.DoesNotExist:
        raise Http404 from None
    return render(request, "training/claims/detail.html", {"page": page})
