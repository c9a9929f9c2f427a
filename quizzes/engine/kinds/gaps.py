"""Gaps of a text: a drop-down with choices, or a short text or a number to type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from quizzes.engine import scoring
from quizzes.engine.kinds import cleaning, units
from quizzes.engine.kinds.base import (
    BLANK,
    Chosen,
    Definition,
    DefinitionError,
    Graded,
    Judged,
    Kind,
    Response,
)
from quizzes.engine.kinds.numeric import Numeric
from quizzes.engine.kinds.reading import Reader
from quizzes.engine.kinds.short_text import ShortText

CHOICE = "choice"
TYPED_GAPS: dict[str, Kind[Any]] = {"short_text": ShortText(), "numeric": Numeric()}
MOST_WEIGHT = 100

_OWN = frozenset({"key", "kind", "weight"})
_FIELDS = {
    CHOICE: frozenset({"choices"}),
    "short_text": frozenset({"answers", "case_sensitive", "spelling_tolerance"}),
    "numeric": frozenset({"answers"}) | units.FIELDS,
}
FIELDS = _OWN.union(*_FIELDS.values())  # what a gap of any kind may have
_CHOICE_FIELDS = frozenset({"correct", "weight", "why", "belief"})


@dataclass(frozen=True, slots=True)
class GapChoice:
    """`weight` is the fraction it earns, 0 to 1; `belief` makes a wrong one tempting."""

    key: str
    text: str
    correct: bool
    weight: Decimal
    why: str
    belief: str = ""


@dataclass(frozen=True, slots=True)
class ChoiceGap:
    """A drop-down. A choice outside its gap is called "gap.choice", for gaps may share keys."""

    key: str
    weight: Decimal
    choices: tuple[GapChoice, ...]

    def named(self, choice: str) -> str:
        return f"{self.key}.{choice}"

    def judged(self, value: Response) -> Judged:
        given = self.named(value) if isinstance(value, str) else ""
        fraction = self.grade(value).fraction
        key, right = given or self.named(self.right), self.named(self.right)
        return _judged(key, Chosen(given) if given else None, Chosen(right), fraction)

    def clean(self, value: object) -> Response:
        return cleaning.one_key(value, [choice.key for choice in self.choices])

    def grade(self, value: Response) -> Graded:
        for one in self.choices:
            if one.key == value:
                fraction = scoring.quantise(one.weight)
                beliefs = ((one.key, one.belief),) if one.belief else ()
                return Graded(fraction, scoring.state_of(fraction), (), beliefs, one.key)
        return BLANK

    def text(self, value: Response) -> str:
        return next((choice.text for choice in self.choices if choice.key == value), "")

    @property
    def right(self) -> Response:
        return next(choice.key for choice in self.choices if choice.correct)

    @property
    def right_text(self) -> str:
        return self.text(self.right)

    @property
    def guess(self) -> Fraction:
        return sum((Fraction(one.weight) for one in self.choices), Fraction()) / len(self.choices)


@dataclass(frozen=True, slots=True)
class TypedGap:
    """A place to type, judged as a question of its own kind would be."""

    key: str
    weight: Decimal
    d: Definition

    @property
    def kind(self) -> Kind[Any]:
        return TYPED_GAPS[self.d.kind]

    def named(self, answer: str) -> str:
        return f"{self.key}.{answer}"

    def judged(self, value: Response) -> Judged:
        graded = self.grade(value)
        key = graded.matched or self.kind.grade(self.d, self.right).matched
        given = None if value is None else self.text(value)
        return _judged(self.named(key), given, self.right_text, graded.fraction)

    def clean(self, value: object) -> Response:
        return self.kind.clean(self.d, value)

    def grade(self, value: Response) -> Graded:
        return self.kind.grade(self.d, value)

    def text(self, value: Response) -> str:
        return self.kind.summary(self.d, value)

    @property
    def right(self) -> Response:
        return self.kind.right_response(self.d)

    @property
    def right_text(self) -> str:
        return self.kind.key_summary(self.d)

    @property
    def guess(self) -> Fraction:
        return Fraction(self.kind.guess(self.d) or 0)


Gap = ChoiceGap | TypedGap


def _judged(key: str, given: str | None, correct: str, fraction: Decimal) -> Judged:
    return Judged(key, given, correct, right=fraction == 1, partly=0 < fraction < 1)


def read_gap(reader: Reader, row: Mapping[str, Any], key: str, path: str) -> Gap | None:
    """Read one gap; None and its problems for what is none.

    Codes beside those of Reader and of the kinds of typed gaps: unknown_kind, no_weight,
    no_correct_option, several_correct_options, belief_on_right_answer, whole_not_correct (a choice
    that earns everything is to be the correct one), correct_not_whole.
    """
    weight = reader.decimal(row, "weight", path, least=0, most=MOST_WEIGHT, default=1)
    if weight is not None and weight <= 0:
        reader.add(f"{path}.weight", "no_weight")
    kind = row.get("kind", CHOICE)
    if not isinstance(kind, str) or kind not in _FIELDS:
        reader.add(f"{path}.kind", "unknown_kind", str(kind)[:80] if isinstance(kind, str) else "")
        return None
    for name in sorted(row.keys() & FIELDS - _OWN - _FIELDS[kind]):
        reader.add(path, "unknown_key", name)
    worth = weight or Decimal(1)
    if kind == CHOICE:
        return ChoiceGap(key, worth, _choices(reader, row, path))
    d = _typed(reader, row, kind, path)
    return TypedGap(key, worth, d) if d else None


def _typed(reader: Reader, row: Mapping[str, Any], kind: str, path: str) -> Definition | None:
    """The gap as a question of its own: its stem and its explanation are those of the whole."""
    own = {name: value for name, value in row.items() if name in _FIELDS[kind]}
    try:
        return TYPED_GAPS[kind].parse(own | {"stem": "…", "explanation": "…"})
    except DefinitionError as error:
        for one in error.problems:
            reader.add(f"{path}.{one.path}" if one.path else path, one.code, one.detail)
        return None


def _choices(reader: Reader, row: Mapping[str, Any], path: str) -> tuple[GapChoice, ...]:
    found = []
    rows = reader.rows("choices", fields=_CHOICE_FIELDS, at_least=2, of=row, within=path)
    for where, one, key, text in rows:
        correct = reader.flag(one, "correct", where, default=False)
        weight = reader.decimal(one, "weight", where, least=0, most=1, default=int(correct))
        choice = GapChoice(
            key=key,
            text=text,
            correct=correct,
            weight=Decimal(0) if weight is None else weight,
            why=reader.text(one, "why", where),
            belief=reader.text(one, "belief", where, optional=True),
        )
        _check_choice(reader, choice, where, is_read=weight is not None)
        found.append(choice)
    correct = [choice.key for choice in found if choice.correct]
    if found and not correct:
        reader.add(f"{path}.choices", "no_correct_option")
    if len(correct) > 1:
        reader.add(f"{path}.choices", "several_correct_options", ", ".join(correct))
    return tuple(found)


def _check_choice(reader: Reader, choice: GapChoice, where: str, *, is_read: bool) -> None:
    if choice.belief and (choice.correct or choice.weight > 0):
        reader.add(f"{where}.belief", "belief_on_right_answer", choice.belief)
    if is_read and choice.correct and choice.weight != 1:
        reader.add(f"{where}.weight", "correct_not_whole")
    if is_read and not choice.correct and choice.weight == 1:
        reader.add(f"{where}.weight", "whole_not_correct")
