"""Cloze: a text with gaps to fill, each a drop-down, a short text or a number."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
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
    rows_in_order,
)
from quizzes.engine.kinds.gaps import FIELDS, ChoiceGap, Gap, read_gap
from quizzes.engine.kinds.reading import Reader

MOST_GAPS = 20
MARK = re.compile(r"\[\[([A-Za-z0-9_-]{1,64})\]\]")

_BROKEN = re.compile(r"\[\[|\]\]")


@dataclass(frozen=True, slots=True)
class ClozeDefinition:
    """`text` holds a mark [[key]] where each gap stands; `gaps` are in the order of their marks."""

    kind: ClassVar[str] = "cloze"
    rule: ClassVar[str] = ""

    stem: str
    explanation: str
    text: str
    gaps: tuple[Gap, ...]


class Cloze:
    """Response: for each gap's key the key of a choice, a text, or a number as kind numeric has it.

    Mark: sum(weight x fraction of the gap) / sum(weight). A gap left open counts as not right and
    reveals no belief. A choice, and an answer to a typed gap, is called "gap.choice" in what is
    revealed.
    """

    def parse(self, body: Mapping[str, Any]) -> ClozeDefinition:
        """See Kind. Codes beside those of Reader and of gaps: gap_not_placed, gap_placed_twice,
        unknown_gap, broken_mark."""
        reader = Reader(body, allowed=frozenset({"text", "gaps"}))
        text = reader.text(reader.body, "text", "")
        gaps = {}
        for path, row, key, _ in reader.rows("gaps", fields=FIELDS, at_least=1, texts=False):
            gaps[key] = read_gap(reader, row, key, path)
        if len(gaps) > MOST_GAPS:
            reader.add("gaps", "too_many", str(MOST_GAPS))
        placed = _placed(reader, text, gaps) if text else []
        reader.finish()
        return ClozeDefinition(
            reader.stem, reader.explanation, text, tuple(gaps[key] for key in placed)
        )

    def keys(self, d: ClozeDefinition) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return tuple(gap.key for gap in d.gaps), tuple(row.key for row in _choices(d))

    def shuffled(self, d: ClozeDefinition) -> tuple[str, ...]:
        return tuple(row.key for row in _choices(d))

    def shown(self, d: ClozeDefinition, order: Sequence[str]) -> Shown:
        """Choices by "gap.choice"; gaps have no text of their own."""
        gaps = tuple(Row(gap.key, "") for gap in d.gaps)
        return Shown(d.kind, d.stem, d.rule, gaps, rows_in_order(_choices(d), order))

    def clean(self, d: ClozeDefinition, response: object) -> Response:
        """See Kind; ResponseErrors also as the kinds of typed gaps raise them, with the number of
        the `gap`."""
        given = cleaning.pairs(response, [gap.key for gap in d.gaps])
        filled = {}
        for number, gap in enumerate(d.gaps, start=1):
            if given and gap.key in given:
                value = _cleaned(gap, given[gap.key], number)
                if value is not None:
                    filled[gap.key] = value
        return filled or None

    def is_complete(self, d: ClozeDefinition, response: Response) -> bool:
        return response is not None and len(response) == len(d.gaps)

    def grade(self, d: ClozeDefinition, response: Response) -> Graded:
        if not response:
            return BLANK
        judged = [(gap, gap.grade(response.get(gap.key))) for gap in d.gaps]
        parts = [Part(gap.key, one.fraction == 1, one.fraction) for gap, one in judged]
        beliefs = [(gap.named(answer), code) for gap, one in judged for answer, code in one.beliefs]
        earned = sum(_units(gap.weight) * _units(one.fraction) for gap, one in judged)
        of = _UNIT * sum(_units(gap.weight) for gap in d.gaps)
        return graded(scoring.share(earned, of), parts, beliefs)

    def judged(
        self, d: ClozeDefinition, response: Response, order: Sequence[str]
    ) -> tuple[Judged, ...]:
        """Every gap: what stands in it, by the key of the choice or of the answer met, else by that
        of the right one; and what is right."""
        given = response or {}
        return tuple(gap.judged(given.get(gap.key)) for gap in d.gaps)

    def right_response(self, d: ClozeDefinition) -> Response:
        return {gap.key: gap.right for gap in d.gaps}

    def summary(self, d: ClozeDefinition, response: Response) -> str:
        """The gaps filled, by their number."""
        given = response or {}
        return "; ".join(
            f"{number}: {gap.text(given[gap.key])}"
            for number, gap in enumerate(d.gaps, start=1)
            if gap.key in given
        )

    def key_summary(self, d: ClozeDefinition) -> str:
        return "; ".join(f"{n}: {gap.right_text}" for n, gap in enumerate(d.gaps, start=1))

    def guess(self, d: ClozeDefinition) -> Decimal | None:
        """The weighted mean of what a random guess earns in each gap."""
        weights = sum(Fraction(gap.weight) for gap in d.gaps)
        mean = sum(Fraction(gap.weight) * gap.guess for gap in d.gaps) / weights
        return Decimal(mean.numerator) / mean.denominator


# Weights and fractions have at most twelve places: in these units they are whole numbers.
_UNIT = 10**12


def _units(value: Decimal) -> int:
    numerator, denominator = value.as_integer_ratio()
    return numerator * _UNIT // denominator


def _cleaned(gap: Gap, value: object, number: int) -> Response:
    try:
        return gap.clean(value)
    except ResponseError as error:
        error.gap = number
        raise


def _choices(d: ClozeDefinition) -> list[Row]:
    return [
        Row(gap.named(choice.key), choice.text)
        for gap in d.gaps
        if isinstance(gap, ChoiceGap)
        for choice in gap.choices
    ]


def _placed(reader: Reader, text: str, gaps: Mapping[str, Gap | None]) -> list[str]:
    """The keys of the gaps in the order of their marks, each once."""
    marked = MARK.findall(text)
    if _BROKEN.search(MARK.sub("", text)):
        reader.add("text", "broken_mark")
    for key in dict.fromkeys(marked):
        if key not in gaps:
            reader.add("text", "unknown_gap", key)
        elif marked.count(key) > 1:
            reader.add("text", "gap_placed_twice", key)
    for key in gaps:
        if key and key not in marked:
            reader.add("text", "gap_not_placed", key)
    return [key for key in dict.fromkeys(marked) if gaps.get(key)]
