"""A question as it stands in a page: its rows in the order of this attempt, under its names.

`delivery` is what quizzes.attempts hands out: every option, statement, prompt and step goes by a
name that only this attempt knows. Nothing here has ever seen the author's keys.
"""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from quizzes.attempts import in_words as in_words
from quizzes.engine.kinds import ROWS

ALL_OR_NOTHING = "all_or_nothing"
# What the field of a row is called; those of a choice share one name.
PREFIXES = {"true_false": "s.", "matching": "m.", "ordering": "o."}
CHOICES = {"single": "choice", "multiple": "choices"}


@dataclass(frozen=True, slots=True)
class Row:
    """One option, statement, prompt or step. `value` is what stands in its field, if anything."""

    name: str
    html: str
    value: str = ""

    @property
    def text(self) -> str:
        """Without its markup, for an option of a list or the name of a control."""
        return plain(self.html)


@dataclass(frozen=True, slots=True)
class Question:
    """What a template of quizzes/kinds prints: rows to choose from, or a `text` to write with
    `advice` on how much."""

    kind: str
    stem: str
    rule: str
    rows: tuple[Row, ...]
    choices: tuple[tuple[str, str], ...] = ()
    text: str = ""
    advice: str = ""

    @property
    def template(self) -> str:
        return f"quizzes/kinds/{self.kind}.html"

    @property
    def numbers(self) -> range:
        """The places of an ordering, from 1."""
        return range(1, len(self.rows) + 1)


def question(delivery: Mapping[str, Any], data: QueryDict) -> Question:
    """The question with the values of `data` in its fields: stored ones, or just sent ones."""
    kind = delivery["kind"]
    if kind == "written":
        text, advice = data.get("text", ""), advice_in_words(delivery)
        return Question(kind, delivery["stem"], "", (), text=text, advice=advice)
    rows = [
        Row(name, text, _value(kind, name, data)) for name, text in delivery[ROWS[kind]].items()
    ]
    if kind == "ordering":
        rows.sort(key=lambda row: (not row.value, row.value.zfill(3)))
    choices = tuple((name, plain(text)) for name, text in delivery.get("choices", {}).items())
    return Question(kind, delivery["stem"], rule_in_words(delivery), tuple(rows), choices)


def advice_in_words(delivery: Mapping[str, Any]) -> str:
    """How much to write: words as advice."""
    least, most = delivery["words"]
    words = _("About %(least)s to %(most)s words. There is more than one good answer.")
    return words % {"least": least, "most": most}


def rule_in_words(delivery: Mapping[str, Any]) -> str:
    """How this question is answered and scored, unless its own text says so already."""
    stem = plain(delivery["stem"]).casefold()
    said = _rules(delivery["kind"], strict=delivery["rule"] == ALL_OR_NOTHING)
    if len(delivery.get("choices", ())) > len(delivery.get("prompts", ())):
        said += (_("Some are not used."),)
    return " ".join(one for one in said if one.partition(":")[0].strip(". ").casefold() not in stem)


def _rules(kind: str, *, strict: bool) -> tuple[str, ...]:
    """One sentence for each thing to know; none for a single choice."""
    if kind == "multiple":
        score = (
            _("All or nothing: every right one, no wrong one.")
            if strict
            else _("A wrong choice takes a right one back.")
        )
        return (_("Select all that apply."), score)
    if kind == "ordering":
        score = (
            _("All or nothing: only the exact order counts.")
            if strict
            else _("Each pair in the right order counts.")
        )
        return (_("Put the steps in order."), score)
    return {
        "true_false": (_("Judge each statement by itself."), _("Each one counts the same.")),
        "matching": (_("You can use an answer more than once."),),
    }.get(kind, ())


def plain(fragment: str) -> str:
    """The words of a stored fragment."""
    return html.unescape(strip_tags(fragment))


def _value(kind: str, name: str, data: QueryDict) -> str:
    """What stands in the field of one row; "1" for a choice that is taken."""
    if kind in CHOICES:
        return "1" if name in data.getlist(CHOICES[kind]) else ""
    return data.get(PREFIXES[kind] + name, "")
