"""What is missing, how a certificate stands, what was done: codes put into words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from training.rules.certification import Gap, Missing, State

register = template.Library()

# state -> (tone, icon, word)
STATES = {
    State.VALID: ("done", "check", gettext_lazy("Valid")),
    State.WINDOW: ("due", "clock", gettext_lazy("Valid, renewal open")),
    State.GRACE: ("late", "alert", gettext_lazy("Expired, in the days of grace")),
    State.LAPSED: ("late", "alert", gettext_lazy("Lapsed")),
    State.SUPERSEDED: ("mute", "repeat", gettext_lazy("Replaced by a newer one")),
    State.SUSPENDED: ("late", "lock", gettext_lazy("Suspended")),
    State.REVOKED: ("late", "x", gettext_lazy("Revoked")),
}


def gap_words(missing: Sequence[Missing], titles: Mapping[str, str]) -> list[str]:
    """What is missing, a line for each module: "Milia myths: 2 lessons, the observed skills"."""
    if any(one.gap is Gap.HOLDS for one in missing):
        return [_("The one held is still valid; its renewal is not open yet")]
    lines: dict[str, list[str]] = {}
    for one in missing:
        lines.setdefault(one.requirement.module, []).append(_what(one))
    return [f"{titles.get(slug, slug)}: {', '.join(words)}" for slug, words in lines.items()]


def _what(missing: Missing) -> str:
    if missing.gap is Gap.LESSONS:
        return ngettext("%(count)s lesson", "%(count)s lessons", missing.count) % {
            "count": missing.count
        }
    words = {
        Gap.QUIZ: _("the quiz"),
        Gap.OBSERVATION: _("the observed skills"),
        Gap.SIGNATURE: _("the signature under the observation"),
        Gap.TOO_OLD: _("once more, with new evidence"),
        Gap.GONE: _("not on offer at the moment"),
    }
    return words[missing.gap]


@register.simple_tag
def missing_list(missing: tuple[Missing, ...], titles: Mapping[str, str]) -> list[str]:
    """All gaps in words, in order."""
    return gap_words(missing, titles)


@register.filter
def state_tone(state: str) -> str:
    return STATES[State(state)][0]


@register.filter
def state_icon(state: str) -> str:
    return STATES[State(state)][1]


@register.filter
def state_word(state: str) -> str:
    return str(STATES[State(state)][2])


@register.filter
def number(code: str) -> str:
    """A certificate's code in groups that can be read out."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


@register.filter
def lookup(mapping: Mapping[object, object], key: object) -> object:
    return mapping.get(key, 0)
