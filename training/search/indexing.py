"""Bringing the index in line with the content."""

from __future__ import annotations

from django.db import transaction

from training.content_files import Content
from training.models import SearchEntry

from .entries import drafts


@transaction.atomic
def index(*, content: Content) -> None:
    """Make what is new or different anew, and drop what is gone. A load that changes nothing asks
    one question and writes nothing."""
    rows = SearchEntry.objects.values_list("kind", "ref", "digest", "pk")
    stale = {(kind, ref, digest): pk for kind, ref, digest, pk in rows}
    # What is still as it was leaves the stale ones; what was not among them is fresh.
    fresh = [
        draft
        for draft in drafts(content)
        if stale.pop((draft.kind, draft.ref, draft.digest), None) is None
    ]
    if stale:
        SearchEntry.objects.filter(pk__in=stale.values()).delete()
    if fresh:
        SearchEntry.objects.bulk_create(draft.entry() for draft in fresh)
