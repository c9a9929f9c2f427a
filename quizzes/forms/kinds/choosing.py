"""One option, or all that apply."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from quizzes.forms.kinds.base import (
    ALL_OR_NOTHING,
    EXPLAINED,
    Delivery,
    Fields,
    Question,
    Row,
    ToldRow,
    refused,
)
from quizzes.marking import ExplainedRow, Feedback


@dataclass(frozen=True, slots=True)
class Choosing:
    """Options that share one field."""

    several: bool = False
    explained: str = EXPLAINED

    @property
    def field(self) -> str:
        return "choices" if self.several else "choice"

    def question(self, delivery: Delivery, data: QueryDict, rule: str) -> Question:
        taken = data.getlist(self.field)
        rows = tuple(
            Row(name, text, "1" if name in taken else "")
            for name, text in delivery["options"].items()
        )
        return Question(delivery["kind"], delivery["stem"], rule, rows)

    def rules(self, delivery: Delivery) -> tuple[str, ...]:
        if not self.several:
            return ()
        score = (
            _("All or nothing: every right one, no wrong one.")
            if delivery["rule"] == ALL_OR_NOTHING
            else _("A wrong choice takes a right one back.")
        )
        return (_("Select all that apply."), score)

    def read(self, posted: QueryDict) -> object:
        """One sent twice counts once."""
        if not self.several:
            return posted.get(self.field) or None
        return list(dict.fromkeys(filter(None, posted.getlist(self.field)))) or None

    def sent(self, given: Any) -> Fields:
        return {self.field: given if self.several else [given]}

    def told(self, row: ExplainedRow) -> ToldRow:
        """Chosen or left, rightly or not."""
        if row.given and row.correct:
            return ToldRow(row.html, row.why, "check", "done", _("Your answer, right"), picked=True)
        if row.given:
            return ToldRow(row.html, row.why, "x", "late", _("Your answer"), picked=True)
        if row.correct:
            return ToldRow(row.html, row.why, "check", "done", _("Right"))
        return ToldRow(row.html, row.why)

    def more(self, feedback: Feedback) -> None:
        return None

    def nothing(self) -> ValidationError:
        return refused("choice", _("Choose an answer first."))
