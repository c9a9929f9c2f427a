"""What a reader finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator
from django.urls import reverse

from training.models import SearchEntry

from . import matching
from .pieces import Line, Pieces, hits_in, line, pieces
from .words import LONGEST, MOST, Asked, asked

PAGE_HITS = 20
KINDS = tuple(kind.value for kind in SearchEntry.Kind)


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer: what it is, where it is, and why it is here."""

    kind: str
    code: str  # of a claim
    title: Pieces
    place: str
    strength: str
    line: Line | None
    url: str


@dataclass(frozen=True, slots=True)
class Found:
    """`page` holds the hits shown; `counts` how many there are of each kind that has any, `total`
    of all. `is_close`: nothing had all the words, and these have some of them."""

    asked: Asked
    page: Page | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    show: str = ""
    is_close: bool = False

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def longest(self) -> int:
        return LONGEST

    @property
    def most(self) -> int:
        return MOST


class _Hits:
    """The hits of one kind, or of all, as something to page through: a slice is one query."""

    def __init__(self, expression: str, kind: str, count: int) -> None:
        self.expression, self.kind, self.number = expression, kind, count

    def __len__(self) -> int:
        return self.number

    def __getitem__(self, part: slice) -> list[Hit]:
        if part.stop <= part.start:
            return []
        rows = matching.page(
            self.expression, kind=self.kind, offset=part.start, limit=part.stop - part.start
        )
        return [_hit(row) for row in rows]


def find(*, q: str, show: str = "", number: object = 1) -> Found:
    """Search the content. `q` is anything a reader typed, `show` one kind or empty for all,
    `number` that of the page. At most three queries, however much is found."""
    sought = asked(q)
    show = show if show in KINDS else ""
    if not sought.terms:
        return Found(sought, show=show)
    expression = matching.question(sought, matching.closely)
    counts, is_close = matching.counts(expression), False
    if not counts:
        expression = matching.question(sought, matching.loosely)
        counts, is_close = matching.counts(expression), True
    counts = {kind: counts[kind] for kind in KINDS if kind in counts}
    number_shown = counts.get(show, 0) if show else sum(counts.values())
    pages = Paginator(_Hits(expression, show, number_shown), PAGE_HITS)
    return Found(sought, pages.get_page(number), counts, show, is_close)


def _hit(entry: SearchEntry) -> Hit:
    title, headings, texts = (
        hits_in(marked, matching.OPEN, matching.CLOSE)
        for marked in (entry.title_hits, entry.heading_hits, entry.text_hits)
    )
    shown = line(entry.sections, headings, texts)
    url = reverse(entry.route, args=entry.route_args)
    return Hit(
        kind=entry.kind,
        code=entry.ref if entry.kind == SearchEntry.Kind.CLAIM else "",
        title=pieces(entry.title, title),
        place=entry.place,
        strength=entry.strength,
        line=shown,
        url=f"{url}#{shown.anchor}" if shown and shown.anchor else url,
    )
