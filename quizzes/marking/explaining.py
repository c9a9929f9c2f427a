"""A graded question row by row: what she gave, what is right, and why. Tells the key: only for
what engine.review allows to be seen."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import escape

from quizzes.engine.kinds import ROWS, TYPED
from quizzes.engine.kinds.base import Response as Body
from quizzes.marking.definitions import Known

Value = bool | str | int | None


@dataclass(frozen=True, slots=True)
class ExplainedRow:
    """One option, statement, prompt or step, or one criterion of a rubric.

    `given` and `correct` are: chosen or not (option), true or false (statement), the HTML of the
    choice (prompt), the place counted from 1 (step), found met by herself or not (criterion);
    None = nothing given.
    """

    key: str
    html: str
    given: Value
    correct: Value
    why: str

    @property
    def right(self) -> bool:
        return self.given == self.correct


def explain(
    known: Known,
    *,
    delivery: Mapping[str, Any],
    rationale: Mapping[str, Any],
    order: Sequence[str],
    response: Body,
) -> tuple[ExplainedRow, ...]:
    """The rows in the order they were shown; steps in the right order. Not for what was typed:
    see `criteria`."""
    shown, keys, value = _READERS[known.name](known, delivery, order)
    right = known.kind.right_response(known.d)
    why = rationale["why"]
    return tuple(
        ExplainedRow(key, shown[key], value(response, key), value(right, key), why.get(key, ""))
        for key in keys
    )


def criteria(rationale: Mapping[str, Any], met: Collection[str] | None) -> tuple[ExplainedRow, ...]:
    """The rubric of a written question with what she says of her own text; `met` None = she has
    not looked yet."""
    why = rationale["why"]
    return tuple(
        ExplainedRow(key, html, None if met is None else key in met, True, why[key])
        for key, html in rationale["criteria"]
    )


@dataclass(frozen=True, slots=True)
class Given:
    """One thing given: an option or step chosen (in order), a statement or prompt with what was
    said of it (true or false, or the HTML of the choice), or a text she typed, as HTML."""

    html: str
    value: Value = None


def given(delivery: Mapping[str, Any], response: Body) -> tuple[Given, ...]:
    """A response in the author's words, from the texts that were shown; empty when blank. A text
    is escaped: its row, not the response's, has it."""
    if delivery["kind"] in TYPED:
        return (Given(escape(response)),) if isinstance(response, str) else ()
    texts = delivery[ROWS[delivery["kind"]]]
    if isinstance(response, str):
        return (Given(texts[response]),)
    if isinstance(response, dict):
        choices = delivery.get("choices", {})
        keys = [key for key in delivery["sequence"] if key in response]
        return tuple(Given(texts[k], choices.get(response[k], response[k])) for k in keys)
    return tuple(Given(texts[key]) for key in response or ())


_Parts = tuple[Mapping[str, str], Sequence[str], Callable[[Any, str], Value]]


def _options(known: Known, delivery: Mapping[str, Any], order: Sequence[str]) -> _Parts:
    def chosen(response: Any, key: str) -> Value:
        return key == response if isinstance(response, str) else key in (response or ())

    return delivery["options"], order or known.rows, chosen


def _statements(known: Known, delivery: Mapping[str, Any], order: Sequence[str]) -> _Parts:
    return delivery["statements"], known.rows, lambda response, key: (response or {}).get(key)


def _prompts(known: Known, delivery: Mapping[str, Any], order: Sequence[str]) -> _Parts:
    choices = delivery["choices"]
    return (
        delivery["prompts"],
        known.rows,
        lambda response, key: choices.get((response or {}).get(key)),
    )


def _steps(known: Known, delivery: Mapping[str, Any], order: Sequence[str]) -> _Parts:
    def place(response: Any, key: str) -> Value:
        return response.index(key) + 1 if response and key in response else None

    return delivery["steps"], known.rows, place


_READERS: dict[str, Callable[[Known, Mapping[str, Any], Sequence[str]], _Parts]] = {
    "single": _options,
    "multiple": _options,
    "true_false": _statements,
    "matching": _prompts,
    "ordering": _steps,
}
