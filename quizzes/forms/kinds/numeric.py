"""A number, with a unit chosen where the question has units."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.formats import get_format
from django.utils.translation import gettext as _

from quizzes.engine.kinds.base import ResponseError
from quizzes.engine.kinds.intervals import plain as digits
from quizzes.engine.kinds.numbers import quantity
from quizzes.engine.kinds.numeric import UNIT, UNIT_KEY, VALUE
from quizzes.engine.kinds.units import CRITICAL, OF_QUESTION, OF_RESPONSE
from quizzes.forms.kinds.base import EXPLAINED, Delivery, Fields, Question, ToldRow, plain, refused
from quizzes.forms.kinds.typing import told_answer
from quizzes.marking import ExplainedRow, Feedback


@dataclass(frozen=True, slots=True)
class Asked:
    """The unit that is chosen, and whether a minus may have to be typed."""

    unit: str
    below_zero: bool


@dataclass(frozen=True, slots=True)
class Numeric:
    """One field for a number, and a list of units."""

    explained: str = EXPLAINED

    def question(self, delivery: Delivery, data: QueryDict, rule: str) -> Question:
        units = tuple((name, plain(text)) for name, text in delivery["choices"].items())
        advice = _("A number, such as %(number)s.") % {"number": _example()}
        return Question(
            delivery["kind"],
            delivery["stem"],
            rule,
            (),
            units,
            text=data.get(VALUE, ""),
            advice=advice,
            more=Asked(data.get(UNIT, ""), delivery["below_zero"]),
        )

    def rules(self, delivery: Delivery) -> tuple[str, ...]:
        """What a unit counts."""
        if "base" in delivery:
            words = _("Without a unit, your number counts in %(unit)s.")
            return (words % {"unit": plain(delivery["base"])},)
        if not delivery.get("unit_required"):
            return ()
        percent = digits(Decimal(delivery["penalty"]) * 100)
        cost = {
            CRITICAL: _("A wrong or missing unit makes the answer wrong."),
            OF_RESPONSE: _(
                "A wrong or missing unit takes %(percent)s%% off what the number earns."
            ),
            OF_QUESTION: _("A wrong or missing unit takes %(percent)s%% of the question off."),
        }.get(delivery["rule"], _("The unit is looked at and changes no score."))
        return (_("Choose the unit as well."), cost.replace("%(percent)s%%", f"{percent}%"))

    def read(self, posted: QueryDict) -> object:
        """A number alone: its unit has a field of its own."""
        try:
            number, behind = quantity(posted.get(VALUE, ""), comma=_decimal_comma())
        except ResponseError as error:
            raise refused(VALUE, _why(error.code)) from None
        if behind:
            raise refused(VALUE, _why("unit"))
        given = {VALUE: number, UNIT: posted.get(UNIT, "")}
        return {name: text for name, text in given.items() if text} or None

    def sent(self, given: Any) -> Fields:
        number = given.get(VALUE, "")
        shown = number.replace(".", ",") if _decimal_comma() else number
        return {VALUE: shown, UNIT: given.get(UNIT, "")}

    def told(self, row: ExplainedRow) -> ToldRow:
        """Her number and her unit each by itself, then what else is right."""
        if not row.key.startswith(UNIT_KEY):
            return told_answer(row)
        given, match = str(row.given or ""), str(row.correct)
        word = _("Not the right unit") if given else _("No unit given")
        return ToldRow(given or "–", row.why, "x", "late", word, picked=True, match=match)

    def more(self, feedback: Feedback) -> None:
        return None

    def nothing(self) -> ValidationError:
        return refused(
            VALUE, _("Write a number first, such as %(number)s.") % {"number": _example()}
        )


def _decimal_comma() -> bool:
    """Whether decimals begin with a comma in the language of the page."""
    return get_format("DECIMAL_SEPARATOR") == ","


def _example() -> str:
    return "0,5" if _decimal_comma() else "0.5"


def _why(code: str) -> str:
    """What to do about what was typed."""
    words = {
        "thousands": _("Leave out what parts the thousands: write 1000, or %(number)s."),
        "too_long": _("That number is too long. Write a shorter one, such as %(number)s."),
        "unit": _("Write the number alone, such as %(number)s."),
    }
    return words.get(code, _("Write a number such as %(number)s.")) % {"number": _example()}
