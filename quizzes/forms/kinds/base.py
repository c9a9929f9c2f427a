"""What the form of every kind has in common: one Protocol, and a question as a page prints it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.html import strip_tags

from quizzes.marking import ExplainedRow, Feedback

ALL_OR_NOTHING = "all_or_nothing"
NUMBER = re.compile(r"[0-9]{1,6}", re.ASCII)

Delivery = Mapping[str, Any]  # what quizzes.attempts hands out: names of this attempt, no key
Fields = Mapping[str, str | list[str]]


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
    `advice` on how much; `more` is what only one kind needs."""

    kind: str
    stem: str
    rule: str
    rows: tuple[Row, ...]
    choices: tuple[tuple[str, str], ...] = ()
    text: str = ""
    advice: str = ""
    more: Any = None

    @property
    def template(self) -> str:
        return f"quizzes/kinds/{self.kind}.html"

    @property
    def numbers(self) -> range:
        """The places of an ordering, from 1."""
        return range(1, len(self.rows) + 1)


@dataclass(frozen=True, slots=True)
class ToldRow:
    """One option, statement, prompt or step. `match` is what belongs to a prompt, `given` what she
    gave instead, both as stored fragments."""

    html: str
    why: str
    icon: str = "circle"
    tone: str = ""
    word: str = ""
    picked: bool = False
    match: str = ""
    given: str = ""
    key: str = ""


class KindForm(Protocol):
    """One kind in a page. Without state. `explained` is the template of a graded one."""

    explained: str

    def question(self, delivery: Delivery, data: QueryDict, rule: str) -> Question:
        """The question with the values of `data` in its fields."""

    def rules(self, delivery: Delivery) -> tuple[str, ...]:
        """How it is answered and scored: one sentence for each thing to know."""

    def read(self, posted: QueryDict) -> object:
        """The response in what was posted, None for blank. Any bytes may arrive: what has not the
        right form is a ValidationError that says what to do, nothing else."""

    def sent(self, given: Any) -> Fields:
        """The fields that would post this response."""

    def told(self, row: ExplainedRow) -> ToldRow:
        """A judged row in words."""

    def more(self, feedback: Feedback) -> Any:
        """What the explained template prints beside the rows; None for most kinds."""

    def nothing(self) -> ValidationError:
        """She asked how it stands and has given nothing yet."""


EXPLAINED = "quizzes/kinds/_explained.html"


def rows_of(part: Mapping[str, str], data: QueryDict, *, prefix: str) -> tuple[Row, ...]:
    """Rows with a field of their own each, named after its prefix."""
    return tuple(Row(name, text, data.get(prefix + name, "")) for name, text in part.items())


def posted_rows(posted: QueryDict, prefix: str) -> Iterator[tuple[str, str, str]]:
    """(field, name, value) of each row that something was sent for."""
    for field in posted:
        text = posted.get(field)
        if field.startswith(prefix) and text:
            yield field, field.removeprefix(prefix), text


def number(text: str) -> int | None:
    """A short run of plain digits as a number; None for anything else."""
    return int(text) if NUMBER.fullmatch(text) else None


def refused(field: str, text: str) -> ValidationError:
    return ValidationError({field: text})


def plain(fragment: str) -> str:
    """The words of a stored fragment."""
    return html.unescape(strip_tags(fragment))
