"""One option, all that apply, or as many as are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quizzes.engine.kinds.multiple_rules import PLUS_MINUS
from quizzes.forms.kinds.base import (
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
            return (_("One is best and counts in full; another may count in part."),) * (
                "partly" in delivery
            )
        if number := delivery.get("choose"):
            choose = ngettext("Choose %(number)s.", "Choose %(number)s.", number)
            return (choose % {"number": number}, _("Each right one counts."))
        return (_("Select all that apply."), *scored(delivery["rule"]))

    def read(self, posted: QueryDict) -> object:
        """One sent twice counts once."""
        if not self.several:
            return posted.get(self.field) or None
        return list(dict.fromkeys(filter(None, posted.getlist(self.field)))) or None

    def sent(self, given: Any) -> Fields:
        return {self.field: given if self.several else [given]}

    def told(self, row: ExplainedRow) -> ToldRow:
        return told(row)

    def more(self, feedback: Feedback) -> None:
        return None

    def nothing(self) -> ValidationError:
        return refused("choice", _("Choose an answer first."))


def told(row: ExplainedRow) -> ToldRow:
    """An option chosen or left, rightly or not."""
    if row.given and row.correct:
        return ToldRow(row.html, row.why, "check", "done", _("Your answer, right"), picked=True)
    if row.given and row.partly:
        word = _("Your answer, partly right")
        return ToldRow(row.html, row.why, "half", "due", word, picked=True)
    if row.given:
        return ToldRow(row.html, row.why, "x", "late", _("Your answer"), picked=True)
    if row.correct:
        return ToldRow(row.html, row.why, "check", "done", _("Right"))
    if row.partly:
        return ToldRow(row.html, row.why, "half", "due", _("Partly right"))
    return ToldRow(row.html, row.why)


def scored(rule: str) -> tuple[str, ...]:
    """What choices earn under a rule (engine.kinds.multiple_rules), "" for the default."""
    return {
        "plus_minus": (_("A wrong choice takes a right one back."),),
        "all_or_nothing": (_("All or nothing: every right one, no wrong one."),),
        "balanced": (_("Right choices add, wrong ones take away: choosing all earns nothing."),),
        "each_option": (_("Each one counts: to choose it if it is right, to leave it if not."),),
        "half_way": (
            _("To choose a right one is right, and so is to leave a wrong one."),
            _("All of them right counts in full, at least half of them counts half."),
        ),
        "right_minus_wrong": (
            _("To choose a right one is right, and so is to leave a wrong one."),
            _("Whatever is not right takes a right one back."),
        ),
        "weighted": (_("Some count more than others, and a wrong one can take away."),),
    }[rule or PLUS_MINUS]
