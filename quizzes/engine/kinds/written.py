"""Written answer: a few sentences of her own, judged by a rubric, never by a machine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from quizzes.engine import scoring
from quizzes.engine.kinds.base import BLANK, Graded, Judged, Response, ResponseError, Shown
from quizzes.engine.kinds.criteria import Criterion, criteria, is_number, number
from quizzes.engine.kinds.files import Files, allowed_files, named
from quizzes.engine.kinds.plain_text import normal
from quizzes.engine.kinds.reading import Reader

MOST_CHARACTERS = 10_000
SUMMARY = 160

_FIELDS = frozenset({"words", "characters", "model", "criteria", "files"})


@dataclass(frozen=True, slots=True)
class WrittenDefinition:
    """`words` (least, most) is advice; `characters` is the limit; `model` is one good answer.
    What the criteria come to is in engine.rubric."""

    kind: ClassVar[str] = "written"
    rule: ClassVar[str] = ""

    stem: str
    explanation: str
    words: tuple[int, int]
    characters: int
    model: str
    criteria: tuple[Criterion, ...]
    files: Files | None = None


class Written:
    """Response: the text, or where files may come with it {"text": ..., "files": [SHA-256, ...]}.
    Mark: none yet, a person must look; only a blank one is marked at once.

    `grade` and `is_complete` ask no more of a response than whether there is one: what is stored
    of it in place of the text will do.
    """

    def parse(self, body: Mapping[str, Any]) -> WrittenDefinition:
        """See Kind. Codes beside those of Reader, `criteria` and files: not_two_numbers, no_room
        (`characters` is less than ten for each word asked for)."""
        reader = Reader(body, allowed=_FIELDS)
        words = _words(reader)
        characters = number(reader, reader.body, "characters", "", most=MOST_CHARACTERS)
        if characters and words[1] * 10 > characters:
            reader.add("characters", "no_room", str(words[1] * 10))
        model = reader.text(reader.body, "model", "")
        rubric, files = criteria(reader), allowed_files(reader)
        reader.finish()
        told = reader.stem, reader.explanation
        return WrittenDefinition(*told, words, characters, model, rubric, files)

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
        """The text in its normal form, with the files if there are any; None when nothing is left
        of it. Raises ResponseError wrong_type, too_long with the limit, and those of files."""
        if type(response) is not dict or d.files is None:
            return _text(d, response) or None
        if not set(response) <= {"text", "files"}:
            raise ResponseError("unknown_key")
        text, files = _text(d, response.get("text")), named(response.get("files", []), d.files)
        return {"text": text, "files": files} if files else text or None

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
        text = response["text"] if isinstance(response, dict) else response
        line = " ".join(str(text or "").split())
        return line if len(line) <= SUMMARY else f"{line[: SUMMARY - 1].rstrip()}…"

    def key_summary(self, d: WrittenDefinition) -> str:
        return self.summary(d, self.right_response(d))

    def guess(self, d: WrittenDefinition) -> Decimal | None:
        return Decimal(0)


def _text(d: WrittenDefinition, found: object) -> str:
    if found is None:
        return ""
    if type(found) is not str:
        raise ResponseError("wrong_type")
    text = normal(found)
    if len(text) > d.characters:
        raise ResponseError("too_long", limit=d.characters)
    return text


def _words(reader: Reader) -> tuple[int, int]:
    found = reader.body.get("words")
    if not isinstance(found, list | tuple) or len(found) != 2:
        reader.add("words", "missing" if found is None else "not_two_numbers")
        return (0, 0)
    least, most = found
    if not (is_number(least) and is_number(most) and 0 < least <= most <= MOST_CHARACTERS):
        reader.add("words", "not_two_numbers")
        return (0, 0)
    return (least, most)
