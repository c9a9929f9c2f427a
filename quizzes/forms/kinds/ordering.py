"""A number for each step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from quizzes.engine.kinds.ordering_rules import PAIRS
from quizzes.forms.kinds.base import (
    EXPLAINED,
    Delivery,
    Fields,
    Question,
    ToldRow,
    number,
    posted_rows,
    refused,
    rows_of,
)
from quizzes.marking import ExplainedRow, Feedback

PREFIX = "o."


@dataclass(frozen=True, slots=True)
class Ordering:
    """Numbers from 1; the response is the steps by their numbers."""

    explained: str = EXPLAINED

    def question(self, delivery: Delivery, data: QueryDict, rule: str) -> Question:
        """Steps that have a number come first, in its order."""
        rows = rows_of(delivery["steps"], data, prefix=PREFIX)
        placed = sorted(rows, key=lambda row: (not row.value, row.value.zfill(3)))
        return Question(delivery["kind"], delivery["stem"], rule, tuple(placed))

    def rules(self, delivery: Delivery) -> tuple[str, ...]:
        return (_("Put the steps in order."), scored(delivery["rule"]))

    def read(self, posted: QueryDict) -> object:
        numbered: dict[int, str] = {}
        for field, name, text in posted_rows(posted, PREFIX):
            place = number(text)
            if not place:
                raise refused(field, _("Give each step a number from the list."))
            if place in numbered:
                words = _("Two steps have the number %(number)s. Give each step its own.")
                raise refused(field, words % {"number": place})
            numbered[place] = name
        return [numbered[place] for place in sorted(numbered)] or None

    def sent(self, given: Any) -> Fields:
        return {PREFIX + name: str(place) for place, name in enumerate(given, start=1)}

    def told(self, row: ExplainedRow) -> ToldRow:
        """In its place or in another."""
        place = f"{row.correct}. {row.html}"
        if row.right:
            return ToldRow(place, row.why, "check", "done", _("In place"))
        if row.given is None:
            return ToldRow(place, row.why, "minus", "due", _("Not answered"))
        word = _("You put it in place %(place)s") % {"place": row.given}
        return ToldRow(place, row.why, "x", "late", word, picked=True)

    def more(self, feedback: Feedback) -> None:
        return None

    def nothing(self) -> ValidationError:
        return refused("choice", _("Choose an answer first."))


def scored(rule: str) -> str:
    """What counts under a rule (engine.kinds.ordering_rules), "" for the default."""
    return {
        "pairs": _("Each pair in the right order counts."),
        "all_or_nothing": _("All or nothing: only the exact order counts."),
        "absolute": _("Each step in its own place counts."),
        "next": _("Each step counts that is followed at once by the right one."),
        "next_last": _(
            "Each step counts that is followed at once by the right one, and the last one in the "
            "last place."
        ),
        "neighbours": _("For each step the right one just before it and just after it counts."),
        "longest_subsequence": _(
            "The most steps you have in the right order count, even with others between them."
        ),
        "longest_run": _("The longest run of steps that follow each other rightly counts."),
        "distance": _("The nearer a step is to its own place, the more it counts."),
    }[rule or PAIRS]
