"""What makes accepted and foreseen wrong answers fair ones: the rules that neither a schema nor
the engine says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quizzes.engine.kinds import definition
from quizzes.engine.kinds.base import DefinitionError
from quizzes.engine.kinds.intervals import Interval
from quizzes.engine.kinds.numeric import NumericDefinition
from quizzes.engine.kinds.patterns import folded
from quizzes.engine.kinds.short_text import ShortAnswer, ShortTextDefinition
from quizzes.engine.kinds.units import CRITICAL
from quizzes.formats.native.items import Item
from quizzes.formats.yaml_lines import Path

Found = Iterator[tuple[Path, str]]


def numeric_problems(item: Item) -> Found:
    """Answers no number gets to; and a dose in the wrong unit is no dose."""
    d = _defined(item)
    if isinstance(d, NumericDefinition):
        yield from _unmet(d.answers, lambda one, before: _covers(before.interval, one.interval))
        if not d.below_zero and any(one.interval.own.startswith("-") for one in d.answers):
            yield ("below_zero",), "a minus is asked for, which few phones offer: below_zero: true"
        if item.must_not_miss and d.units.required and d.rule != CRITICAL:
            yield ("rule",), "a must-not-miss question with units needs rule: critical"


def short_text_problems(item: Item) -> Found:
    """Answers no text gets to; and a name that must not be missed is spelled as it is."""
    d = _defined(item)
    if isinstance(d, ShortTextDefinition):
        yield from _unmet(d.answers, lambda one, before: _takes(d, before, one))
        if item.must_not_miss and item.body["spelling_tolerance"]:
            said = "a must-not-miss answer is spelled right: leave spelling_tolerance out"
            yield ("spelling_tolerance",), said


def _defined(item: Item) -> Any:
    """The definition; None for what the engine refuses, which is told elsewhere."""
    try:
        return definition(item.kind, item.body)
    except DefinitionError:
        return None


def _unmet(answers: Any, is_taken: Any) -> Found:
    """Each answer of which one before it takes everything; and one that gives all to all."""
    for number, one in enumerate(answers):
        taker = next((before for before in answers[:number] if is_taken(one, before)), None)
        if taker:
            said = f"nobody gets here: the answer {taker.key!r} before it takes all of this"
            yield ("answers", number), said
    if answers[0].weight == 1 and _is_all(answers[0]):
        yield ("answers", 0), "everything is right: say what is asked for"


def _is_all(answer: Any) -> bool:
    return (answer.pattern if isinstance(answer, ShortAnswer) else answer.interval).is_all


def _covers(outer: Interval, inner: Interval) -> bool:
    if outer.low is None or outer.high is None:
        return True
    if inner.low is None or inner.high is None:
        return False
    return outer.low <= inner.low and inner.high <= outer.high


def _takes(d: ShortTextDefinition, before: ShortAnswer, one: ShortAnswer) -> bool:
    if before.pattern.is_all or one.pattern.has_wildcard:
        return before.pattern.is_all
    return before.pattern.matches(folded(one.example, case_sensitive=d.case_sensitive))
