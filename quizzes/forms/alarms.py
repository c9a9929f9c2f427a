"""Alarms over questions in words: what it looks like, what to do, how sure that is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from quizzes.analysis import QuestionRow
from quizzes.analysis.pages import Alarmed
from quizzes.engine.analysis import Alarm


@dataclass(frozen=True, slots=True)
class Said:
    """One alarm. `tone` and `icon` as the look has them."""

    tone: str
    icon: str
    title: str
    text: str
    sure: str


def said(row: QuestionRow) -> tuple[Said, ...]:
    """What is to be said of a question, worst first."""
    return tuple(WORDS[Alarm(one.alarm)](one, row) for one in row.alarms)


def _option(one: Alarmed) -> str:
    return strip_tags(one.option).strip() or _("one of the wrong answers")


def _wrong_key(one: Alarmed, row: QuestionRow) -> Said:
    title = _("Probably keyed wrong")
    text = _(
        "Those who did best elsewhere chose “%(option)s”, which is marked wrong. Check the key: "
        "good answers may be punished."
    ) % {"option": _option(one)}
    sure = _("%(count)s of the %(of)s best chose it. Chance does that twice in a hundred times.")
    return Said("late", "alert", title, text, sure % {"count": one.count, "of": one.of})


def _against(one: Alarmed, row: QuestionRow) -> Said:
    title = _("It goes against the rest of the quiz")
    text = _(
        "Those who do well elsewhere get it wrong more often than the others. Look at its key "
        "first, then at its wording."
    )
    sure = _("From %(of)s answers; chance alone does not explain it.") % {"of": one.of}
    return Said("late", "alert", title, text, sure)


def _sure_and_wrong(one: Alarmed, row: QuestionRow) -> Said:
    title = _("Several were sure of the same wrong answer")
    text = _(
        "“%(option)s” is believed firmly. Either it is taught somewhere, or it is right: check the "
        "key, then the lesson."
    ) % {"option": _option(one)}
    sure = _("%(count)s of the %(of)s who were sure.") % {"count": one.count, "of": one.of}
    return Said("late", "alert", title, text, sure)


def _two_keys(one: Alarmed, row: QuestionRow) -> Said:
    title = _("Perhaps two answers are right")
    text = _(
        "Those who did best elsewhere are split between the key and “%(option)s”. If that is right "
        "too, accept it; if not, make the difference plain."
    ) % {"option": _option(one)}
    sure = _("%(count)s of the %(of)s best chose it.") % {"count": one.count, "of": one.of}
    return Said("due", "info", title, text, sure)


def _too_fast(one: Alarmed, row: QuestionRow) -> Said:
    title = _("Answered quicker than it can be read")
    text = _("It may be known outside. Let it rest for a while, or write another one.")
    sure = _("%(count)s of %(of)s right answers took less than a third of the time to read it.")
    return Said("due", "clock", title, text, sure % {"count": one.count, "of": one.of})


def _dead(one: Alarmed, row: QuestionRow) -> Said:
    title = _("An answer that nobody chooses")
    text = _(
        "“%(option)s” draws nobody, so the question is easier than it looks. Something that people "
        "really believe would say more."
    ) % {"option": _option(one)}
    sure = _("Not once in %(of)s wrong answers.") % {"of": one.of}
    return Said("mute", "eye", title, text, sure)


WORDS: dict[Alarm, Callable[[Alarmed, QuestionRow], Said]] = {
    Alarm.WRONG_KEY: _wrong_key,
    Alarm.AGAINST: _against,
    Alarm.SURE_AND_WRONG: _sure_and_wrong,
    Alarm.TWO_KEYS: _two_keys,
    Alarm.TOO_FAST: _too_fast,
    Alarm.DEAD_OPTION: _dead,
}
