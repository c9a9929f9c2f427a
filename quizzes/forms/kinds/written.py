"""A text of her own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from quizzes.forms.kinds.attached import files_asked
from quizzes.forms.kinds.base import Delivery, Fields, Question, ToldRow, refused
from quizzes.marking import ExplainedRow, Feedback


@dataclass(frozen=True, slots=True)
class MarkedLevel:
    """A level of a criterion, and whether it is the one given."""

    html: str
    points: int
    given: bool


@dataclass(frozen=True, slots=True)
class MarkedRow:
    """A criterion as a person found it; no `word` while nobody has looked."""

    html: str
    why: str
    levels: tuple[MarkedLevel, ...]
    icon: str = ""
    tone: str = ""
    word: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """What quizzes/kinds/_marked.html prints: her text as a stored fragment, the rubric, and the
    marker's words."""

    given: tuple[str, ...]
    criteria: tuple[MarkedRow, ...]
    note: str
    waits: bool


@dataclass(frozen=True, slots=True)
class Written:
    """One large field. Whatever is typed is taken; white space alone is nothing."""

    explained: str = "quizzes/kinds/_marked.html"

    def question(self, delivery: Delivery, data: QueryDict, rule: str) -> Question:
        text, allowed = data.get("text", ""), delivery.get("files")
        told = delivery["kind"], delivery["stem"], rule
        files = files_asked(allowed) if allowed else None
        return Question(*told, (), text=text, advice=advice_in_words(delivery), more=files)

    def rules(self, delivery: Delivery) -> tuple[str, ...]:
        return ()

    def read(self, posted: QueryDict) -> object:
        text = posted.get("text", "")
        return text if text.strip() else None

    def sent(self, given: Any) -> Fields:
        return {"text": given}

    def told(self, row: ExplainedRow) -> ToldRow:
        """A criterion, found met by herself or not; nobody says it is right or wrong."""
        return ToldRow(row.html, row.why, picked=row.given is True, key=row.key)

    def more(self, feedback: Feedback) -> Marked:
        given = tuple(one.html for one in feedback.given)
        rows = tuple(map(_marked, feedback.rows))
        return Marked(given, rows, feedback.note, waits=feedback.fraction is None)

    def nothing(self) -> ValidationError:
        return refused("text", _("Write your answer first."))


def _marked(row: ExplainedRow) -> MarkedRow:
    levels = tuple(
        MarkedLevel(html, points, row.given == key) for key, html, points in row.more or ()
    )
    if not isinstance(row.given, str):
        return MarkedRow(row.html, row.why, levels)
    if row.right:
        return MarkedRow(row.html, row.why, levels, "check", "done", _("Met"))
    if row.partly:
        return MarkedRow(row.html, row.why, levels, "half", "due", _("Partly met"))
    return MarkedRow(row.html, row.why, levels, "circle", "due", _("Not met yet"))


def advice_in_words(delivery: Delivery) -> str:
    """How much to write: words as advice."""
    least, most = delivery["words"]
    words = _("About %(least)s to %(most)s words. There is more than one good answer.")
    return words % {"least": least, "most": most}
