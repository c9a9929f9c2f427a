"""A place on a scale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quizzes.forms.kinds.base import Delivery, Fields, Question, Row, ToldRow, plain, refused
from quizzes.marking import ExplainedRow, Feedback

FIELD = "place"
WIDTH = 100  # of the drawn scale, in its own units


@dataclass(frozen=True, slots=True)
class Field:
    """The number field and the slider beside it."""

    low: str
    high: str
    step: str
    unit: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """The scale with her place and the panel's on it, and what is read of it. Places are numbers
    from 0 to WIDTH; `placed` is None where she placed nothing."""

    ends: tuple[str, str]
    target: str
    left: str
    width: str
    placed: str | None
    hers: str
    panel: str


@dataclass(frozen=True, slots=True)
class Scale:
    """A number; the slider beside it sets it where there is a script."""

    explained: str = "quizzes/kinds/_placed.html"

    def question(self, delivery: Delivery, data: QueryDict, rule: str) -> Question:
        rows = tuple(Row(place, text) for place, text in delivery["labels"].items())
        field = Field(*(delivery[name] for name in ("low", "high", "step", "unit")))
        value = data.get(FIELD, "")
        return Question(delivery["kind"], delivery["stem"], rule, rows, text=value, more=field)

    def rules(self, delivery: Delivery) -> tuple[str, ...]:
        return (
            _("A panel of experts has placed this, too."),
            _("As near as they agree counts in full; further off counts less."),
        )

    def read(self, posted: QueryDict) -> object:
        """A comma is as good as a point; whether it is a place is the engine's to say."""
        return posted.get(FIELD, "").strip().replace(",", ".") or None

    def sent(self, given: Any) -> Fields:
        return {FIELD: given}

    def told(self, row: ExplainedRow) -> ToldRow:
        """The one place: near enough, or off on a side that has a name of its own or ours."""
        if row.given is None:
            return ToldRow("", "", "minus", "due", _("Not answered"))
        if row.key not in ("above", "below"):
            return ToldRow("", "", "check", "done", _("As the panel placed it"), picked=True)
        word = _("Above the panel") if row.key == "above" else _("Below the panel")
        named = plain(row.more) if row.more else word
        return ToldRow("", row.why, "x", "late", named, picked=True, key=row.key)

    def more(self, feedback: Feedback) -> Drawn | None:
        """None where the panel's place may not be told yet."""
        told = feedback.more
        if not told:
            return None
        given = next((row.given for row in feedback.rows), None)
        return Drawn(
            ends=tuple(told["ends"]),
            target=_along(told, Decimal(told["target"])),
            placed=None if given is None else _along(told, Decimal(str(given))),
            hers="" if given is None else f"{given} {told['unit']}".strip(),
            panel=_panel(told),
            **_band(told),
        )

    def nothing(self) -> ValidationError:
        return refused(FIELD, _("Choose a place on the scale first."))


def _along(told: Mapping[str, Any], place: Decimal) -> str:
    """How far along the drawn scale a place is, for an attribute: never in words of a language."""
    low, high = Decimal(told["low"]), Decimal(told["high"])
    share = (min(max(place, low), high) - low) / (high - low)
    return f"{share * WIDTH:.2f}"


def _band(told: Mapping[str, Any]) -> dict[str, str]:
    """Where the panel agrees, as `left` and `width`."""
    target, tolerance = Decimal(told["target"]), Decimal(told["tolerance"])
    left, right = _along(told, target - tolerance), _along(told, target + tolerance)
    return {"left": left, "width": f"{Decimal(right) - Decimal(left):.2f}"}


def _panel(told: Mapping[str, Any]) -> str:
    """Where the panel put it, how far it agreed, and how many they were."""
    words = ngettext(
        "%(target)s, give or take %(tolerance)s (%(count)s expert)",
        "%(target)s, give or take %(tolerance)s (%(count)s experts)",
        told["panel"],
    )
    target = f"{told['target']} {told['unit']}".strip()
    return words % {"target": target, "tolerance": told["tolerance"], "count": told["panel"]}
