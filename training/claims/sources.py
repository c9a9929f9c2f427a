"""The sources page: where statements come from, and which rest on each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from training.models import Source

from .reading import newest_revisions

PAGE_ROWS = 50
TIERS = ("A", "B", "C")


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source with the codes of the statements that rest on it today."""

    source: Source
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourcesPage:
    """`tier` is the one asked for, "" for all; `counts` is of every tier."""

    page: Page
    rows: tuple[SourceRow, ...]
    tier: str
    counts: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def sources_page(*, tier: str = "", number: object = 1, near: str = "") -> SourcesPage:
    """Fifty sources by title, in four queries. `near`: the key of a source to open the page at, in
    place of a number. A tier or key that there is not counts as none asked for."""
    tier = tier if tier in TIERS else ""
    every = Source.objects.annotate(name=Lower("title"))
    tiers = list(every.order_by().values_list("tier", flat=True))
    wanted = (every.filter(tier=tier) if tier else every).order_by("name", "key")
    if near:
        number = _page_of(near, wanted)
    page = Paginator(wanted, PAGE_ROWS).get_page(number)
    found = list(page.object_list)
    codes = _codes_of({source.key for source in found})
    rows = tuple(SourceRow(source, tuple(codes[source.key])) for source in found)
    return SourcesPage(page, rows, tier, {one: tiers.count(one) for one in TIERS})


def _page_of(key: str, wanted: QuerySet[Source]) -> int:
    """The page that this source stands on; 1 for one that is not there."""
    source = wanted.filter(key=key).first()
    if source is None:
        return 1
    before = Q(name__lt=source.name) | Q(name=source.name, key__lt=source.key)
    return wanted.filter(before).count() // PAGE_ROWS + 1


def _codes_of(keys: set[str]) -> dict[str, list[str]]:
    """Key -> the statements that stand on it; the lists are short, so that they are sought here."""
    found: dict[str, list[str]] = defaultdict(list)
    rows = newest_revisions().filter(claim__retired_at__isnull=True).order_by("claim__code")
    for code, sources in rows.values_list("claim__code", "sources"):
        for key in keys.intersection(sources):
            found[key].append(code)
    return found
