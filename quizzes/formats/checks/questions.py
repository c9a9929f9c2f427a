"""A question as it comes to be checked: its own schema, less what a check can do without."""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from quizzes.engine.kinds import definition
from quizzes.engine.kinds.base import Definition, DefinitionError, Problem
from quizzes.formats.checks.documents import Reason, Rejected
from quizzes.formats.native.schema import BODY_FIELDS

# What only readers of a question need: filled in where it is left out.
UNREAD = frozenset({"stem", "explanation", "why", "alt", "description", "image", "good", "model"})
FILLING = "…"
# What the schema fills in, and what of a scale and a written answer is only shown.
DEFAULTS: Mapping[str, Any] = {
    "step": "1",
    "points": 1,
    "words": [1, 2],
    "characters": 2000,
    "panel": 2,
    "above": {"why": FILLING},
    "below": {"why": FILLING},
}
MOST_ROUNDS = 20
# What a question carries for the attempt it is in; a kind's own field of such a name is the kind's.
APART = frozenset({"slot", "weight", "hints", "tries", "penalty", "try_penalty", "must_not_miss"})


@dataclass(frozen=True, slots=True)
class Question:
    """`ignored` are the fields that mean nothing to this kind, by their path."""

    d: Definition
    ignored: tuple[str, ...]


def read_question(value: Mapping[str, Any], *, path: str) -> Question:
    """Read a question of any kind.

    What only a reader needs may be left out, and what the schema has a default for, and so may the
    keys of rows, which then are numbers from 1, and the texts of those that have keys. Fields
    the kind does not know are ignored and named, but for those set APART. Raises Rejected with
    everything that is wrong.
    """
    apart = APART - own_fields(value.get("kind")) | {"kind"}
    body = {name: deepcopy(one) for name, one in value.items() if name not in apart}
    ignored: list[str] = []
    problems: tuple[Problem, ...] = ()
    for _ in range(MOST_ROUNDS):
        try:
            return Question(definition(value.get("kind", ""), body), tuple(ignored))
        except DefinitionError as error:
            problems = error.problems
        if not sum(_mend(body, problem, ignored) for problem in problems):
            break
    raise Rejected(*(Reason(_under(path, p.path), p.code, p.detail) for p in problems))


def own_fields(kind: object) -> frozenset[str]:
    """The fields of a kind, beside those that all kinds have."""
    return frozenset(BODY_FIELDS.get(kind, ())) if isinstance(kind, str) else frozenset()


def _mend(body: dict[str, Any], problem: Problem, ignored: list[str]) -> bool:
    """Put right in place what does not matter for a check; False for what does."""
    if problem.code == "unknown_key":
        row = _at(body, _steps(problem.path))
        if isinstance(row, dict) and problem.detail in row:
            del row[problem.detail]
            ignored.append(_under(problem.path, problem.detail))
            return True
        return False
    *before, name = _steps(problem.path) or [""]
    row = _at(body, before)
    if problem.code == "whole_not_correct" and isinstance(row, dict) and "correct" not in row:
        row["correct"] = True  # it said so by its weight
        return True
    if problem.code != "missing" or not isinstance(row, dict) or row.get(name) is not None:
        return False
    if name in UNREAD:
        row[name] = FILLING
    elif name in DEFAULTS:
        row[name] = deepcopy(DEFAULTS[name])
    elif name == "labels":
        row[name] = [{"at": row.get(end), "text": FILLING + end} for end in ("low", "high")]
    elif name == "key" and before:
        row[name] = str(_number(body, before))
    elif name == "text" and "answers" not in before:
        row[name] = row.get("key") if before else _marks(body.get("gaps"))
    return name in row and row[name] is not None


def _marks(gaps: Any) -> str | None:
    """A text that is nothing but the places of the gaps; None while one has no key yet."""
    rows = gaps if isinstance(gaps, list) else []
    keys = [row.get("key") if isinstance(row, dict) else None for row in rows]
    return " ".join(f"[[{key}]]" for key in keys) if keys and None not in keys else None


def _number(body: Mapping[str, Any], steps: list[str | int]) -> int:
    """The place of a row, from 1. Reasons are counted on after the actions: no key is in both."""
    actions = body.get("actions") if steps[0] == "reasons" else ()
    return int(steps[-1]) + 1 + (len(actions) if isinstance(actions, list) else 0)


def _at(value: Any, steps: list[str | int]) -> Any:
    for step in steps:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _steps(path: str) -> list[str | int]:
    """ "options[1].why" as options, 1, why."""
    return [int(s) if s.isdigit() else s for s in re.findall(r"[^.\[\]]+", path)]


def _under(path: str, inner: str) -> str:
    return f"{path}.{inner}" if path and inner else path or inner
