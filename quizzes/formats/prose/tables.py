"""Tables that a phone can show: each cell carries the heading of its column.

Where a table is too wide, the stylesheet makes a card of each row and puts these headings before
the cells. To some browsers a card is no row of a table any more, so the parts say what they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

from quizzes.formats.prose.evidence import STAND_IN

ROLES = {
    "table": "table",
    "thead": "rowgroup",
    "tbody": "rowgroup",
    "tr": "row",
    "th": "columnheader",
    "td": "cell",
}
AFTER_INLINE = 5  # emphasis and links in a heading are elements by then, and their text is text
_FRAME = '<div class="scroll" role="region" aria-label="Table" tabindex="0">'


class Labelled(Treeprocessor):
    """Gives every cell its heading, and every part its role. The sanitiser comes afterwards."""

    def run(self, root: Element) -> None:
        for table in root.iter("table"):
            headings = list(_headings(table))
            for row in table.iter("tr"):
                for heading, cell in zip(headings, row.findall("td"), strict=False):
                    if heading:
                        cell.set("data-label", heading)
            for part in table.iter():
                if part.tag in ROLES:
                    part.set("role", ROLES[part.tag])


def _headings(table: Element) -> Iterator[str]:
    for head in table.iter("th"):
        yield " ".join(STAND_IN.sub("", "".join(head.itertext())).split())


def framed(markup: str) -> str:
    """Each table in a region of its own that scrolls, by keyboard too, where it stays too wide.

    A written "<table" cannot be meant: what came through the sanitiser is ours.
    """
    return markup.replace("<table", _FRAME + "<table").replace("</table>", "</table></div>")
