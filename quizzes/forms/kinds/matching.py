"""A choice for each prompt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from quizzes.engine.kinds.matching import CATEGORIES
from quizzes.forms.kinds.base import (
    EXPLAINED,
    Delivery,
    Fields,
    Question,
    ToldRow,
    plain,
    posted_rows,
    refused,
    rows_of,
)
from quizzes.marking import ExplainedRow, Feedback

PREFIX = "m."


@dataclass(frozen=True, slots=True)
class Matching:
    """A list of choices each, or as categories a radio button for each choice, with its markup;
    one left open is sent empty or not at all."""

    explained: str = EXPLAINED

    def question(self, delivery: Delivery, data: QueryDict, rule: str) -> Question:
        rows = rows_of(delivery["prompts"], data, prefix=PREFIX)
        found = tuple(delivery["choices"].items())
        choices = tuple((name, plain(text)) for name, text in found)
        more = found if _is_sorting(delivery) else None
        return Question(delivery["kind"], delivery["stem"], rule, rows, choices, more=more)

    def rules(self, delivery: Delivery) -> tuple[str, ...]:
        said = (_("You can use an answer more than once."),)
        if _is_sorting(delivery):
            said = (_("Sort each one into a category."), _("Each one counts the same."))
        if len(delivery["choices"]) > len(delivery["prompts"]):
            said += (_("Some are not used."),)
        return said

    def read(self, posted: QueryDict) -> object:
        return {name: text for _, name, text in posted_rows(posted, PREFIX)} or None

    def sent(self, given: Any) -> Fields:
        return {PREFIX + name: value for name, value in given.items()}

    def told(self, row: ExplainedRow) -> ToldRow:
        """Matched with the right choice or with another."""
        match = str(row.correct)
        if row.right:
            return ToldRow(row.html, row.why, "check", "done", _("Right"), match=match)
        if row.given is None:
            return ToldRow(row.html, row.why, "minus", "due", _("Not answered"), match=match)
        given = str(row.given)
        return ToldRow(row.html, row.why, "x", "late", _("Not right"), True, match, given)

    def more(self, feedback: Feedback) -> None:
        return None

    def nothing(self) -> ValidationError:
        return refused("choice", _("Choose an answer first."))


def _is_sorting(delivery: Delivery) -> bool:
    return delivery.get("layout") == CATEGORIES
