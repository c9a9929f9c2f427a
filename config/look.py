"""Template tags and filters for the look both apps share. In every template without a load.

Each answers with markup that milium.css expects. A name it does not know raises, so that a typo
fails a test instead of leaving a hole in a page.
"""

from __future__ import annotations

import datetime as dt
import functools
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from django import template
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()

NAMES = (
    "alert arrow award back bell book building calendar chart check chev circle clipboard clock "
    "copy dots down download eye flag gear globe grid half home info key link lock mail minus "
    "offline out pencil plus print quote repeat search shield sort speech theme undo up upload "
    "users x"
)
ICONS = frozenset(NAMES.split())
TONES = frozenset({"done", "due", "late", "now", "mute"})
PIPS = {"strong": 3, "moderate": 2, "expert": 1, "experience": 0}
PLACES = Decimal("0.00001")
# The first that a browser names is the one: Edge also says Chrome, Chrome also says Safari.
BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS": "Mac",
    "Linux": "Linux",
}


def tone_class(tone: str) -> str:
    """The class that sets the tone; ValueError for a tone the stylesheet does not have."""
    if tone not in TONES:
        raise ValueError(f"Unknown tone {tone!r}: one of {', '.join(sorted(TONES))}.")
    return f"is-{tone}"


def whole(percent: object) -> int:
    """A percentage as a whole number within 0 to 100; nothing counts as 0."""
    return min(100, max(0, int(percent or 0)))


@register.simple_tag
@functools.lru_cache(maxsize=512)  # a page draws dozens, out of a few different ones
def icon(name: str, css: str = "", label: str = "") -> SafeString:
    """One icon of the sprite; hidden from screen readers unless it has a label of its own."""
    if name not in ICONS:
        raise ValueError(f"Unknown icon {name!r}: see config/look.py for the names.")
    classes = f"icon {css}".strip()
    spoken = 'role="img" aria-label="{}"' if label else 'aria-hidden="true"'
    markup = '<svg class="{}" ' + spoken + '><use href="#i-{}"/></svg>'
    values = (classes, label, name) if label else (classes, name)
    return format_html(markup, *values)


@register.simple_tag
def tag(tone: str, icon_name: str, text: object, css: str = "") -> SafeString:
    """A state: icon, word, colour. `css` may add "bare"."""
    classes = f"tag {tone_class(tone)} {css}".strip()
    return format_html('<span class="{}">{}{}</span>', classes, icon(icon_name), text)


@register.simple_tag
def ring(percent: object, tone: str = "now", label: str = "") -> SafeString:
    """The pearl as a progress ring; says its percentage unless given other words."""
    done = whole(percent)
    words = label or _("%(percent)s percent done") % {"percent": done}
    fill = (
        format_html(
            '<circle class="fill" cx="22" cy="22" r="18" pathLength="100" '
            'stroke-dasharray="{} 100"/>',
            done,
        )
        if done
        else ""
    )
    return format_html(
        '<svg class="ring {}" viewBox="0 0 44 44" role="img" aria-label="{}">'
        '<circle class="core" cx="22" cy="22" r="13"/>'
        '<circle class="track" cx="22" cy="22" r="18"/>{}</svg>',
        tone_class(tone),
        words,
        fill,
    )


@register.simple_tag
def bar(percent: object, tone: str = "now", mark: object = None) -> SafeString:
    """A bar beside a number that says the same, so it is silent; `mark` is the pass mark in %."""
    line = (
        ""
        if mark is None
        else format_html('<rect class="mark" x="{}" width=".7" height="8"/>', whole(mark))
    )
    return format_html(
        '<svg class="bar {}" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        '<rect width="{}" height="8"/>{}</svg>',
        tone_class(tone),
        whole(percent),
        line,
    )


@register.simple_tag
@functools.lru_cache(maxsize=8)
def pips(strength: str) -> SafeString:
    """How strong the evidence is, as up to three dots; silent, so write the word beside it."""
    if strength not in PIPS:
        raise ValueError(f"Unknown strength {strength!r}: one of {', '.join(PIPS)}.")
    dots = format_html_join(
        "",
        '<circle cx="{}" cy="4" r="2.9"{}/>',
        (
            (x, format_html(' class="{}"', "on") if number < PIPS[strength] else "")
            for number, x in enumerate((4, 12, 20))
        ),
    )
    return format_html('<svg class="pips" viewBox="0 0 24 8" aria-hidden="true">{}</svg>', dots)


@register.simple_tag
def pearl(percent: object = 0) -> SafeString:
    """The large pearl of a lead card, with a ring of progress; decoration beside words."""
    done = whole(percent)
    circle = '<circle cx="60" cy="60" r="52" fill="none" stroke-width="7" '
    ring_fill = (
        format_html(
            circle + 'stroke="var(--teal)" stroke-linecap="round" pathLength="100" '
            'stroke-dasharray="{} 100" transform="rotate(-90 60 60)"/>',
            done,
        )
        if done
        else ""
    )
    return format_html(
        '<svg class="pearl-art hide-narrow" viewBox="0 0 120 120" aria-hidden="true">'
        + circle
        + 'stroke="var(--line)"/>{}<circle cx="60" cy="60" r="38" fill="url(#pearl)"/>'
        '<ellipse cx="46" cy="45" rx="9" ry="5.5" transform="rotate(-38 46 45)" fill="#fff"/>'
        "</svg>",
        ring_fill,
    )


@register.filter
def initial(name: object) -> str:
    """The first letter of a name, for her round mark."""
    return str(name or "").strip()[:1].upper() or "?"


@register.simple_tag
def avatar(name: object, css: str = "") -> SafeString:
    """A round mark with the first letter; the name itself stands beside it."""
    classes = f"avatar {css}".strip()
    return format_html('<span class="{}" aria-hidden="true">{}</span>', classes, initial(name))


@register.filter
def minutes(number: object) -> str:
    """Whole minutes in words: "7 min"."""
    if number in (None, ""):
        return ""
    count = int(number)
    return ngettext("%(count)s min", "%(count)s min", count) % {
        "count": formats.number_format(count)
    }


def in_zone(moment: dt.date | None, pattern: str) -> str:
    """A moment in the active time zone by a date pattern; a plain date as it is; None is empty."""
    if not moment:
        return ""
    if isinstance(moment, dt.datetime) and timezone.is_aware(moment):
        moment = timezone.localtime(moment)
    return formats.date_format(moment, pattern)


@register.filter
def day(moment: dt.date | None) -> str:
    """The date: "27 Nov 2026"."""
    # Translators: a date pattern of Django, as in 27 Nov 2026
    return in_zone(moment, _("j M Y"))


@register.filter
def clock(moment: dt.datetime | None) -> str:
    """The time of day: "14:02"."""
    return in_zone(moment, "H:i")


@register.filter
def stamp(moment: dt.datetime | None) -> str:
    """The time of day to the second: "14:02:31"."""
    return in_zone(moment, "H:i:s")


@register.filter
def share(fraction: object) -> str:
    """A share of 0 to 1 as whole percent, rounded down: 79.9 never looks like a pass mark of 80.

    Five places half up first, as a score meets its pass mark: three stored thirds are 100 %.
    """
    if fraction in (None, ""):
        return ""
    exact = Decimal(str(fraction)).quantize(PLACES, rounding=ROUND_HALF_UP)
    percent = int((exact * 100).to_integral_value(rounding=ROUND_FLOOR))
    # Translators: a percentage; many languages put a space before the sign
    return _("%(percent)s%%") % {"percent": formats.number_format(percent)}


@register.filter
def device(user_agent: object) -> str:
    """A browser's long name of itself in words: "Chrome on Windows"."""
    text = str(user_agent or "")
    browser = next((name for mark, name in BROWSERS.items() if mark in text), "")
    system = next((name for mark, name in SYSTEMS.items() if mark in text), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("An unknown device")
