"""What a lesson's headings may be: ## and ###, plain words, each anchor its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizzes.formats.prose.blocks import Line
from quizzes.formats.prose.evidence import MARK
from quizzes.formats.prose.markup import Heading

# Ids that the page around a lesson uses itself.
_PAGE_IDS = {"main", "toc", "ck", "pearl"}

Said = tuple[int, str]


def heading_lines(lines: Sequence[Line]) -> list[Line]:
    return [(number, text) for number, text in lines if text.startswith("#")]


def line_problems(lines: Sequence[Line]) -> Iterator[Said]:
    """(line, what is wrong) for what a line of prose says about headings."""
    before = ""
    for number, text in lines:
        if re.fullmatch(r"(=+|-+)[ \t]*", text) and before.strip():
            yield number, "a line under text makes it a heading: write ## or leave an empty line"
        if text.startswith("#"):
            if not re.match(r"#{2,3}[ \t]+[^\s#]", text):
                yield number, "headings are ## or ###, then a space and the words"
            if MARK.search(text):
                yield number, "no evidence mark in a heading: put it after the claim in the text"
        before = text


def anchor_problems(lines: Sequence[Line], toc: Sequence[Heading]) -> Iterator[Said]:
    """(line, what is wrong) for anchors that are taken; `lines` are those of the headings."""
    if len(lines) != len(toc):
        yield lines[0][0] if lines else 1, "headings stand alone, not in a quotation or a list"
        return
    seen: set[str] = set()
    for (number, _), heading in zip(lines, toc, strict=True):
        anchor = re.sub(r"_\d+\Z", "", heading.anchor)
        if anchor in seen:
            yield number, f"the heading {heading.title!r} is here twice: word it differently"
        if anchor in _PAGE_IDS or anchor.startswith(("ev-", "term-")):
            yield number, f"the anchor {anchor!r} belongs to the page: word the heading differently"
        seen.add(anchor)
