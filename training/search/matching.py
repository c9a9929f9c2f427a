"""The question to the database, in the words of either one.

What a reader typed arrives here as words of letters and digits (see words.py) and is quoted all
the same. The database says which words it took as hits by putting marks round them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection

from training.models import SearchEntry

from .words import SHORTEST_PREFIX, Asked, beginning, forms

OPEN, CLOSE = "\x02", "\x03"
_MARKS = f"HighlightAll=true, StartSel={OPEN}, StopSel={CLOSE}"

_SQLITE_COUNTS = """
SELECT entry.kind, COUNT(*) FROM training_searchindex
JOIN training_searchentry AS entry ON entry.id = training_searchindex.rowid
WHERE training_searchindex MATCH %(asked)s GROUP BY entry.kind"""
# The page is found first and marked then: marking every hit would cost more than finding it.
_SQLITE_PAGE = """
SELECT entry.id, entry.kind, entry.ref, entry.title, entry.place, entry.strength, entry.route,
    entry.route_args, entry.sections,
    highlight(training_searchindex, 0, char(2), char(3)) AS title_hits,
    highlight(training_searchindex, 1, char(2), char(3)) AS heading_hits,
    highlight(training_searchindex, 2, char(2), char(3)) AS text_hits
FROM training_searchindex JOIN training_searchentry AS entry
    ON entry.id = training_searchindex.rowid
WHERE training_searchindex MATCH %(asked)s AND training_searchindex.rowid IN (
    SELECT one.id FROM training_searchindex JOIN training_searchentry AS one
        ON one.id = training_searchindex.rowid
    WHERE training_searchindex MATCH %(asked)s AND (%(kind)s = '' OR one.kind = %(kind)s)
    ORDER BY bm25(training_searchindex, 8.0, 4.0, 1.0) * one.weight, one.position, one.id
    LIMIT %(limit)s OFFSET %(offset)s)
ORDER BY bm25(training_searchindex, 8.0, 4.0, 1.0) * entry.weight, entry.position, entry.id"""

_POSTGRES_COUNTS = """
SELECT kind, COUNT(*) FROM training_searchentry
WHERE document @@ to_tsquery('english', %(asked)s) GROUP BY kind"""
_POSTGRES_PAGE = """
SELECT id, kind, ref, title, place, strength, route, route_args, sections,
    ts_headline('english', title_words, asked, %(marks)s) AS title_hits,
    ts_headline('english', heading_words, asked, %(marks)s) AS heading_hits,
    ts_headline('english', text_words, asked, %(marks)s) AS text_hits
FROM (
    SELECT entry.*, asked, ts_rank(document, asked) * weight AS score
    FROM training_searchentry AS entry, to_tsquery('english', %(asked)s) AS asked
    WHERE document @@ asked AND (%(kind)s = '' OR kind = %(kind)s)
    ORDER BY score DESC, position, id LIMIT %(limit)s OFFSET %(offset)s) AS page
ORDER BY score DESC, position, id"""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one database is asked."""

    one_of: str  # between words of which any will do
    all_of: str  # between words that must all be there
    quoted: str  # a word
    begun: str  # the beginning of a word
    counts: str
    page: str


DIALECTS = {
    "sqlite": Dialect(" OR ", " AND ", '"{}"', '"{}"*', _SQLITE_COUNTS, _SQLITE_PAGE),
    "postgresql": Dialect(" | ", " & ", "'{}'", "'{}':*", _POSTGRES_COUNTS, _POSTGRES_PAGE),
}


def closely(asked: Asked, dialect: Dialect) -> str:
    """Every word, in one of its forms; the last may be a beginning."""
    last = len(asked.terms) - 1
    return dialect.all_of.join(
        _group(forms(term), dialect, begun=place == last and len(term) >= SHORTEST_PREFIX)
        for place, term in enumerate(asked.terms)
    )


def loosely(asked: Asked, dialect: Dialect) -> str:
    """Any of the words, or one that begins alike."""
    groups = []
    for term in asked.terms:
        groups.append(_group(forms(term), dialect, begun=len(term) >= SHORTEST_PREFIX))
        if len(term) > len(beginning(term)):
            groups.append(_group((beginning(term),), dialect, begun=True))
    return dialect.one_of.join(groups)


def _group(words: tuple[str, ...], dialect: Dialect, *, begun: bool) -> str:
    pattern = dialect.begun if begun else dialect.quoted
    return f"({dialect.one_of.join(pattern.format(word) for word in words)})"


def question(asked: Asked, ask: Callable[[Asked, Dialect], str]) -> str:
    """What to ask the database this is; `ask` is `closely` or `loosely`."""
    return ask(asked, DIALECTS[connection.vendor])


def counts(expression: str) -> dict[str, int]:
    """How many entries of each kind fit; one query."""
    with connection.cursor() as cursor:
        cursor.execute(DIALECTS[connection.vendor].counts, {"asked": expression})
        return dict(cursor.fetchall())


def page(expression: str, *, kind: str, offset: int, limit: int) -> list[SearchEntry]:
    """One page of what fits, best first, with its marked words (title_hits, heading_hits,
    text_hits); all kinds when `kind` is empty. One query."""
    values = {"asked": expression, "kind": kind, "offset": offset, "limit": limit, "marks": _MARKS}
    return list(SearchEntry.objects.raw(DIALECTS[connection.vendor].page, values))
