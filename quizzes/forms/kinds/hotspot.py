"""Places marked on a picture: by name, or by pointing where the page has its script."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quizzes.forms.kinds.base import Delivery, Fields, Question, Row, ToldRow, refused
from quizzes.marking import ExplainedRow, Feedback

NAMES, POINTS = "marks", "points"
MOST_POINTS = 30
SIGN = 0.032  # of the width of a picture: half of what a sign on it measures

_SHARE = r"(0(?:\.[0-9]{1,18})?|1(?:\.0{1,18})?)"
_POINT = re.compile(f"{_SHARE} {_SHARE}")


@dataclass(frozen=True, slots=True)
class Point:
    """A point in the units of its picture."""

    number: int
    x: str
    y: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A place on the explained picture; `state` is hit, missed or wrong."""

    number: int
    state: str
    at: tuple[str, str]
    ellipse: tuple[str, ...] = ()
    polygon: str = ""

    @property
    def letter(self) -> str:
        """A, B ... Z, AA ...: it stands in the list as well."""
        return letter_of(self.number)

    @property
    def tone(self) -> str:
        return {"hit": "done", "missed": "due"}.get(self.state, "late")


@dataclass(frozen=True, slots=True)
class OnPicture:
    """A picture with what is drawn on it. `points` are hers, as they are sent; `size` is that of a
    sign, in the units of the picture."""

    picture: Mapping[str, Any]
    marks: int = 0
    points: str = ""
    pins: tuple[Point, ...] = ()
    shapes: tuple[Drawn, ...] = ()

    @property
    def width(self) -> str:
        return str(self.picture["width"])

    @property
    def height(self) -> str:
        return str(self.picture["height"])

    @property
    def size(self) -> str:
        return _plain(self.picture["width"] * SIGN)

    @property
    def letters(self) -> str:
        return _plain(self.picture["width"] * SIGN * 1.25)


@dataclass(frozen=True, slots=True)
class Hotspot:
    """A tick for each name, and points in one field, "0.41 0.33;0.7 0.2"."""

    explained: str = "quizzes/kinds/_spots_explained.html"

    def question(self, delivery: Delivery, data: QueryDict, rule: str) -> Question:
        taken, points = data.getlist(NAMES), data.get(POINTS, "")
        rows = tuple(
            Row(name, text, "1" if name in taken else "")
            for name, text in delivery["regions"].items()
        )
        pins = _pins(delivery["picture"], _split(points) or ())
        more = OnPicture(delivery["picture"], delivery["marks"], points if pins else "", pins)
        return Question(delivery["kind"], delivery["stem"], rule, rows, more=more)

    def rules(self, delivery: Delivery) -> tuple[str, ...]:
        words = ngettext("Mark %(count)s place.", "Mark up to %(count)s places.", delivery["marks"])
        said = (words % {"count": delivery["marks"]},)
        if delivery["marks"] > 1:
            said += (_("Each place that is right counts; one too many lowers the score."),)
        return said

    def read(self, posted: QueryDict) -> object:
        """One name sent twice counts once. Without the script points can only be taken back."""
        points = [] if posted.get("no-points") else _split(posted.get(POINTS, ""))
        if points is None:
            words = _("A point on the picture was lost on the way. Set it once more, or use names.")
            raise refused(POINTS, words)
        return [*dict.fromkeys(filter(None, posted.getlist(NAMES))), *points] or None

    def sent(self, given: Any) -> Fields:
        return {
            NAMES: [one for one in given if isinstance(one, str)],
            POINTS: ";".join(" ".join(one) for one in given if not isinstance(one, str)),
        }

    def told(self, row: ExplainedRow) -> ToldRow:
        """A place, marked or not, rightly or not; or one of her points, with where it lies."""
        if isinstance(row.given, str):
            return _told_point(row)
        if row.given and row.correct:
            return ToldRow(row.html, row.why, "check", "done", _("Marked, right"), picked=True)
        if row.given:
            return ToldRow(row.html, row.why, "x", "late", _("Marked, not right"), picked=True)
        if row.correct:
            return ToldRow(row.html, row.why, "minus", "due", _("Right, not marked"))
        return ToldRow(row.html, row.why)

    def more(self, feedback: Feedback) -> OnPicture | None:
        """The picture with the places that count and hers; None where those may not be told yet."""
        picture = feedback.more.get("picture")
        if picture is None:
            return None
        points = [str(row.given).split() for row in feedback.rows if isinstance(row.given, str)]
        return OnPicture(picture, pins=_pins(picture, points), shapes=_drawn(feedback.rows))

    def nothing(self) -> ValidationError:
        return refused(NAMES, _("Mark a place first."))


def letter_of(number: int) -> str:
    """What a place is called on the picture and in the list."""
    rounds, place = divmod(number - 1, 26)
    return "A" * rounds + chr(ord("A") + place)


def _told_point(row: ExplainedRow) -> ToldRow:
    html = _("Your point %(number)s") % {"number": row.key.rpartition(" ")[2]}
    if row.correct:
        return ToldRow(html, "", match=str(row.correct))
    return ToldRow(html, "", "x", "late", _("In none of these places"))


def _drawn(rows: Iterable[ExplainedRow]) -> tuple[Drawn, ...]:
    """The places that are right, and the wrong ones she marked, by their number in the list."""
    found = []
    for number, row in enumerate(rows, start=1):
        if row.more is None or not (row.correct or row.given):
            continue
        state = "hit" if row.given and row.correct else "missed" if row.correct else "wrong"
        x, y = row.more["letter"]
        found.append(
            Drawn(
                number,
                state,
                (_plain(x), _plain(y)),
                tuple(_plain(one) for one in row.more.get("ellipse", ())),
                " ".join(f"{_plain(a)},{_plain(b)}" for a, b in row.more.get("polygon", ())),
            )
        )
    return tuple(found)


def _split(points: str) -> list[list[str]] | None:
    """The points of the field; None when it holds anything else."""
    if not points:
        return []
    found = [_POINT.fullmatch(one) for one in points.split(";", MOST_POINTS + 1)]
    if len(found) > MOST_POINTS or None in found:
        return None
    return [[one[1], one[2]] for one in found if one]


def _pins(picture: Mapping[str, Any], points: Iterable[Iterable[str]]) -> tuple[Point, ...]:
    sizes = (picture["width"], picture["height"])
    return tuple(
        Point(number, *(_plain(float(one) * size) for one, size in zip(point, sizes, strict=True)))
        for number, point in enumerate(points, start=1)
    )


def _plain(number: float) -> str:
    """A length in a picture, to hundredths, with a point in every language."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
