"""A text of her own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from quizzes.forms.kinds.base import EXPLAINED, Delivery, Fields, Question, ToldRow, refused
from quizzes.marking import ExplainedRow, Feedback


@dataclass(frozen=True, slots=True)
class Written:
    """One large field. Whatever is typed is taken; white space alone is nothing."""

    explained: str = EXPLAINED

    def question(self, delivery: Delivery, data: QueryDict, rule: str) -> Question:
        text, advice = data.get("text", ""), advice_in_words(delivery)
        return Question(delivery["kind"], delivery["stem"], rule, (), text=text, advice=advice)

    def rules(self, delivery: Delivery) -> tuple[str, ...]:
        return ()

    def read(self, posted: QueryDict) -> object:
        text = posted.get("text", "")
        return text if text.strip() else None

    def sent(self, given: Any) -> Fields:
        return {"text": given}

    def told(self, row: ExplainedRow) -> ToldRow:
        """A criterion, found met by herself or not; nobody says it is right or wrong."""
        return ToldRow(row.html, row.why, picked=bool(row.given), key=row.key)

    def more(self, feedback: Feedback) -> None:
        return None

    def nothing(self) -> ValidationError:
        return refused("text", _("Write your answer first."))


def advice_in_words(delivery: Delivery) -> str:
    """How much to write: words as advice."""
    least, most = delivery["words"]
    words = _("About %(least)s to %(most)s words. There is more than one good answer.")
    return words % {"least": least, "most": most}
