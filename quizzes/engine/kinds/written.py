"""Written answer: a few sentences of her own, judged by a rubric, never by a machine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from quizzes.engine import scoring
from quizzes.engine.kinds.base import BLANK, Graded, Judged, Response, ResponseError, Shown
from quizzes.engine.kinds.plain_text import normal
from quizzes.engine.kinds.reading import Reader

MOST_CHARACTERS = 10_000
MOST_POINTS = 10
CRITERIA = (2, 6)
SUMMARY = 160

_FIELDS = frozenset({"good", "points"})


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing to look for in a text, worth `points`; `good` says what it looks like when met."""

    key: str
    text: str
    points: int
    good: str


@dataclass(frozen=True, slots=True)
class WrittenDefinition:
    """`words` (least, most) is advice; `characters` is the limit; `model` is one good answer."""

    kind: ClassVar[str] = "written"
    rule: ClassVar[str] = ""

    stem: str
    explanation: str
    words: tuple[int, int]
    characters: int
    model: str
    criteria: tuple[Criterion, ...]


class Written:
    """Response: the text. Mark: none yet, a person must look; only a blank one is marked at once.

    `grade` and `is_complete` ask no more of a response than whether there is one: what is stored
    of it in place of the text will do.
    """

    def parse(self, body: Mapping[str, Any]) -> WrittenDefinition:
        """See Kind. Codes beside those of Reader: not_two_numbers, not_a_number, out_of_range,
        no_room (`characters` is less than ten for each word asked for)."""
        reader = Reader(body, allowed=frozenset({"words", "characters", "model", "criteria"}))
        words = _words(reader)
        characters = _number(reader, reader.body, "characters", "", MOST_CHARACTERS)
        if characters and words[1] * 10 > characters:
            reader.add("characters", "no_room", str(words[1] * 10))
        model = reader.text(reader.body, "model", "")
        criteria = _criteria(reader)
        reader.finish()
        return WrittenDefinition(
            reader.stem, reader.explanation, words, characters, model, criteria
        )

    def keys(self, d: WrittenDefinition) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return tuple(criterion.key for criterion in d.criteria), ()

    def shuffled(self, d: WrittenDefinition) -> tuple[str, ...]:
        return ()

    def shown(self, d: WrittenDefinition, order: Sequence[str] = ()) -> Shown:
        """The task alone: a criterion would tell what to write."""
        if order:
            raise ValueError("a written question has nothing to put in order")
        return Shown(d.kind, d.stem, d.rule, ())

    def clean(self, d: WrittenDefinition, response: object) -> Response:
        """The text in its normal form, None when nothing is left of it. Raises ResponseError
        wrong_type, and too_long with the limit."""
        if response is None:
            return None
        if type(response) is not str:
            raise ResponseError("wrong_type")
        text = normal(response)
        if len(text) > d.characters:
            raise ResponseError("too_long", limit=d.characters)
        return text or None

    def is_complete(self, d: WrittenDefinition, response: Response) -> bool:
        return response is not None

    def grade(self, d: WrittenDefinition, response: Response) -> Graded:
        return BLANK if response is None else Graded(None, scoring.WAITING)

    def judged(
        self, d: WrittenDefinition, response: Response, order: Sequence[str]
    ) -> tuple[Judged, ...]:
        return ()

    def right_response(self, d: WrittenDefinition) -> Response:
        """The model answer: a good one, and not the only one."""
        return normal(d.model)

    def summary(self, d: WrittenDefinition, response: Response) -> str:
        """The text on one line, shortened to SUMMARY characters."""
        line = " ".join(str(response or "").split())
        return line if len(line) <= SUMMARY else f"{line[: SUMMARY - 1].rstrip()}…"

    def key_summary(self, d: WrittenDefinition) -> str:
        return self.summary(d, self.right_response(d))

    def guess(self, d: WrittenDefinition) -> Decimal | None:
        return Decimal(0)


def _words(reader: Reader) -> tuple[int, int]:
    found = reader.body.get("words")
    if not isinstance(found, list | tuple) or len(found) != 2:
        reader.add("words", "missing" if found is None else "not_two_numbers")
        return (0, 0)
    least, most = found
    if not (_is_number(least) and _is_number(most) and 0 < least <= most <= MOST_CHARACTERS):
        reader.add("words", "not_two_numbers")
        return (0, 0)
    return (least, most)


def _criteria(reader: Reader) -> tuple[Criterion, ...]:
    least, most = CRITERIA
    found = tuple(
        Criterion(
            key=key,
            text=text,
            points=_number(reader, row, "points", path, MOST_POINTS),
            good=reader.text(row, "good", path),
        )
        for path, row, key, text in reader.rows("criteria", fields=_FIELDS, at_least=least)
    )
    if len(found) > most:
        reader.add("criteria", "too_many", str(most))
    return found


def _number(reader: Reader, row: Mapping[str, Any], name: str, path: str, most: int) -> int:
    """A whole number from 1 to `most`; 0 and a problem for anything else."""
    value, where = row.get(name), f"{path}.{name}" if path else name
    if value is None:
        reader.add(where, "missing")
    elif not _is_number(value):
        reader.add(where, "not_a_number")
    elif not 1 <= value <= most:
        reader.add(where, "out_of_range", f"1 to {most}")
    else:
        return int(value)
    return 0


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
