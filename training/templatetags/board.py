"""The rows of the board, joined in Python: a tag for each of 400 cells would cost half the page."""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from training.teams import Board, Cell, Column, Row

register = template.Library()

ROW = (
    '<tr role="row"><th role="rowheader" scope="row"><a href="{url}">{name}</a>'
    '<span class="sub">{job}</span></th>%s'
    '<td role="cell" data-label="{last}" class="faint nowrap">{seen}</td></tr>\n'
)
CELL = (
    '<td role="cell" data-label="%(short)s">'
    '<a class="cell is-%(tone)s" href="{url}#m-%(slug)s" aria-label="{name}, %(short)s: %(text)s">'
    '<svg class="icon" aria-hidden="true"><use href="#i-%(icon)s"/></svg>%(text)s</a></td>'
)


@register.simple_tag
def board_rows(board: Board, last_label: str) -> SafeString:
    """Every row of the board; `last_label` names the column "last seen" on a phone."""
    rows = ((_row(row, board.columns, last_label),) for row in board.rows)
    return format_html_join("", "{}", rows)


def _row(row: Row, columns: tuple[Column, ...], last_label: str) -> SafeString:
    """One call of format_html a row: what many rows share is escaped once and kept."""
    cells = "".join(map(_pattern, columns, row.cells))
    return format_html(
        ROW % cells, url=row.url, name=row.name, job=row.job, last=last_label, seen=row.seen
    )


@lru_cache(maxsize=2048)
def _pattern(column: Column, cell: Cell) -> str:
    """A cell as a piece of the row's pattern; who it is about is filled in with the row."""
    words = {
        "short": column.short,
        "slug": column.slug,
        "tone": cell.tone,
        "icon": cell.icon,
        "text": cell.text,
    }
    return CELL % {name: _literal(word) for name, word in words.items()}


def _literal(text: str) -> str:
    """Escaped for HTML, and for being part of a pattern."""
    return escape(text).replace("{", "{{").replace("}", "}}")


@register.simple_tag
def cell_tag(cell: Cell) -> SafeString:
    """A cell as a state tag, for lists of a few."""
    return format_html(
        '<span class="tag is-{}"><svg class="icon" aria-hidden="true"><use href="#i-{}"/></svg>'
        "{}</span>",
        cell.tone,
        cell.icon,
        cell.text,
    )
