"""A text with gaps: a list of choices or a field to type, inside the sentence."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.formats import get_format
from django.utils.translation import gettext as _

from quizzes.engine.kinds.base import ResponseError
from quizzes.engine.kinds.numbers import quantity
from quizzes.forms.kinds.base import (
    Delivery,
    Fields,
    Question,
    ToldRow,
    plain,
    posted_rows,
    refused,
)
from quizzes.marking import ExplainedRow, Feedback

PREFIX, NUMBER = "g.", "gn."
MOST_CHARACTERS = 200  # of what is typed into one gap


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap of a page. Without `choices` it is typed; `is_number` = into a field for numbers."""

    number: int
    field: str
    value: str
    choices: tuple[tuple[str, str], ...] = ()
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A stored fragment of the text and the gap behind it; none behind the last."""

    html: str
    gap: Gap | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """The whole text. A fragment alone may close what another has opened."""

    pieces: tuple[Piece, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Filled:
    """A stored fragment of the text, and what stands in the gap behind it."""

    html: str
    row: ToldRow | None = None


@dataclass(frozen=True, slots=True)
class Cloze:
    """One field for each gap. What is typed into a field for numbers is read as one, in the
    language of the page."""

    explained: str = "quizzes/kinds/_cloze_explained.html"

    def question(self, delivery: Delivery, data: QueryDict, rule: str) -> Question:
        text = delivery["text"]
        gaps = [
            _gap(number, name, delivery, data) for number, name in enumerate(text[1::2], start=1)
        ]
        pieces = tuple(Piece(*one) for one in zip_longest(text[::2], gaps))
        return Question(delivery["kind"], delivery["stem"], rule, (), more=Text(pieces, len(gaps)))

    def rules(self, delivery: Delivery) -> tuple[str, ...]:
        said = (_("Fill every gap."),)
        if len(delivery["gaps"]) > 1:
            said += (_("Each gap that is right counts."),)
        return said

    def read(self, posted: QueryDict) -> object:
        given: dict[str, object] = {}
        for field, name, text in posted_rows(posted, PREFIX):
            if text.strip():
                given[name] = _bounded(field, text)
        for field, name, text in posted_rows(posted, NUMBER):
            if text.strip():
                given[name] = _number(field, _bounded(field, text))
        return given or None

    def sent(self, given: Any) -> Fields:
        return dict(_field(name, value) for name, value in given.items())

    def told(self, row: ExplainedRow) -> ToldRow:
        """What stands in a gap, rightly, partly or not; what belongs there beside it."""
        html = _("Gap %(number)s") % {"number": row.more["gap"]}
        match = str(row.correct)
        if row.given is None:
            return ToldRow(html, row.why, "minus", "due", _("Not answered"), match=match)
        given = str(row.given)
        if row.right:
            word = _("Your answer, right")
            return ToldRow(html, row.why, "check", "done", word, picked=True, match=given)
        why = row.why if row.why == row.more["right"] else f"{row.why} {row.more['right']}"
        if row.partly:
            word = _("Your answer, partly right")
            return ToldRow(html, why, "half", "due", word, True, match=match, given=given)
        return ToldRow(html, why, "x", "late", _("Not right"), True, match=match, given=given)

    def more(self, feedback: Feedback) -> tuple[Filled, ...]:
        """The text with what stood in its gaps; nothing where that may not be told yet."""
        rows = [self.told(row) for row in feedback.rows]
        return tuple(Filled(*one) for one in zip_longest(feedback.more.get("text", ()), rows))

    def nothing(self) -> ValidationError:
        return refused("gap", _("Fill a gap first."))


def _gap(number: int, name: str, delivery: Delivery, data: QueryDict) -> Gap:
    is_number = delivery["gaps"][name] == "numeric"
    field = (NUMBER if is_number else PREFIX) + name
    choices = tuple(
        (key, plain(text))
        for key, text in delivery["choices"].items()
        if delivery["of"][key] == name
    )
    return Gap(number, field, data.get(field, ""), choices, is_number)


def _field(name: str, value: Any) -> tuple[str, str]:
    """A number comes with its unit, and with the sign for decimals of the page."""
    if not isinstance(value, dict):
        return PREFIX + name, value
    number = value.get("value", "")
    shown = number.replace(".", ",") if _decimal_comma() else number
    return NUMBER + name, " ".join(filter(None, (shown, value.get("unit", ""))))


def _bounded(field: str, text: str) -> str:
    if len(text) > MOST_CHARACTERS:
        words = _("Write at most %(limit)s characters into a gap.")
        raise refused(field, words % {"limit": MOST_CHARACTERS})
    return text


def _number(field: str, text: str) -> dict[str, str]:
    try:
        number, unit = quantity(text, comma=_decimal_comma())
    except ResponseError:
        words = _("One gap asks for a number. Write it in digits, such as %(number)s.")
        shown = "0,5" if _decimal_comma() else "0.5"
        raise refused(field, words % {"number": shown}) from None
    return {name: part for name, part in (("value", number), ("unit", unit)) if part}


def _decimal_comma() -> bool:
    """Whether decimals begin with a comma in the language of the page."""
    return get_format("DECIMAL_SEPARATOR") == ","
