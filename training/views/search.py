"""One page to find anything that is taught."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from training import search

from .home import at_work


@require_safe
@at_work
def search_page(request: HttpRequest) -> HttpResponse:
    """What fits the words asked for; filtered and paged by the query string. For whoever may open
    the lessons."""
    asked = request.GET
    found = search.find(q=asked.get("q", ""), show=asked.get("show", ""), number=asked.get("page"))
    return render(request, "training/search/results.html", {"found": found})
