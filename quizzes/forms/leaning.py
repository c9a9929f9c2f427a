"""Whether somebody reads a scale as the panel does, in plain words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quizzes.engine import bias
from quizzes.forms.kinds.base import plain
from quizzes.results import Leaning


@dataclass(frozen=True, slots=True)
class Lean:
    """`title` names the scale by its ends; `word` is the short answer, `text` what it rests on."""

    title: str
    word: str
    tone: str
    icon: str
    text: str


def lean(one: Leaning) -> Lean:
    """In words that hold for whoever is meant: the page says who."""
    low, high = map(plain, one.ends)
    title = _("From “%(low)s” to “%(high)s”") % {"low": low, "high": high}
    if one.code == bias.NOT_ENOUGH:
        return Lean(title, _("Not enough yet"), "mute", "clock", _few(one.bias.count))
    far = f"{abs(one.bias.signed):.1f} {one.unit}".strip()
    words = {"far": far, "count": one.bias.count}
    if one.code == bias.LEVEL:
        return Lean(
            title, _("Much as the panel"), "done", "check", _("Over %(count)s answers.") % words
        )
    towards = _("Leans towards “%(end)s”") % {"end": high if one.code == bias.ABOVE else low}
    text = (
        _("On average %(far)s above the panel, over %(count)s answers.")
        if one.code == bias.ABOVE
        else _("On average %(far)s below the panel, over %(count)s answers.")
    )
    return Lean(title, towards, "due", "up" if one.code == bias.ABOVE else "down", text % words)


def _few(count: int) -> str:
    words = ngettext(
        "%(count)s answer so far; from %(enough)s on it can be said.",
        "%(count)s answers so far; from %(enough)s on it can be said.",
        count,
    )
    return words % {"count": count, "enough": bias.ENOUGH}
