"""How sure she was, and how right: levels of certainty in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from quizzes.engine import certainty
from quizzes.engine.certainty import LEVELS, ZONES
from quizzes.results import ResultRow


@dataclass(frozen=True, slots=True)
class Sure:
    """The answers of one level: `right` of `count` were right; `verdict` says how that fits it."""

    word: str
    meaning: str
    right: str
    count: int
    verdict: str
    tone: str
    icon: str


def levels() -> list[tuple[int, str, str]]:
    """The levels of certainty: number, word, and the probability it stands for."""
    words = dict(zip(LEVELS, (_("Guessing"), _("Fairly sure"), _("Sure")), strict=True))
    low, high = (round(limit * 100) for limit in ZONES[LEVELS[1]])
    meanings = (
        _("Less than %(percent)s%% likely to be right") % {"percent": low},
        _("%(low)s to %(high)s%% likely to be right") % {"low": low, "high": high},
        _("More than %(percent)s%% likely to be right") % {"percent": high},
    )
    return [(level, words[level], meanings[level - 1]) for level in LEVELS]


def summed(rows: Iterable[ResultRow]) -> tuple[Sure, ...]:
    """Each level she named, the surest first; of questions whose outcome may be seen alone."""
    answers = [
        certainty.Answer(row.fraction, row.certainty)
        for row in rows
        if row.certainty is not None and row.fraction is not None and row.state != "void"
    ]
    words = {level: (word, meaning) for level, word, meaning in levels()}
    found = [one for one in certainty.summary(answers).levels if one.count]
    return tuple(_sure(one, *words[one.level]) for one in reversed(found))


def _sure(one: certainty.Level, word: str, meaning: str) -> Sure:
    says, tone, icon = _verdicts()[one.verdict or certainty.WELL_JUDGED]
    right = (one.accuracy or Decimal(0)) * one.count
    return Sure(
        word,
        meaning,
        f"{right.quantize(Decimal('0.01')).normalize():f}",
        one.count,
        says,
        tone,
        icon,
    )


def _verdicts() -> dict[str, tuple[str, str, str]]:
    """Code -> what to say, with tone and icon."""
    return {
        certainty.WELL_JUDGED: (_("Well judged"), "done", "check"),
        certainty.OVER: (_("Rather too sure"), "due", "alert"),
        certainty.OVER_SIGNIFICANTLY: (_("Clearly too sure"), "late", "alert"),
        certainty.UNDER: (_("You know more than you think"), "now", "up"),
        certainty.UNDER_SIGNIFICANTLY: (_("You know much more than you think"), "now", "up"),
    }
