"""An action, and the reason for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from quizzes.engine.faces.pair import HALVES
from quizzes.engine.kinds.pair import ACTION
from quizzes.forms.kinds.base import Delivery, Fields, Question, Row, ToldRow, refused
from quizzes.forms.kinds.choosing import told
from quizzes.marking import ExplainedRow, Feedback

PREFIX = "p."


@dataclass(frozen=True, slots=True)
class Pair:
    """Two lists of radio buttons; the reasons are what a question of this kind has `more`."""

    explained: str = "quizzes/kinds/_explained_pair.html"

    def question(self, delivery: Delivery, data: QueryDict, rule: str) -> Question:
        actions, reasons = (_rows(delivery, data, half) for half in HALVES)
        return Question(delivery["kind"], delivery["stem"], rule, actions, more=reasons)

    def rules(self, delivery: Delivery) -> tuple[str, ...]:
        said = _("Choose an action and the reason for it.")
        return (said, _("All or nothing: only the right action for the right reason counts."))

    def read(self, posted: QueryDict) -> object:
        found = {half: posted.get(PREFIX + half) for half in HALVES}
        return {half: name for half, name in found.items() if name} or None

    def sent(self, given: Any) -> Fields:
        return {PREFIX + half: name for half, name in given.items()}

    def told(self, row: ExplainedRow) -> ToldRow:
        return told(row)

    def more(self, feedback: Feedback) -> tuple[tuple[ToldRow, ...], ...]:
        """The actions and the reasons, judged, each list by itself; nothing where only what was
        chosen is told."""
        if not feedback.more:
            return ()
        rows, actions = tuple(map(told, feedback.rows)), feedback.more["actions"]
        return rows[:actions], rows[actions:]

    def nothing(self) -> ValidationError:
        return refused(PREFIX + ACTION, _("Choose an action and a reason first."))


def _rows(delivery: Delivery, data: QueryDict, half: str) -> tuple[Row, ...]:
    texts, taken = delivery["options"], data.get(PREFIX + half)
    names = delivery[HALVES[half]]
    return tuple(Row(name, texts[name], "1" if name == taken else "") for name in names)
