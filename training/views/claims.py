"""The claim ledger as readers see it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from training import claims, localrules
from training.models import Claim
from training.permissions import standing_of

from .home import at_work


@require_safe
@at_work
def claim_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One statement: how sure we are, why, and what relies on it."""
    try:
        page = claims.page(code=code, at=timezone.now())
    except Claim.DoesNotExist:
        raise Http404 from None
    here = None
    if page.revision.jurisdiction:
        here = localrules.of_claim(clinic=standing_of(request).clinic, revision=page.revision)
    return render(request, "training/claims/detail.html", {"page": page, "here": here})
