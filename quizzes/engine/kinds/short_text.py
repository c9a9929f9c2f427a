"""Short text: a word or a few, compared with what is accepted and with foreseen wrong answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Any, ClassVar

from quizzes.engine import scoring
from quizzes.engine.kinds import answers, plain_text
from quizzes.engine.kinds.base import BLANK, Graded, Judged, Part, Response, Shown, graded
from quizzes.engine.kinds.patterns import (
    ANYTHING,
    Pattern,
    example,
    folded,
    is_one_edit_apart,
    pattern,
)
from quizzes.engine.kinds.reading import Reader

MOST_CHARACTERS = 200
TEXT = "text"  # the one part of a response


@dataclass(frozen=True, slots=True)
class ShortAnswer:
    """What is like `text` earns `weight`; `pattern` is what it is compared by."""

    key: str
    text: str
    pattern: Pattern
    weight: Decimal
    why: str
    belief: str = ""

    @property
    def example(self) -> str:
        """As people read it: … where anything may stand."""
        return example(self.text)


@dataclass(frozen=True, slots=True)
class ShortTextDefinition:
    """`answers` are tried in their order."""

    kind: ClassVar[str] = "short_text"
    rule: ClassVar[str] = ""

    stem: str
    explanation: str
    answers: tuple[ShortAnswer, ...]
    case_sensitive: bool = False

    def answer_to(self, text: str) -> ShortAnswer | None:
        """The first answer that a text matches."""
        line = folded(text, case_sensitive=self.case_sensitive)
        return next((one for one in self.answers if one.pattern.matches(line)), None)


class ShortText:
    """Response: the text, on one line. Mark: the weight of the first answer that it matches.

    Compared as patterns.folded makes it. An author may let one wrong letter pass
    (`spelling_tolerance`), which names that look alike forbid.
    """

    def parse(self, body: Mapping[str, Any]) -> ShortTextDefinition:
        """See Kind. Codes beside those of Reader and answers: too_long, look_alike (with tolerance,
        two answers that are worth different things are a letter apart)."""
        reader = Reader(
            body, allowed=frozenset({"answers", "case_sensitive", "spelling_tolerance"})
        )
        case = reader.flag(reader.body, "case_sensitive", "", default=False)
        tolerant = reader.flag(reader.body, "spelling_tolerance", "", default=False)
        found = _answers(reader, case_sensitive=case, tolerant=tolerant)
        d = ShortTextDefinition(reader.stem, reader.explanation, found, case)
        answers.check(reader, found, is_met=_whole(d) is not None)
        reader.finish()
        return d

    def keys(self, d: ShortTextDefinition) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return (), ()

    def shuffled(self, d: ShortTextDefinition) -> tuple[str, ...]:
        return ()

    def shown(self, d: ShortTextDefinition, order: Sequence[str] = ()) -> Shown:
        """The question alone."""
        if order:
            raise ValueError("a short text has nothing to put in order")
        return Shown(d.kind, d.stem, d.rule, ())

    def clean(self, d: ShortTextDefinition, response: object) -> Response:
        return plain_text.one_line(response, limit=MOST_CHARACTERS)

    def is_complete(self, d: ShortTextDefinition, response: Response) -> bool:
        return response is not None

    def grade(self, d: ShortTextDefinition, response: Response) -> Graded:
        """See Kind. An erased text has nothing in it; what stands in its place in the guarded row
        cannot be judged, and raises TypeError."""
        if not response:
            return BLANK
        if not isinstance(response, str):
            raise TypeError("a short text is judged by its words")
        answer = d.answer_to(response)
        if answer is None:
            return graded(scoring.ZERO, [Part(TEXT, False, scoring.ZERO)])
        fraction = scoring.quantise(answer.weight)
        beliefs = [(answer.key, answer.belief)] if answer.belief else []
        parts = [Part(TEXT, answer.weight == 1, fraction)]
        return graded(fraction, parts, beliefs, matched=answer.key)

    def judged(
        self, d: ShortTextDefinition, response: Response, order: Sequence[str]
    ) -> tuple[Judged, ...]:
        """What she typed, with the answer it met; then the other answers worth a whole."""
        answer = d.answer_to(response) if isinstance(response, str) and response else None
        rows = []
        if response:
            words = answer.example if answer and answer.weight > 0 else None
            right = answer is not None and answer.weight == 1
            rows.append(Judged(answer.key if answer else "", str(response), words, right=right))
        others = (one for one in d.answers if one.weight == 1 and one is not answer)
        return (*rows, *(Judged(one.key, None, one.example) for one in others))

    def right_response(self, d: ShortTextDefinition) -> Response:
        """Words that the first answer worth a whole takes, mostly … where anything may stand."""
        return _whole(d)

    def summary(self, d: ShortTextDefinition, response: Response) -> str:
        return str(response or "")

    def key_summary(self, d: ShortTextDefinition) -> str:
        """Every answer worth a whole."""
        return "; ".join(answer.example for answer in d.answers if answer.weight == 1)

    def guess(self, d: ShortTextDefinition) -> Decimal | None:
        """What any text earns: the weight of a bare wildcard, else 0."""
        taking_all = (answer.weight for answer in d.answers if answer.pattern.is_all)
        return next(taking_all, Decimal(0))


def _answers(reader: Reader, *, case_sensitive: bool, tolerant: bool) -> tuple[ShortAnswer, ...]:
    found = []
    for path, row, key, text in reader.rows("answers", fields=answers.FIELDS, at_least=1):
        line = plain_text.on_one_line(text)
        if len(line) > MOST_CHARACTERS:
            reader.add(f"{path}.text", "too_long", str(MOST_CHARACTERS))
        worth = answers.read_worth(reader, row, path)
        compared = pattern(line, case_sensitive=case_sensitive, tolerant=tolerant)
        found.append(ShortAnswer(key, line, compared, worth.weight, worth.why, worth.belief))
    for one, other in combinations(found, 2):
        if one.weight != other.weight and _look_alike(one.pattern, other.pattern):
            reader.add("answers", "look_alike", f"{one.text}, {other.text}")
    return tuple(found)


def _look_alike(one: Pattern, other: Pattern) -> bool:
    """Whether one of them lets a wrong letter pass that makes it the other."""
    if not (one.tolerant or other.tolerant) or one.has_wildcard or other.has_wildcard:
        return False
    return is_one_edit_apart(one.pieces[0], other.pieces[0])


def _whole(d: ShortTextDefinition) -> str | None:
    """Words that an answer worth a whole takes: its own, with … for anything; or with a letter,
    where the end of a sentence would be taken off a pattern such as "approx.*"."""
    for answer in d.answers:
        for anything in (ANYTHING, "x") if answer.weight == 1 else ():
            words = example(answer.text, anything)
            if d.answer_to(words) is answer:
                return words
    return None
