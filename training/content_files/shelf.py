"""Opens the files of one content folder and collects what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from quizzes.formats.problems import Problem, Refused
from quizzes.formats.schemas import Strict, validated
from quizzes.formats.yaml_lines import Document, load
from training.content_files.shapes import Entry

S = TypeVar("S", bound=Strict)
E = TypeVar("E", bound=Entry)


@dataclass(frozen=True)
class Register(Generic[E]):
    """A file that is one list. `seen` has the names of broken entries too: they are not unknown.

    `read` is false when the file could not be read at all; nothing is checked against it then.
    """

    file: str
    entries: Mapping[str, E] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    read: bool = True

    @property
    def seen(self) -> frozenset[str]:
        return frozenset(self.lines)

    def lacks(self, name: str) -> bool:
        return self.read and name not in self.lines


@dataclass
class Shelf:
    root: Path
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def name(self, path: Path) -> str:
        """How messages call a file: content/…, with forward slashes everywhere."""
        return f"content/{path.relative_to(self.root).as_posix()}"

    def refuse(self, file: str, line: int, message: str) -> None:
        self.problems.append(Problem(file, line, message))

    def warn(self, file: str, line: int, message: str) -> None:
        self.warnings.append(Problem(file, line, message))

    def text(self, path: Path) -> str | None:
        """The text of a file with \\n line ends; None, and a problem, when there is none."""
        try:
            return path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
        except FileNotFoundError:
            self.refuse(self.name(path), 1, "the file is missing")
        except UnicodeDecodeError:
            self.refuse(self.name(path), 1, "this is not UTF-8 text: save it as UTF-8")
        return None

    def document(self, path: Path) -> Document | None:
        text = self.text(path)
        return None if text is None else self.parsed(text, self.name(path))

    def parsed(self, text: str, name: str, *, first_line: int = 1) -> Document | None:
        try:
            return load(text, name, first_line=first_line)
        except Refused as refused:
            self.problems.extend(refused.problems)
            return None

    def shaped(self, model: type[S], path: Path) -> tuple[S | None, Document | None]:
        """The whole file as one object, and the document that knows its lines."""
        document = self.document(path)
        if document is None:
            return None, None
        return validated(model, document, (), self.problems), document

    def register(self, model: type[E], file: str, *, named_by: str) -> Register[E]:
        """A file with one key, its own name, over a list of entries; no name twice."""
        path = self.root / f"{file}.yaml"
        name = self.name(path)
        document = self.document(path)
        if document is None:
            return Register(name, read=False)
        listed = document.data.get(file) if isinstance(document.data, dict) else None
        if not isinstance(listed, list) or len(document.data) > 1:
            self.refuse(name, 1, f"the file must be one key, {file}:, and a list under it")
            return Register(name, read=False)
        entries: dict[str, E] = {}
        lines: dict[str, int] = {}
        for index, raw in enumerate(listed):
            line = document.line_of((file, index))
            called = raw.get(named_by) if isinstance(raw, dict) else None
            entry = validated(model, document, (file, index), self.problems)
            if not isinstance(called, str):
                continue
            if called in lines:
                self.refuse(name, line, f"{called} is here twice, first in line {lines[called]}")
            else:
                lines[called] = line
                if entry is not None:
                    entries[called] = entry
        return Register(name, entries, lines)
