"""A graded question row by row: what she gave, what is right, and why. Tells the key: only for
what engine.review allows to be seen."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from quizzes.engine.kinds import ROWS
from quizzes.engine.kinds.base import Chosen, Judged, Value
from quizzes.engine.kinds.base import Response as Body
from quizzes.engine.kinds.criteria import MET, NOT_MET
from quizzes.marking.definitions import Known


@dataclass(frozen=True, slots=True)
class ExplainedRow:
    """One option, statement, prompt, step or gap, or one criterion of a rubric.

    `given` and `correct` are: chosen or not (option), true or false (statement), the HTML of the
    choice or of what was typed (prompt, gap), the place counted from 1 (step), the key of the level
    a person found, or found met by herself or not (criterion); None = nothing given. `right` is
    whether it was judged so, where the two alone do not say it, and `partly` that it earned
    something all the same. `more` is what only this kind stores of a row to be told.
    """

    key: str
    html: str
    given: Value
    correct: Value
    why: str
    judged: bool | None = None
    more: Any = None
    partly: bool = False

    @property
    def right(self) -> bool:
        return self.given == self.correct if self.judged is None else self.judged


def explain(
    known: Known,
    *,
    delivery: Mapping[str, Any],
    rationale: Mapping[str, Any],
    order: Sequence[str],
    response: Body,
) -> tuple[ExplainedRow, ...]:
    """The rows in the order they were shown; steps in the right order. Nothing for what a person
    marks: see `criteria`."""
    rows, choices = delivery.get(ROWS[known.name], {}), delivery.get("choices", {})
    right = {part.key: part.right for part in known.kind.grade(known.d, response).parts}
    why, more = rationale["why"], rationale.get("of_rows", {})
    return tuple(
        ExplainedRow(
            one.key,
            rows[one.key] if one.key in rows else _typed(one),
            _html(one.given, choices),
            _html(one.correct, choices),
            why.get(one.key, ""),
            _right(one, right),
            more.get(one.key),
            one.partly,
        )
        for one in known.kind.judged(known.d, response, order)
    )


def _typed(one: Judged) -> str:
    """What stands in place of a row's text where nothing but what is typed is asked for."""
    value = one.correct if one.given is None else one.given
    return escape(value) if isinstance(value, str) else ""


def _right(one: Judged, parts: Mapping[str, bool]) -> bool | None:
    if one.right is not None:
        return one.right
    return parts.get(one.key) if isinstance(one.given, str) else None


def criteria(
    rationale: Mapping[str, Any], met: Collection[str] | None, found: Mapping[str, str]
) -> tuple[ExplainedRow, ...]:
    """The rubric of a written question, the levels of each criterion as `more`, with the level at
    which a person `found` it, or what she says of her own text; `met` None = she has not looked
    yet."""
    why, levels = rationale["why"], rationale.get("of_rows", {})
    return tuple(
        _judged(key, html, found[key], why[key], levels.get(key, ()))
        if key in found
        else ExplainedRow(
            key, html, None if met is None else key in met, True, why[key], more=levels.get(key)
        )
        for key, html in rationale["criteria"]
    )


def _judged(key: str, html: str, level: str, why: str, levels: Sequence[Any]) -> ExplainedRow:
    """A criterion that was only met or not has no levels of its own."""
    worth = {one: points for one, _, points in levels} or {NOT_MET: 0, MET: 1}
    right = level == max(worth, key=worth.__getitem__)
    partly = not right and bool(worth.get(level))
    return ExplainedRow(key, html, level, None, why, right, levels, partly)


def _html(value: Value, choices: Mapping[str, str]) -> Value:
    """The stored fragment of a choice; anything else that is a text was typed."""
    if isinstance(value, Chosen):
        return choices[value]
    return escape(value) if isinstance(value, str) else value
