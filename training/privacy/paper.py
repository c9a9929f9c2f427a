"""A copy of somebody's data as a paper that is read by people."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from training import papers

from .words import FATES

TEMPLATE = Path(__file__).parent / "copy.typ"
INSTEAD = "\ufffd"  # where a sign cannot be drawn


@dataclass(frozen=True, slots=True)
class Printed:
    """`unfit` is how many signs no font here can draw: a mark stands for each, and the paper says
    so; the file beside it has them all."""

    pdf: bytes
    unfit: int


def printed(said: Mapping[str, Any]) -> Printed:
    """The paper of a document."""
    zone = zoneinfo.ZoneInfo(said["person"]["time_zone"])
    shown = _laid_out(said, zone)
    missing = papers.undrawable(_all_text(shown))
    unfit = sum(_all_text(shown).count(sign) for sign in missing)
    shown = _replaced(shown, str.maketrans(dict.fromkeys(missing, INSTEAD)))
    if unfit:
        shown["unfit"] = _(
            "%(count)s signs could not be printed here, because our fonts do not have them: each "
            "is shown as %(mark)s. The JSON file has them all."
        ) % {"count": unfit, "mark": INSTEAD}
    return Printed(papers.typeset(TEMPLATE, shown, at=said["made_at"]), unfit)


def _laid_out(said: Mapping[str, Any], zone: dt.tzinfo) -> dict[str, Any]:
    sections = [_quiz(one, zone) for one in said["quizzes"]]
    return {
        "title": said["what"],
        "name": said["person"]["name"],
        "email": said["person"]["email"],
        "made": _("Made on %(when)s") % {"when": _text(said["made_at"], zone)},
        "quizzes_title": _("Quizzes"),
        "quizzes": sections,
        "held_title": _("What is held"),
        "holdings": [_holding(one, zone) for one in said["holdings"] if one["count"]],
        "did_title": _("What you did for others"),
        "did": [_done(one, zone) for one in said["holdings"] if one["done_for_others_count"]],
        "unfit": "",
    }


def _quiz(one: Mapping[str, Any], zone: dt.tzinfo) -> dict[str, Any]:
    facts = {
        _("Clinic"): one["clinic"],
        _("Attempt"): one["attempt"],
        _("Begun"): one["started"],
        _("Ended"): one["ended"],
    }
    if one.get("score") is not None:
        facts[_("Result")] = f"{Decimal(one['score']) * 100:.1f} %"
    lines = [
        _("Question %(position)s, %(when)s: %(answer)s")
        % {
            "position": answer["position"],
            "when": _text(answer["at"], zone),
            "answer": "; ".join(answer["answer"]) or "–",
        }
        for answer in one["answers"]
    ]
    notes = [
        _("Note on question %(position)s: %(note)s") % asked
        for asked in one.get("questions", ())
        if "note" in asked
    ]
    return {"title": one["quiz"], "facts": _pairs(facts, zone), "lines": [*lines, *notes]}


def _holding(one: Mapping[str, Any], zone: dt.tzinfo) -> dict[str, Any]:
    facts = {
        _("Why"): one["why"],
        _("How long"): one["kept"],
        _("When you are erased"): _fate(one),
        _("How many"): one["count"],
    }
    rows = [_row(row, zone) for row in one["rows"]]
    return {"title": one["what"], "facts": _pairs(facts, zone), "lines": rows}


def _done(one: Mapping[str, Any], zone: dt.tzinfo) -> dict[str, Any]:
    facts = {_("How many"): one["done_for_others_count"]}
    rows = [_row(row, zone) for row in one["done_for_others"]]
    return {"title": one["what"], "facts": _pairs(facts, zone), "lines": rows}


def _fate(one: Mapping[str, Any]) -> str:
    words = str(FATES[one["when_erased"]])
    return f"{words}: {one['because']}" if one["because"] else words


def _row(row: Mapping[str, Any], zone: dt.tzinfo) -> str:
    return " · ".join(_text(value, zone) for value in row.values() if value not in (None, "", []))


def _pairs(facts: Mapping[str, Any], zone: dt.tzinfo) -> list[list[str]]:
    return [[name, _text(value, zone)] for name, value in facts.items() if value not in (None, "")]


def _text(value: Any, zone: dt.tzinfo) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dt.datetime):
        return date_format(value.astimezone(zone), "j M Y, H:i")
    if isinstance(value, dt.date):
        return date_format(value, "j M Y")
    if isinstance(value, list):
        return ", ".join(_text(one, zone) for one in value)
    return str(value)


def _all_text(shown: Any) -> str:
    if isinstance(shown, str):
        return shown
    parts = shown.values() if isinstance(shown, dict) else shown
    return "".join(map(_all_text, parts))


def _replaced(shown: Any, table: Mapping[int, str]) -> Any:
    if isinstance(shown, str):
        return shown.translate(table)
    if isinstance(shown, dict):
        return {key: _replaced(one, table) for key, one in shown.items()}
    return [_replaced(one, table) for one in shown]
