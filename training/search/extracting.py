"""A lesson's finished HTML -> its sections in plain words, for the index and the line below a hit.

A block is what may be shown alone. Cards (a myth and what holds, what to say, what we do not know)
keep their labels and are shown whole: half a card could say the opposite.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from .words import WORD, tidy

# Drawings, the buttons of evidence marks and the choice of a skin tone: no words of the text.
_SILENT = re.compile(r"<(svg|button|fieldset)\b.*?</\1>", re.DOTALL)
_VOID = {"br", "hr"}
_CARDS = {"mythfact", "say", "note"}
_LISTED = {"li", "td", "th", "dt", "dd"}
_APART = {"p", "h3", "div", "tr", "blockquote", "figcaption"}
_BEFORE_STOP = re.compile(r" +([.,;:!?)])")
_STOP = re.compile(r"[.!?…][”’\")]*(\s+|\Z)")
ITEM = " · "  # between the items of a list and the cells of a row


@dataclass(frozen=True, slots=True)
class Block:
    """Words that belong together; `whole`: not to be shown in part."""

    text: str
    whole: bool = False

    @property
    def words(self) -> int:
        return len(WORD.findall(self.text))


@dataclass(slots=True)
class Section:
    """What stands below one heading; the first may have none."""

    anchor: str = ""
    heading: str = ""
    blocks: list[Block] = field(default_factory=list)

    def add(self, text: str, *, whole: bool = False) -> None:
        """One more block. What ends with a colon goes on in the next."""
        text = _BEFORE_STOP.sub(r"\1", tidy(text))
        if not WORD.search(text):
            return
        if self.blocks and self.blocks[-1].text.endswith(":") and not whole:
            text = f"{self.blocks.pop().text} {text}"
        self.blocks.append(Block(text, whole))

    def data(self) -> list[object]:
        """As it is stored in an entry."""
        blocks = [[one.text, one.words, one.whole] for one in self.blocks]
        return [self.anchor, self.heading, len(WORD.findall(self.heading)), blocks]


def sections_of(segments: Iterable[str]) -> list[Section]:
    """The sections of a lesson, from the HTML of its segments in order."""
    reader = _Reader()
    for markup in segments:
        reader.feed(_SILENT.sub("", markup))
        reader.close()
    return [one for one in reader.sections if one.heading or one.blocks]


def sentences(text: str) -> Iterator[int]:
    """Where in a text its sentences begin."""
    yield 0
    for stop in _STOP.finditer(text):
        if stop.end() < len(text):
            yield stop.end()


class _Reader(HTMLParser):
    """Reads sanitised HTML, well formed: what stands at its top level is a block, and each row of a
    table."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sections = [Section()]
        self.depth = 0
        self.words: list[str] = []
        self.anchor: str | None = None  # of the heading being read
        self.card = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if self.depth == 0:
            kinds = (given.get("class") or "").split()
            self.card = not _CARDS.isdisjoint(kinds)
            self.anchor = given.get("id") if tag in ("h2", "h3") else None
        if tag in _LISTED and "".join(self.words).strip():
            self.words.append(ITEM)
        elif tag == "q":
            self.words.append("“")
        elif tag in _APART or tag in _VOID:
            self.words.append(" ")
        if tag not in _VOID:
            self.depth += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        self.depth -= 1
        if tag == "q":
            self.words.append("” ")
        elif tag == "h3" and self.depth:
            self.words.append(": ")
        if self.depth == 0 or tag == "tr":
            self._end_block(is_row=tag == "tr")

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def _end_block(self, *, is_row: bool) -> None:
        text = "".join(self.words)
        self.words = []
        if self.anchor is not None:
            self.sections.append(Section(self.anchor, tidy(text)))
        elif self.card or is_row or not _STOP.search(text.partition(ITEM)[0].strip()):
            self.sections[-1].add(text, whole=self.card)
        else:  # items that are sentences stand for themselves
            for item in text.split(ITEM):
                self.sections[-1].add(item)
        self.anchor, self.card = None, False
