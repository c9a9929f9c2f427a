"""Matching, and sorting into categories: a choice for each prompt; one may serve twice or never."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from quizzes.engine import scoring
from quizzes.engine.kinds import cleaning
from quizzes.engine.kinds.base import (
    BLANK,
    Chosen,
    Graded,
    Judged,
    Part,
    Response,
    Row,
    Shown,
    graded,
    rows_in_order,
)
from quizzes.engine.kinds.reading import MAX_ROWS, Reader

PAIRS = "pairs"
CATEGORIES = "categories"
MOST_CATEGORIES = 6

_PROMPT_FIELDS = frozenset({"match", "why"})


@dataclass(frozen=True, slots=True)
class Prompt:
    """`match` is the key of the choice that belongs to it."""

    key: str
    text: str
    match: str
    why: str


@dataclass(frozen=True, slots=True)
class MatchingDefinition:
    """`layout` says how it is asked: `pairs`, a list of choices at each prompt, or `categories`,
    few enough to stand at each."""

    kind: ClassVar[str] = "matching"
    rule: ClassVar[str] = ""

    stem: str
    explanation: str
    prompts: tuple[Prompt, ...]
    choices: tuple[Row, ...]
    layout: str = PAIRS


class Matching:
    """Response: a choice's key for each prompt's key. Mark: prompts right / prompts.

    A prompt left open counts as not right. Prompts stay in the author's order, choices do not.
    """

    def parse(self, body: Mapping[str, Any]) -> MatchingDefinition:
        reader = Reader(body, allowed=frozenset({"prompts", "choices", "layout"}))
        layout = reader.one_of("layout", PAIRS, CATEGORIES)
        choices = tuple(
            Row(key, text)
            for _, _, key, text in reader.rows("choices", fields=frozenset(), at_least=2)
        )
        prompts = _prompts(reader, {choice.key for choice in choices})
        if layout == CATEGORIES and MOST_CATEGORIES < len(choices) <= MAX_ROWS:
            reader.add("choices", "too_many", str(MOST_CATEGORIES))
        reader.finish()
        return MatchingDefinition(reader.stem, reader.explanation, prompts, choices, layout)

    def keys(self, d: MatchingDefinition) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return tuple(p.key for p in d.prompts), tuple(c.key for c in d.choices)

    def shuffled(self, d: MatchingDefinition) -> tuple[str, ...]:
        return tuple(choice.key for choice in d.choices)

    def shown(self, d: MatchingDefinition, order: Sequence[str]) -> Shown:
        prompts = tuple(Row(prompt.key, prompt.text) for prompt in d.prompts)
        return Shown(d.kind, d.stem, d.rule, prompts, rows_in_order(d.choices, order))

    def clean(self, d: MatchingDefinition, response: object) -> Response:
        matched = cleaning.pairs(response, [prompt.key for prompt in d.prompts])
        if matched is None:
            return None
        choices = [choice.key for choice in d.choices]
        return {key: cleaning.one_key(value, choices) or "" for key, value in matched.items()}

    def is_complete(self, d: MatchingDefinition, response: Response) -> bool:
        return response is not None and len(response) == len(d.prompts)

    def grade(self, d: MatchingDefinition, response: Response) -> Graded:
        if not response:
            return BLANK
        parts = [Part(prompt.key, response.get(prompt.key) == prompt.match) for prompt in d.prompts]
        return graded(scoring.share(sum(part.right for part in parts), len(parts)), parts)

    def judged(
        self, d: MatchingDefinition, response: Response, order: Sequence[str]
    ) -> tuple[Judged, ...]:
        given = {key: Chosen(choice) for key, choice in (response or {}).items()}
        return tuple(Judged(p.key, given.get(p.key), Chosen(p.match)) for p in d.prompts)

    def right_response(self, d: MatchingDefinition) -> Response:
        return {prompt.key: prompt.match for prompt in d.prompts}

    def summary(self, d: MatchingDefinition, response: Response) -> str:
        matched = response or {}
        texts = {choice.key: choice.text for choice in d.choices}
        return "; ".join(
            f"{p.text} → {texts[matched[p.key]]}" for p in d.prompts if p.key in matched
        )

    def key_summary(self, d: MatchingDefinition) -> str:
        return self.summary(d, self.right_response(d))

    def guess(self, d: MatchingDefinition) -> Decimal | None:
        return Decimal(1) / len(d.choices)


def _prompts(reader: Reader, choices: set[str]) -> tuple[Prompt, ...]:
    prompts = []
    for path, row, key, text in reader.rows("prompts", fields=_PROMPT_FIELDS, at_least=2):
        match = reader.text(row, "match", path)
        if match and match not in choices:
            reader.add(f"{path}.match", "unknown_choice", match)
        prompts.append(Prompt(key, text, match, reader.text(row, "why", path)))
    return tuple(prompts)
