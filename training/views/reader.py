"""What a reader looks things up in: the glossary, the sources, and a module on paper."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from training import claims, glossary, journeys
from training.models import Module
from training.permissions import standing_of

from .home import at_work


@require_safe
@at_work
def glossary_list(request: HttpRequest) -> HttpResponse:
    """Every word by the alphabet."""
    return render(request, "training/glossary/list.html", {"letters": glossary.page()})


@require_safe
@at_work
def source_list(request: HttpRequest) -> HttpResponse:
    """Where statements come from, fifty to a page; ?near= opens the page a source stands on."""
    found = claims.sources_page(
        tier=request.GET.get("tier", ""),
        number=request.GET.get("page", 1),
        near=request.GET.get("near", "")[:40].replace("\x00", ""),
    )
    return render(request, "training/sources/list.html", {"found": found})


@require_safe
@at_work
def module_print(request: HttpRequest, module: str) -> HttpResponse:
    """All lessons of a module, to be printed; whoever may read them may print them."""
    clinic, at = standing_of(request).clinic, timezone.now()
    try:
        page = journeys.paper_page(slug=module, clinic=clinic, at=at)
    except Module.DoesNotExist:
        raise Http404 from None
    return render(request, "training/learn/print.html", {"page": page})
