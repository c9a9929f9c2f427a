"""Where things stand in the files, and what a question offers: what every check asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from quizzes.formats.native import Item
from training.content_files.proofs.findings import Finding
from training.content_files.proofs.texts import plain
from training.content_files.tree import Content, Lesson, Module


@dataclass(frozen=True)
class Option:
    """One choice of a single or multiple question or of a pair, as plain text."""

    key: str
    text: str
    correct: bool


def folder(module: Module) -> str:
    return f"content/modules/{module.position:02}-{module.slug}"


def items_of(content: Content) -> Iterator[tuple[Module, Item]]:
    for module in content.modules:
        for item in module.items:
            yield module, item


def lessons_of(content: Content) -> Iterator[tuple[Module, Lesson]]:
    for module in content.modules:
        for lesson in module.lessons:
            yield module, lesson


def options_of(item: Item) -> tuple[Option, ...]:
    """The options of a single or multiple question; of any other kind none."""
    return _options(item.body.get("options", ()))


def lists_of(item: Item) -> tuple[tuple[Option, ...], ...]:
    """Each list of options that is chosen from by itself: a pair has one of actions and one of
    reasons."""
    parts = ("actions", "reasons") if item.kind == "pair" else ("options",)
    found = (_options(item.body.get(part, ())) for part in parts)
    return tuple(options for options in found if options)


def _options(rows: Iterable[Mapping[str, Any]]) -> tuple[Option, ...]:
    return tuple(Option(one["key"], plain(one["text"]), one["correct"]) for one in rows)


def stem_of(item: Item) -> str:
    return plain(item.body["stem"])


def about_item(kind: str, module: Module, item: Item, said: str) -> Finding:
    file = f"{folder(module)}/questions.yaml"
    return Finding(file, item.line, kind, f"{item.key}: {said}", item.key)


def about_lesson(kind: str, lesson: Lesson, line: int, said: str) -> Finding:
    return Finding(lesson.file, line, kind, said, lesson.file)


def about_entry(
    kind: str, content: Content, place: tuple[str, ...], said: str, file: str
) -> Finding:
    """About an entry of a register or a line of module.yaml; `file` when its place is unknown."""
    found, line = content.places.get(place, (file, 1))
    return Finding(found, line, kind, said)


def line_in(lesson: Lesson, wanted: str) -> int:
    """The line of the file where this text first stands in the lesson, else its first line."""
    before, found, _ = lesson.source.partition(wanted)
    return lesson.first_line + before.count("\n") if found else lesson.first_line


def links_in(text: str) -> list[str]:
    """Targets of the Markdown links and angle-bracket addresses of a text."""
    found = re.findall(r"(?<!!)\[[^\]]*\]\(\s*<?([^)\s>]*)", text)
    return found + re.findall(r"<(https?:[^>\s]*)>", text)


def claims_by_code(content: Content) -> Mapping[str, object]:
    return {claim.code: claim for claim in content.claims}
