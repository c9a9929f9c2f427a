"""True or false for each statement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from quizzes.forms.kinds.base import (
    EXPLAINED,
    Delivery,
    Fields,
    Question,
    ToldRow,
    posted_rows,
    refused,
    rows_of,
)
from quizzes.marking import ExplainedRow, Feedback

PREFIX = "s."


@dataclass(frozen=True, slots=True)
class Statements:
    """A pair of radio buttons each: "1" or "0"; one left open is not sent."""

    explained: str = EXPLAINED

    def question(self, delivery: Delivery, data: QueryDict, rule: str) -> Question:
        rows = rows_of(delivery["statements"], data, prefix=PREFIX)
        return Question(delivery["kind"], delivery["stem"], rule, rows)

    def rules(self, delivery: Delivery) -> tuple[str, ...]:
        return (_("Judge each statement by itself."), _("Each one counts the same."))

    def read(self, posted: QueryDict) -> object:
        judged = {}
        for field, name, text in posted_rows(posted, PREFIX):
            if text not in ("1", "0"):
                raise refused(field, _("Choose true or false for each statement."))
            judged[name] = text == "1"
        return judged or None

    def sent(self, given: Any) -> Fields:
        return {PREFIX + name: str(int(value)) for name, value in given.items()}

    def told(self, row: ExplainedRow) -> ToldRow:
        """What it is stands in the word."""
        if row.given is None:
            word = _("True, not answered") if row.correct else _("False, not answered")
            return ToldRow(row.html, row.why, "minus", "due", word)
        if row.right:
            word = _("True, as you said") if row.correct else _("False, as you said")
            return ToldRow(row.html, row.why, "check", "done", word)
        word = _("You said false. It is true.") if row.correct else _("You said true. It is false.")
        return ToldRow(row.html, row.why, "x", "late", word, picked=True)

    def more(self, feedback: Feedback) -> None:
        return None

    def nothing(self) -> ValidationError:
        return refused("choice", _("Choose an answer first."))
