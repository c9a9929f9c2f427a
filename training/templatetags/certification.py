"""What is missing, how a certificate stands, what was done: codes put into words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from training.rules.certification import State
from training.rules.requirements import Gap, Kind, Missing, Requirement

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


# Gaps that lie in the certificate itself, not in something it asks for.
AS_A_WHOLE = {
    Gap.HOLDS: gettext_lazy("The one held is still valid; its renewal is not open yet"),
    Gap.SUSPENDED: gettext_lazy("The one held is suspended: put it back or revoke it first"),
    Gap.GONE: gettext_lazy("This certificate is not on offer any more"),
}
# What a requirement asks for when it is asked again; reading is said in a sentence of its own.
AGAIN = {
    Kind.MODULE: gettext_lazy("the quiz"),
    Kind.MUST_NOT_MISS: gettext_lazy("the red-flag questions"),
    Kind.OBSERVATION: gettext_lazy("the observed skills"),
    Kind.PORTFOLIO: gettext_lazy("seen and signed"),
    Kind.PROGRAMME: gettext_lazy("valid on that day"),
}
FEW = 2  # lines that a cell of the matrix holds before it sums up


@dataclass(frozen=True, slots=True)
class GapLine:
    """What is missing of one thing: its title, the words, and the slug of its module, if it is one
    that can be opened."""

    title: str
    words: str
    module: str = ""

    def __str__(self) -> str:
        return f"{self.title}: {self.words}" if self.words else self.title


def gap_lines(missing: Sequence[Missing], titles: Mapping[str, str]) -> list[GapLine]:
    """What is missing, a line for each module, certificate or portfolio. `titles` are those of
    `programmes.titles`."""
    if whole := [str(AS_A_WHOLE[one.gap]) for one in missing if one.requirement is None]:
        return [GapLine(said, "") for said in whole]
    lines: dict[str, list[str]] = {}
    for one in missing:
        about = _about(one.requirement, titles)
        lines.setdefault(about, []).append(_what(one, titles))
    taught = {one.requirement.module for one in missing} & set(titles)
    return [
        GapLine(titles.get(about, about), ", ".join(words), about if about in taught else "")
        for about, words in lines.items()
    ]


@register.simple_tag
def again_lines(requirements: Sequence[Requirement], titles: Mapping[str, str]) -> list[GapLine]:
    """What is asked again, a line for each module, certificate or portfolio."""
    lines: dict[str, list[str]] = {}
    for one in requirements:
        if one.kind in AGAIN:
            lines.setdefault(_about(one, titles), []).append(str(AGAIN[Kind(one.kind)]))
    return [GapLine(titles.get(about, about), ", ".join(words)) for about, words in lines.items()]


@register.simple_tag
def requirement_title(requirement: Requirement, titles: Mapping[str, str]) -> str:
    """The title of its module, certificate or portfolio."""
    about = _about(requirement, titles)
    return titles.get(about, about)


@register.simple_tag
def again_word(requirement: Requirement) -> str:
    """What of it is asked again."""
    return str(AGAIN.get(Kind(requirement.kind), _("the lesson")))


def gap_words(missing: Sequence[Missing], titles: Mapping[str, str]) -> list[str]:
    """The same as plain text: "Milia myths: 2 lessons, the observed skills"."""
    return [str(one) for one in gap_lines(missing, titles)]


def _about(requirement: Requirement, titles: Mapping[str, str]) -> str:
    """What lines are gathered by: the module, or the title of what belongs to none."""
    return requirement.module or _titled(requirement, titles)


def _titled(requirement: Requirement, titles: Mapping[str, str]) -> str:
    """The title of what a requirement is about."""
    key = requirement.of
    if requirement.kind in (Kind.PROGRAMME, Kind.PORTFOLIO):
        key = f"{requirement.kind}:{requirement.of}"
    return titles.get(key, requirement.of)


def _what(missing: Missing, titles: Mapping[str, str]) -> str:
    if missing.gap is Gap.LESSONS:
        if missing.requirement.kind == Kind.LESSON:
            title = _titled(missing.requirement, titles)
            return _("the lesson “%(title)s”") % {"title": title}
        return _counted(Gap.LESSONS, missing.count)
    if missing.gap is Gap.PORTFOLIO:
        return _counted(Gap.PORTFOLIO, missing.count)
    words = {
        Gap.QUIZ: _("the quiz"),
        Gap.OBSERVATION: _("the observed skills"),
        Gap.SIGNATURE: _("the signature under the observation"),
        Gap.RED_FLAGS: _("the red-flag questions"),
        Gap.PROGRAMME: _("a valid certificate first"),
        Gap.REFRESH: _("its yearly refresh first"),
        Gap.TOO_OLD: _again(missing.requirement),
        Gap.GONE: _("not on offer at the moment"),
    }
    return words[missing.gap]


def _again(requirement: Requirement) -> str:
    """What has to be done once more, because it was done too long ago."""
    words = {
        Kind.MODULE: _("the quiz once more"),
        Kind.MUST_NOT_MISS: _("the red-flag questions once more"),
        Kind.OBSERVATION: _("the observed skills once more"),
    }
    return words.get(Kind(requirement.kind), _("once more"))


def _counted(gap: Gap, count: int) -> str:
    """So many of one sort, in words."""
    words = {
        Gap.LESSONS: ngettext("%(count)s lesson", "%(count)s lessons", count),
        Gap.QUIZ: ngettext("%(count)s quiz", "%(count)s quizzes", count),
        Gap.OBSERVATION: ngettext("%(count)s sign-off", "%(count)s sign-offs", count),
        Gap.SIGNATURE: ngettext("%(count)s signature", "%(count)s signatures", count),
        Gap.RED_FLAGS: ngettext("%(count)s red-flag set", "%(count)s red-flag sets", count),
        Gap.PORTFOLIO: ngettext(
            "%(count)s piece of practical work", "%(count)s pieces of practical work", count
        ),
        Gap.REFRESH: ngettext("%(count)s yearly refresh", "%(count)s yearly refreshes", count),
        Gap.TOO_OLD: ngettext("%(count)s thing once more", "%(count)s things once more", count),
        Gap.GONE: ngettext(
            "%(count)s thing that is not on offer", "%(count)s things that are not on offer", count
        ),
    }
    return words[gap] % {"count": count}


@register.simple_tag
def missing_short(missing: Sequence[Missing], titles: Mapping[str, str]) -> list[str]:
    """The same for a narrow cell: after which certificate it comes, and nothing else before that
    one is held; else word for word while it is little, then a sum for each kind."""
    firsts = [_titled(one.requirement, titles) for one in missing if one.gap is Gap.PROGRAMME]
    if firsts:
        return [_("After %(title)s") % {"title": _short(title)} for title in firsts]
    lines = gap_words(missing, titles)
    if len(lines) <= FEW:
        return lines
    sums = Counter()
    for one in missing:
        sums[one.gap] += one.count or 1
    return [_counted(gap, sums[gap]) for gap in Gap if sums[gap]]


def _short(title: str) -> str:
    """A title without what it explains after a colon: "Practitioner: skin care"."""
    return title.partition(":")[0]


@register.simple_tag
def missing_list(missing: tuple[Missing, ...], titles: Mapping[str, str]) -> list[GapLine]:
    """All gaps, in order."""
    return gap_lines(missing, titles)


@register.simple_tag
def comes_first(missing: Sequence[Missing], titles: Mapping[str, str]) -> str:
    """The title of the certificate that has to be held before this one; empty without one."""
    firsts = (_titled(one.requirement, titles) for one in missing if one.gap is Gap.PROGRAMME)
    return next(firsts, "")


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
