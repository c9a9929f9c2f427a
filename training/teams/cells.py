"""One module of one person in a word, an icon and a tone; and other words that boards share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import ROUND_FLOOR, Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from training.rules.modules import ModuleState, State


class Cell(NamedTuple):
    """Ready to print: a tone of the stylesheet, an icon of the sprite, a word or two."""

    tone: str
    icon: str
    text: str


def percent(score: Decimal) -> int:
    """A share 0..1 as whole percent, rounded down: 79.9 never looks like a pass mark of 80."""
    return int((score * 100).to_integral_value(rounding=ROUND_FLOOR))


def cell_of(state: ModuleState) -> Cell:
    """How she stands in a module, in the fewest words. Late beats everything but done."""
    if state.state is not State.DONE and state.overdue_days:
        return Cell("late", "alert", _("%(days)s d late") % {"days": state.overdue_days})
    if state.locked and state.state in (State.NOT_STARTED, State.QUIZ):
        return Cell("mute", "lock", _("Waits"))
    return _plain(state)


class Words:
    """The cells of one page. Of 400 cells a few dozen differ, so each is put into words once."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], Cell] = {}

    def of(self, state: ModuleState) -> Cell:
        progress = (state.score, state.read, state.lessons)
        key = (state.state, state.overdue_days, state.waits_for, progress)
        cell = self._known.get(key)
        if cell is None:
            cell = self._known[key] = cell_of(state)
        return cell


def _plain(state: ModuleState) -> Cell:
    match state.state:
        case State.DONE:
            return Cell("done", "check", _scored(_("Done"), state))
        case State.SIGNOFF:
            return Cell("now", "clipboard", _("Sign-off"))
        case State.NOT_YET if state.untold:
            return Cell("now", "clock", _("Result later"))
        case State.NOT_YET:
            return Cell("due", "repeat", _scored(_("Not yet"), state))
        case State.QUIZ:
            return Cell("now", "pencil", _("Quiz"))
        case State.READING:
            read = {"read": state.read, "all": state.lessons}
            # Translators: how many lessons are read, as in Reading 3/5
            return Cell("now", "half", _("Reading %(read)s/%(all)s") % read)
    return Cell("mute", "circle", _("Not started"))


def _scored(word: str, state: ModuleState) -> str:
    if state.score is None:
        return word
    # Translators: a state and a percentage, as in Done 88 %
    return _("%(word)s %(percent)s%%") % {"word": word, "percent": percent(state.score)}


def waits_words(state: ModuleState, titles: Mapping[str, str]) -> str:
    """What must come first, in a sentence; empty when nothing does."""
    if not state.waits_for:
        return ""
    names = ", ".join(titles.get(slug, slug) for slug in state.waits_for)
    return _("Opens after the quiz of: %(modules)s.") % {"modules": names}


def seen_words(day: dt.date | None, today: dt.date) -> str:
    """The day of the last sign of her, as seen from today."""
    if day is None:
        return _("Never")
    days = (today - day).days
    if days <= 0:
        return _("Today")
    if days == 1:
        return _("Yesterday")
    return ngettext("%(days)s day ago", "%(days)s days ago", days) % {"days": days}
