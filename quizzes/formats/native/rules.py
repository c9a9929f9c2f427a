"""What makes a well-formed question a fair one: the rules that a schema cannot say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from quizzes.engine.kinds import definition
from quizzes.engine.kinds.base import DefinitionError
from quizzes.formats.native.answers import numeric_problems, short_text_problems
from quizzes.formats.native.gaps import cloze_problems
from quizzes.formats.native.items import Item
from quizzes.formats.native.words import in_words
from quizzes.formats.yaml_lines import Path


def rule_problems(item: Item) -> Iterator[tuple[Path, str]]:
    """(path inside the question, what is wrong and what is allowed) for each broken rule."""
    yield from _RULES.get(item.kind, _no_problems)(item)
    yield from _engine_problems(item)


def _no_problems(item: Item) -> Iterator[tuple[Path, str]]:
    return iter(())


def _true_false_problems(item: Item) -> Iterator[tuple[Path, str]]:
    if item.use == "graded":
        yield ("use",), "true/false is never graded (half is luck): use check or practice"


def _single_problems(item: Item) -> Iterator[tuple[Path, str]]:
    """What is about safety is right or not."""
    for place, option in enumerate(item.body["options"]):
        if item.must_not_miss and "weight" in option and not option.get("correct"):
            said = "a must-not-miss question has one right answer and no half: leave the weight out"
            yield ("options", place, "weight"), said


def _multiple_problems(item: Item) -> Iterator[tuple[Path, str]]:
    if item.must_not_miss and item.body["rule"] != "all_or_nothing":
        yield ("rule",), "a must-not-miss question needs rule: all_or_nothing"
    if all(option["correct"] for option in item.body["options"]):
        yield ("options",), "every option is correct: at least one must be wrong"


def _written_problems(item: Item) -> Iterator[tuple[Path, str]]:
    """A person marks what is graded; a check is read by nobody but its writer."""
    if item.use == "practice":
        said = "practice is explained at once and a written answer waits: use check or graded"
        yield ("use",), said
    if item.use == "check" and "files" in item.body:
        yield ("files",), "nobody opens the files of a check: use graded, or leave files out"
    if item.must_not_miss:
        said = "a written answer is a judgement, no red line: leave must_not_miss out"
        yield ("must_not_miss",), said


def _engine_problems(item: Item) -> Iterator[tuple[Path, str]]:
    try:
        definition(item.kind, item.body)
    except DefinitionError as error:
        for found in error.problems:
            path = tuple(_steps(found.path))
            yield path, in_words(found.code, found.detail)


def _steps(path: str) -> Iterator[str | int]:
    """The engine's "options[1].why" as the steps options, 1, why."""
    for part in re.findall(r"[^.\[\]]+", path):
        yield int(part) if part.isdigit() else part


_RULES: dict[str, Callable[[Item], Iterator[tuple[Path, str]]]] = {
    "single": _single_problems,
    "true_false": _true_false_problems,
    "multiple": _multiple_problems,
    "numeric": numeric_problems,
    "short_text": short_text_problems,
    "cloze": cloze_problems,
    "written": _written_problems,
}
