"""A lesson's HTML for paper: numbered notes for the evidence marks, nothing left to press."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from quizzes.formats.finished.terms import TAG, unmarked

_EVIDENCE = re.compile(
    r'<button class="ev"[^>]*popovertarget="ev-([A-Z]\d{2,4})".*?</button>', re.DOTALL
)
_RUN = re.compile(rf"(?:\s*{_EVIDENCE.pattern})+", re.DOTALL)
_HEADING_OR_MARK = re.compile(r'<h[23] id="([^"]+)"|popovertarget="ev-([A-Z]\d{2,4})"')
_TONES = re.compile(r'<fieldset class="tones">.*?</fieldset>', re.DOTALL)
_ID = re.compile(r' (id|aria-labelledby)="([^"]*)"')
_REFERENCE = re.compile(r'(href="#|url\(#)(?!i-)')


def claims_shown(pieces: Sequence[str]) -> tuple[str, ...]:
    """The codes of the evidence marks in finished HTML, in order, each once."""
    found = (mark[1] for piece in pieces for mark in _EVIDENCE.finditer(piece))
    return tuple(dict.fromkeys(found))


def headings_of_claims(pieces: Sequence[str]) -> dict[str, str]:
    """Code -> the anchor of the heading that its first mark stands under; "" above the first."""
    found: dict[str, str] = {}
    anchor = ""
    for piece in pieces:
        for heading, code in _HEADING_OR_MARK.findall(piece):
            anchor = heading or anchor
            if code:
                found.setdefault(code, anchor)
    return found


def on_paper(markup: str, numbers: Mapping[str, int], *, namespace: str) -> str:
    """The HTML with its marks as numbers of notes (a claim without a number has none), without
    glossary links and switches. `namespace` goes before each id, so that lessons share a page."""

    def noted(found: re.Match[str]) -> str:
        codes = [mark[1] for mark in _EVIDENCE.finditer(found[0])]
        known = [numbers[code] for code in codes if code in numbers]
        links = ",".join(f'<a href="#note-{number}">{number}</a>' for number in known)
        return f'<sup class="noted">{links}</sup>' if links else ""

    bare = _TONES.sub("", unmarked(markup))
    return _RUN.sub(noted, TAG.sub(lambda tag: _owned(tag[0], namespace), bare))


def _owned(tag: str, namespace: str) -> str:
    """The tag with the namespace before its ids and before what it refers to on the same page."""

    def own(found: re.Match[str]) -> str:
        names = " ".join(f"{namespace}-{name}" for name in found[2].split())
        return f' {found[1]}="{names}"'

    return _REFERENCE.sub(rf"\1{namespace}-", _ID.sub(own, tag))
