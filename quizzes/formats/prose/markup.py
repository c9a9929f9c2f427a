"""Markdown -> HTML that is safe to show, whoever wrote it.

Two walls. Raw HTML is not Markdown here: it is shown as the text it is. Whatever the renderer
made then passes an allow-list. Markdown parsing is quadratic in some inputs (20 KB of "[" took
90 seconds), so texts are refused by size and shape before any parsing, and rendered once, at save.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import nh3
from markdown import Markdown
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension

from quizzes.formats.prose.evidence import STAND_IN
from quizzes.formats.prose.tables import AFTER_INLINE, Labelled, framed

AUTHORED = 40_000  # characters of a lesson or a question
TYPED = 4_000  # characters of an answer, a comment, a reason
MAX_OPEN = 200
MAX_INDENT = 40  # columns, ten levels of a list

# Not core Markdown's "paragraph" and "empty", which an inline text still needs.
_BLOCK_SYNTAX = (
    "indent",
    "code",
    "hashheader",
    "setextheader",
    "hr",
    "olist",
    "ulist",
    "quote",
    "reference",
    "table",
    "defindent",
    "deflist",
)
_INLINE = {"a", "br", "code", "em", "strong"}
_BLOCK = _INLINE | {
    "p",
    "ul",
    "ol",
    "li",
    "blockquote",
    "pre",
    "hr",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "dl",
    "dt",
    "dd",
    "h2",
    "h3",
}
_ATTRIBUTES = {
    "a": {"href", "title"},
    "ol": {"start"},
    "table": {"role"},
    "thead": {"role"},
    "tbody": {"role"},
    "tr": {"role"},
    "th": {"role", "align"},
    "td": {"role", "align", "data-label"},
    "h2": {"id"},
    "h3": {"id"},
}
# Nothing a browser could read as another scheme or another host: no spaces or control
# characters, no backslash, no "//host", no colon before the first slash.
_HREF = re.compile(
    r"(https://[^\s\\]+|mailto:[^\s\\]+|/(?![/\\])[^\s\\]*|[#?][^\s\\]*|[\w.~-]+([/?#][^\s\\:]*)?)"
)


_REASONS = {
    "too_long": "too long, allowed are {} characters",
    "too_many_brackets": "refused: more than {} brackets are open at once",
    "too_deep": "nested too deep, allowed are {} columns of indentation",
}


@dataclass(frozen=True)
class Heading:
    level: int
    anchor: str
    title: str


class TooMuch(ValueError):
    """A text that will not be parsed. Codes: too_long, too_many_brackets, too_deep."""

    def __init__(self, code: str, limit: int) -> None:
        super().__init__(f"the text is {_REASONS[code].format(limit)}")
        self.code, self.limit = code, limit


def refusal(text: str, *, limit: int = AUTHORED) -> TooMuch | None:
    """Why this text may not be rendered, or None. Linear in the length of the text."""
    if len(text) > limit:
        return TooMuch("too_long", limit)
    opened = max(_most_open(text, "[", "]"), _most_open(text, "](", ")"))
    if opened > MAX_OPEN:
        return TooMuch("too_many_brackets", MAX_OPEN)
    indent = max((len(lead.expandtabs(4)) for lead in re.findall(r"(?m)^[ \t]+", text)), default=0)
    if indent > MAX_INDENT:
        return TooMuch("too_deep", MAX_INDENT)
    return None


def render(text: str, *, limit: int = AUTHORED) -> str:
    """Block HTML. Raises TooMuch. Headings of level 2 and 3 stay, without ids."""
    return framed(_CLEANER.clean(_converted(_parser(), text, limit)))


def render_with_anchors(text: str, *, limit: int = AUTHORED) -> tuple[str, list[Heading]]:
    """Block HTML whose headings carry ids, and the headings in order. Raises TooMuch."""
    parser = _parser()
    TocExtension(marker="", slugify=lambda title, _: slug(title)).extendMarkdown(parser)
    markup = framed(_CLEANER.clean(_converted(parser, text, limit)))
    return markup, list(_flat(parser.toc_tokens))


def render_inline(text: str, *, limit: int = AUTHORED) -> str:
    """HTML for the inside of a line: emphasis, code and links only. Raises TooMuch.

    An option such as "> 3 mm" or "1. Wash" keeps its first characters: no block is recognised.
    """
    parser = _parser()
    for block in _BLOCK_SYNTAX:
        parser.parser.blockprocessors.deregister(block)
    return _INLINE_CLEANER.clean(_converted(parser, text, limit)).strip()


def plain(text: str, *, limit: int = AUTHORED) -> str:
    """The words alone, white space collapsed, nothing escaped: escape it where it is shown."""
    return text_of(render(text, limit=limit))


def text_of(markup: str) -> str:
    """The words of HTML that one of these functions made."""
    return " ".join(html.unescape(_TEXT_CLEANER.clean(markup)).split())


def slug(text: str) -> str:
    """An anchor: small ASCII letters, digits and single hyphens; "section" when nothing is left."""
    letters = unicodedata.normalize("NFKD", text.lower())
    bare = "".join(one for one in letters if not unicodedata.combining(one) and one not in "'’")
    words = re.findall(r"[a-z0-9]+", bare)
    return "-".join(words) or "section"


def _most_open(text: str, opening: str, closing: str) -> int:
    """How deep the brackets are at the deepest place."""
    deepest = open_now = 0
    for found in re.finditer(f"{re.escape(opening)}|{re.escape(closing)}", text):
        open_now = open_now + 1 if found[0] == opening else max(0, open_now - 1)
        deepest = max(deepest, open_now)
    return deepest


def _parser() -> Markdown:
    """A parser of its own for each text: parsers keep state."""
    parser = Markdown(
        extensions=[
            TableExtension(use_align_attribute=True),  # a style attribute would break the CSP
            DefListExtension(),
            SaneListExtension(),
        ]
    )
    parser.preprocessors.deregister("html_block")
    parser.inlinePatterns.deregister("html")
    parser.treeprocessors.register(Labelled(parser), "labelled", AFTER_INLINE)
    return parser


def _converted(parser: Markdown, text: str, limit: int) -> str:
    reason = refusal(text, limit=limit)
    if reason:
        raise reason
    try:
        return parser.convert(text)
    except RecursionError:
        raise TooMuch("too_deep", MAX_INDENT) from None


def _flat(tokens: list[dict[str, Any]]) -> Iterator[Heading]:
    for token in tokens:
        title = " ".join(html.unescape(token["name"]).split())
        yield Heading(token["level"], token["id"], title)
        yield from _flat(token["children"])


def _safe_attribute(tag: str, name: str, value: str) -> str | None:
    if STAND_IN.search(value):
        return None  # what it stands for is markup and would end the attribute
    if name == "href":
        return value if _HREF.fullmatch(value) else None
    if name == "align":
        return value if value in ("left", "center", "right") else None
    return value


def _cleaner(tags: set[str]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=tags,
        attributes={tag: names for tag, names in _ATTRIBUTES.items() if tag in tags},
        attribute_filter=_safe_attribute,
        url_schemes={"https", "mailto"},
        link_rel="noopener noreferrer",
        set_tag_attribute_values={"table": {"class": "table"}, "th": {"scope": "col"}},
    )


_CLEANER, _INLINE_CLEANER = _cleaner(_BLOCK), _cleaner(_INLINE)
_TEXT_CLEANER = nh3.Cleaner(tags=set())
