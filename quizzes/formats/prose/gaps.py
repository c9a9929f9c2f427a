"""A text with gaps: rendered and sanitised as a whole, then cut where its gaps stand.

While the text is rendered a stand-in keeps the place of each gap. It carries the SHA-256 of the
whole text, so no author can write it, and the sanitiser drops every attribute that holds one.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from quizzes.formats.prose.evidence import Placeholders
from quizzes.formats.prose.markup import AUTHORED, render

MARK = re.compile(r"\[\[([A-Za-z0-9_-]{1,64})\]\]")
# Where a control cannot stand: it would be part of a link, or would be read as code.
_CLOSED = {"a": "link", "code": "code"}


class Misplaced(ValueError):
    """A gap that cannot stand where its author put it. Codes: link, code, twice, lost."""

    def __init__(self, key: str, code: str) -> None:
        super().__init__(f"{key}: {code}")
        self.key, self.code = key, code


def render_with_gaps(text: str, *, limit: int = AUTHORED) -> list[str]:
    """Block HTML cut at its gaps: fragment, key, fragment, key ... fragment.

    A fragment alone may close what another has opened; in their order, with a control between each
    two, they are safe to show as they are. Raises TooMuch and Misplaced.
    """
    held = Placeholders(text)
    keys: list[str] = []

    def stand_in(found: re.Match[str]) -> str:
        keys.append(found[1])
        return held.hold(found[1])

    markup = render(MARK.sub(stand_in, text), limit=limit)
    pieces = held.cut(markup)
    _check(pieces, keys)
    return pieces


def _check(pieces: list[str], keys: list[str]) -> None:
    """Raise Misplaced unless every mark has become one gap, in a place where it can stand."""
    walk, found = _Walk(), pieces[1::2]
    for fragment, key in zip(pieces[::2], [*found, ""], strict=True):
        walk.feed(fragment)
        if key and walk.closed:
            raise Misplaced(key, walk.closed)
    for key in keys:
        if found.count(key) != 1:
            raise Misplaced(key, "twice" if found.count(key) > 1 else "lost")


class _Walk(HTMLParser):
    """Knows whether the place it has come to lies inside a link or code. Only for sanitised HTML,
    whose elements are all closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    @property
    def closed(self) -> str:
        return next((_CLOSED[tag] for tag in self.open), "")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _CLOSED:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            self.open.remove(tag)
