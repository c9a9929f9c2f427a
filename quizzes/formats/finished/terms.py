"""Words of a glossary in finished HTML: the first place where a lesson uses one becomes a link.

It works on what `render` and the blocks made, tag by tag, and adds nothing but its own links: with
them taken out again the HTML is, letter for letter, what it was.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

# Where no word is marked: headings, links, code, marks, drawings, and what a myth is said to say.
_CLOSED = {"a", "button", "code", "pre", "q", "svg", "fieldset", "h1", "h2", "h3", "h4", "h5", "h6"}
TAG = re.compile(r"""<(/?)([a-zA-Z][\w-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>""")
_MARK = re.compile(r'<a class="term" href="[^"]*" data-term="[^"]*">(.*?)</a>', re.DOTALL)


@dataclass(frozen=True)
class Term:
    """`forms` are all its spellings. One in small letters also begins a sentence; one with a
    capital (SPF) is met only as it is written."""

    key: str
    forms: tuple[str, ...]


@dataclass(frozen=True)
class Marked:
    """The pieces with their marks, and the keys marked, in the order of the text."""

    pieces: tuple[str, ...]
    keys: tuple[str, ...]


def mark_terms(pieces: Sequence[str], terms: Iterable[Term], *, page: str) -> Marked:
    """Mark each term once in the pieces of one lesson. `page`: where the glossary is.

    Whole words only, the longest term at a place wins, and a longer term already marked still keeps
    the shorter one inside it from being marked there.
    """
    writer = _Marker({form: term.key for term in terms for form in _spellings(term)}, page)
    return Marked(tuple(writer.piece(one) for one in pieces), tuple(writer.done))


def unmarked(markup: str) -> str:
    """The HTML without the marks that `mark_terms` put in."""
    return _MARK.sub(r"\1", markup)


@dataclass
class _Marker:
    keys: Mapping[str, str]
    page: str
    done: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        longest = sorted(self.keys, key=len, reverse=True)
        words = "|".join(r"\s+".join(map(re.escape, form.split())) for form in longest)
        # An entity such as &amp; is taken whole: no word is inside it.
        self.word = re.compile(rf"&#?\w+;|(?<![\w-])({words or r'(?!)'})(?![\w-])")

    def piece(self, markup: str) -> str:
        made: list[str] = []
        closed = end = 0
        for tag in TAG.finditer(markup):
            made.append(self._text(markup[end : tag.start()], closed))
            made.append(tag[0])
            end = tag.end()
            if tag[2].lower() in _CLOSED and not tag[3].endswith("/"):
                closed = max(0, closed - 1) if tag[1] else closed + 1
        return "".join((*made, self._text(markup[end:], closed)))

    def _text(self, text: str, closed: int) -> str:
        return text if closed else self.word.sub(self._link, text)

    def _link(self, found: re.Match[str]) -> str:
        key = self.keys[" ".join(found[1].split())] if found[1] else ""
        if not key or key in self.done:
            return found[0]
        self.done.append(key)
        return f'<a class="term" href="{self.page}#{key}" data-term="{key}">{found[0]}</a>'


def _spellings(term: Term) -> set[str]:
    """As the HTML writes them."""
    found = set()
    for form in term.forms:
        written = html.escape(" ".join(form.split()), quote=False)
        found.add(written)
        if written == written.lower():
            found.add(written[:1].upper() + written[1:])
    return found
