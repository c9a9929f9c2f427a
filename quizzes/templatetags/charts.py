"""Plots drawn on the server as SVG: no script, they print, and follow the theme.

Each says in words what it shows; the numbers stand in a table beside it.
"""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from quizzes.analysis import Bar, QuestionRow

register = template.Library()

WIDE, LEFT, STEP = 366, 40, 22  # of the view box, in its own units
SPAN = WIDE - LEFT - 18
FRAME = '<svg viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>'  # wide, high, words, drawing
QUARTERS = (0, 25, 50, 75, 100)


def _x(share: float) -> str:
    """Where a share of 0..1 stands."""
    return f"{LEFT + share * SPAN:.1f}"


def _scale(high: int) -> SafeString:
    return format_html_join(
        "",
        '<path class="c-grid" d="M{x} 8V{high}"/><text class="c-text" x="{x}" y="{low}" '
        'text-anchor="middle">{words}</text>',
        (
            {
                "x": _x(share / 100),
                "high": high,
                "low": high + 18,
                "words": _("%(percent)s%%") % {"percent": share},
            }
            for share in QUARTERS
        ),
    )


@register.simple_tag
def facility_chart(rows: Sequence[QuestionRow]) -> SafeString:
    """A line for each question: the share that had it right, and what it may be."""
    told = [row for row in rows if row.shown.facility is not None]
    high = 20 + STEP * len(told)
    lines = format_html_join(
        "",
        '<g class="{tone}"><text class="c-text{strong}" x="{end}" y="{text}" text-anchor="end">'
        '{number}</text><path class="c-span" d="M{low} {y}H{most}"/>{mark}</g>',
        (_facility(number, row) for number, row in enumerate(told, start=1)),
    )
    words = _("The share of right answers to each question, with its likely range")
    return format_html(FRAME, WIDE, high + 24, words, _scale(high) + lines)


def _facility(number: int, row: QuestionRow) -> dict[str, object]:
    y, x = 4 + STEP * number, _x(row.shown.right / row.shown.n)
    dot = format_html('<circle class="c-dot" cx="{}" cy="{}" r="5"/>', x, y)
    flag = format_html('<path class="c-dot" d="M{} {}l6.5 11h-13z"/>', x, y - 6)
    return {
        "tone": "is-late" if row.alarms else "",
        "strong": " strong" if row.alarms else "",
        "end": LEFT - 12,
        "text": y + 4,
        "number": number,
        "low": _x(row.shown.likely.low),
        "most": _x(row.shown.likely.high),
        "y": y,
        "mark": flag if row.alarms else dot,
    }


@register.simple_tag
def score_chart(scores: Sequence[int], pass_tenth: float | None) -> SafeString:
    """How many attempts came to each tenth of the points, and where the pass mark is."""
    most, high = max(scores, default=0) or 1, 200
    wide = SPAN / len(scores)
    bars = format_html_join(
        "",
        '<rect class="c-bar{soft}" x="{x}" y="{y}" width="{wide}" height="{tall}" rx="2"/>'
        '<text class="c-text" x="{middle}" y="{low}" text-anchor="middle">{words}</text>',
        (
            {
                "soft": " soft" if pass_tenth is not None and tenth < pass_tenth else "",
                "x": f"{LEFT + tenth * wide + 2:.1f}",
                "y": f"{high - count / most * (high - 24):.1f}",
                "wide": f"{wide - 4:.1f}",
                "tall": f"{count / most * (high - 24):.1f}",
                "middle": f"{LEFT + (tenth + 0.5) * wide:.1f}",
                "low": high + 18,
                "words": tenth * 10,
            }
            for tenth, count in enumerate(scores)
        ),
    )
    mark = ""
    if pass_tenth is not None:
        mark = format_html(
            '<path class="c-mark" d="M{} 8V{}"/>', f"{LEFT + pass_tenth * wide:.1f}", high
        )
    words = _("How many attempts came to how many percent of the points")
    return format_html(FRAME, WIDE, high + 24, words, bars + mark)


@register.simple_tag
def spread_chart(rows: Sequence[QuestionRow]) -> SafeString:
    """Facility across, discrimination up: what is hard, and what tells the strong from the weak."""
    told = [row for row in rows if row.shown.discrimination is not None]
    high, middle = 220, 110
    dots = format_html_join(
        "",
        '<circle class="c-dot {}" cx="{}" cy="{}" r="5"><title>{}</title></circle>',
        (
            (
                "is-late" if row.alarms else "",
                _x(row.shown.right / row.shown.n),
                f"{middle - row.shown.discrimination * (middle - 12):.1f}",
                row.key,
            )
            for row in told
        ),
    )
    line = format_html('<path class="c-grid" d="M{} {}H{}"/>', LEFT, middle, WIDE - 18)
    ends = format_html_join(
        "",
        '<text class="c-text" x="{}" y="{}" text-anchor="end">{}</text>',
        (
            (LEFT - 8, y, number_format(value))
            for y, value in ((16, 1), (middle + 4, 0), (high - 8, -1))
        ),
    )
    words = _("Right answers across, how well each question tells strong from weak upwards")
    return format_html(FRAME, WIDE, high + 24, words, _scale(high) + line + ends + dots)


@register.simple_tag
def certainty_chart(bars: Sequence[Bar]) -> SafeString:
    """How often right at each level of certainty."""
    high = 20 + 34 * len(bars)
    drawn = format_html_join(
        "",
        '<text class="c-text strong" x="{end}" y="{text}" text-anchor="end">{name}</text>'
        '<rect class="c-bar" x="{left}" y="{y}" width="{wide}" height="16" rx="2"/>{span}',
        (
            {
                "end": LEFT - 12,
                "text": 34 * number - 4,
                "name": bar.name,
                "left": LEFT,
                "y": 34 * number - 16,
                "wide": f"{bar.count / bar.of * SPAN:.1f}",
                "span": _span(bar, 34 * number - 8),
            }
            for number, bar in enumerate((one for one in bars if one.likely), start=1)
        ),
    )
    words = _("How often the answers were right at each level of certainty")
    return format_html(FRAME, WIDE, high + 24, words, _scale(high) + drawn)


def _span(bar: Bar, y: int) -> SafeString:
    return format_html(
        '<path class="c-mark" d="M{} {}H{}"/>', _x(bar.likely.low), y, _x(bar.likely.high)
    )
