"""A hit as it is shown: the title, and the best few sentences, each word marked that was found.

A line never begins inside a sentence, so that no "never" is cut off. No Django in here: the words
come as pieces, and the template escapes them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from .extracting import sentences
from .words import WORD

LONG = 45  # words of a line ...
SHORT = 60  # ... and of a block that is shown whole
LEAD = 9  # words from the beginning of a sentence too long to show
AROUND = (8, 26)  # words before and after the first hit in such a sentence
GAP = " … "

Pieces = tuple["Piece", ...]


class Piece(NamedTuple):
    text: str
    hit: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """What is shown below a title, and where in the page it stands."""

    anchor: str = ""
    heading: Pieces = ()
    text: Pieces = ()


def hits_in(marked: str, opened: str, closed: str) -> dict[int, str]:
    """place -> word, of the marked words in a text with one space between words."""
    found, inside = {}, False
    for place, word in enumerate(marked.split(" ")):
        inside = inside or opened in word
        if inside:
            found[place] = word.replace(opened, "").replace(closed, "")
        inside = inside and closed not in word
    return found


def pieces(text: str, hits: Collection[int], start: int = 0, end: int | None = None) -> Pieces:
    """The words `start` to `end` of a text with what stands between them, hits apart."""
    words = list(WORD.finditer(text))
    last = len(words) if end is None else min(end, len(words))
    first = words[start].start() if 0 < start < len(words) else 0
    cut = text[: words[last].start()].rstrip() if last < len(words) else text
    made, at = [], first
    for place in sorted(hits):
        if start <= place < last:
            made.append(Piece(cut[at : words[place].start()]))
            made.append(Piece(words[place].group(), True))
            at = words[place].end()
    made.append(Piece(cut[at:]))
    return _joined(made)


def line(
    sections: Sequence[Sequence], headings: dict[int, str], texts: dict[int, str]
) -> Line | None:
    """The best block of an entry's stored sections, given its hits; None when it has no text.
    Best is where most of the words stand together, else below the heading that has most."""
    best: tuple[tuple[int, int, int], Line] | None = None
    heading_at = text_at = 0
    for anchor, heading, heading_words, blocks in sections:
        in_heading = _within(headings, heading_at, heading_words)
        for text, words, whole in blocks or [("", 0, True)]:
            here = _within(texts, text_at, words)
            value = (len(set(here.values())), len(set(in_heading.values())), len(here))
            if best is None or value > best[0]:
                best = value, (anchor, heading, in_heading, text, here, whole)
            text_at += words
        heading_at += heading_words
    if best is None:
        return None
    anchor, heading, in_heading, text, here, whole = best[1]
    return Line(anchor, pieces(heading, in_heading), excerpt(text, here, whole=whole))


def excerpt(text: str, hits: Collection[int], *, whole: bool) -> Pieces:
    """A block, or as much of it as a line holds."""
    words = list(WORD.finditer(text))
    if whole or len(words) <= SHORT:
        return pieces(text, hits)
    first = min(hits, default=0)
    begins = max(at for at in sentences(text) if at <= words[first].start())
    start = next(n for n, word in enumerate(words) if word.start() >= begins)
    if first - start <= LONG - AROUND[1]:
        return _cut(pieces(text, hits, start, start + LONG), start + LONG < len(words))
    end = first + AROUND[1]
    lead = pieces(text, hits, start, start + LEAD)
    tail = _cut(pieces(text, hits, first - AROUND[0], end), end < len(words))
    return _joined([*lead, Piece(GAP), *tail])


def _cut(made: Pieces, more: bool) -> Pieces:
    """With a sign that it goes on, unless it ends with a sentence."""
    ends = re.search(r"[.!?…][”’\")]*\Z", "".join(piece.text for piece in made))
    return _joined([*made, Piece(GAP.rstrip())]) if more and not ends else made


def _within(hits: dict[int, str], start: int, count: int) -> dict[int, str]:
    """The hits of one part, counted from its own beginning."""
    return {place - start: word for place, word in hits.items() if start <= place < start + count}


def _joined(made: Sequence[Piece]) -> Pieces:
    """Without empty pieces, and no two alike in a row."""
    runs = groupby((one for one in made if one.text), key=lambda one: one.hit)
    return tuple(Piece("".join(one.text for one in run), hit) for hit, run in runs)
