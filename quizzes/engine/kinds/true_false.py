"""True/false statements: each is judged by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from quizzes.engine import scoring
from quizzes.engine.kinds import cleaning
from quizzes.engine.kinds.base import (
    BLANK,
    Graded,
    Judged,
    Part,
    Response,
    ResponseError,
    Row,
    Shown,
    graded,
)
from quizzes.engine.kinds.reading import Reader

_FIELDS = frozenset({"answer", "why", "belief"})
_SIGNS = {True: "✓", False: "✗"}  # signs, not words: the engine speaks no language


@dataclass(frozen=True, slots=True)
class Statement:
    """`belief` is the code of the belief held by whoever judges it wrongly."""

    key: str
    text: str
    answer: bool
    why: str
    belief: str = ""


@dataclass(frozen=True, slots=True)
class TrueFalseDefinition:
    kind: ClassVar[str] = "true_false"
    rule: ClassVar[str] = ""

    stem: str
    explanation: str
    statements: tuple[Statement, ...]


class TrueFalse:
    """Response: true or false for each statement's key. Mark: the share judged rightly.

    A statement left open counts as not judged rightly and reveals no belief. Statements stay in
    the author's order.
    """

    def parse(self, body: Mapping[str, Any]) -> TrueFalseDefinition:
        reader = Reader(body, allowed=frozenset({"statements"}))
        statements = tuple(
            Statement(
                key=key,
                text=text,
                answer=reader.flag(row, "answer", path),
                why=reader.text(row, "why", path),
                belief=reader.text(row, "belief", path, optional=True),
            )
            for path, row, key, text in reader.rows("statements", fields=_FIELDS, at_least=1)
        )
        reader.finish()
        return TrueFalseDefinition(reader.stem, reader.explanation, statements)

    def keys(self, d: TrueFalseDefinition) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return tuple(statement.key for statement in d.statements), ()

    def shuffled(self, d: TrueFalseDefinition) -> tuple[str, ...]:
        return ()

    def shown(self, d: TrueFalseDefinition, order: Sequence[str] = ()) -> Shown:
        if order:
            raise ValueError("statements stay as written")
        return Shown(d.kind, d.stem, d.rule, tuple(Row(s.key, s.text) for s in d.statements))

    def clean(self, d: TrueFalseDefinition, response: object) -> Response:
        judged = cleaning.pairs(response, [statement.key for statement in d.statements])
        if judged is None:
            return None
        if any(type(value) is not bool for value in judged.values()):
            raise ResponseError("wrong_type")
        return judged

    def is_complete(self, d: TrueFalseDefinition, response: Response) -> bool:
        return response is not None and len(response) == len(d.statements)

    def grade(self, d: TrueFalseDefinition, response: Response) -> Graded:
        if not response:
            return BLANK
        parts = [Part(s.key, response.get(s.key) is s.answer) for s in d.statements]
        beliefs = [
            (s.key, s.belief)
            for s in d.statements
            if s.belief and s.key in response and response[s.key] is not s.answer
        ]
        right = sum(part.right for part in parts)
        return graded(scoring.share(right, len(parts)), parts, beliefs)

    def judged(
        self, d: TrueFalseDefinition, response: Response, order: Sequence[str]
    ) -> tuple[Judged, ...]:
        said = response or {}
        return tuple(Judged(s.key, said.get(s.key), s.answer) for s in d.statements)

    def right_response(self, d: TrueFalseDefinition) -> Response:
        return {statement.key: statement.answer for statement in d.statements}

    def summary(self, d: TrueFalseDefinition, response: Response) -> str:
        judged = response or {}
        return "; ".join(
            f"{_SIGNS[judged[s.key]]} {s.text}" for s in d.statements if s.key in judged
        )

    def key_summary(self, d: TrueFalseDefinition) -> str:
        return self.summary(d, self.right_response(d))

    def guess(self, d: TrueFalseDefinition) -> Decimal | None:
        return Decimal("0.5")
