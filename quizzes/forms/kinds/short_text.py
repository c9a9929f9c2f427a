"""A word or a few."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from quizzes.forms.kinds.base import EXPLAINED, Delivery, Fields, Question, ToldRow, refused
from quizzes.forms.kinds.typing import told_answer
from quizzes.marking import ExplainedRow, Feedback

FIELD = "text"


@dataclass(frozen=True, slots=True)
class ShortText:
    """One field; white space alone is nothing."""

    explained: str = EXPLAINED

    def question(self, delivery: Delivery, data: QueryDict, rule: str) -> Question:
        text = data.get(FIELD, "")
        advice = _("A word or a few.")
        return Question(delivery["kind"], delivery["stem"], rule, (), text=text, advice=advice)

    def rules(self, delivery: Delivery) -> tuple[str, ...]:
        capitals = (
            _("Capital letters count.")
            if delivery["case_sensitive"]
            else _("Capital letters do not count.")
        )
        spelling = (
            _("One wrong letter in a longer word does not matter.")
            if delivery["spelling_tolerance"]
            else _("Spelling counts.")
        )
        return (spelling, capitals)

    def read(self, posted: QueryDict) -> object:
        text = posted.get(FIELD, "")
        return text if text.strip() else None

    def sent(self, given: Any) -> Fields:
        return {FIELD: given}

    def told(self, row: ExplainedRow) -> ToldRow:
        return told_answer(row)

    def more(self, feedback: Feedback) -> None:
        return None

    def nothing(self) -> ValidationError:
        return refused(FIELD, _("Write your answer first."))
