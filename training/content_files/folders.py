"""One module's folder -> a draft of the module: every file that can be read, read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from quizzes.formats import native, prose
from quizzes.formats.digests import digest
from quizzes.formats.schemas import validated
from quizzes.formats.yaml_lines import Document
from training.content_files.shapes import LessonFront, ModuleFile, QuizFile, Signoff
from training.content_files.shelf import Shelf
from training.content_files.tree import Lesson, Module

_NUMBERED = re.compile(r"(\d\d)-([a-z0-9]+(?:-[a-z0-9]+)*)")
# Addresses below a module that are not lessons.
TAKEN = {"print"}
_KNOWN = {"module.yaml", "questions.yaml", "quiz.yaml", "signoff.yaml", "lessons"}


@dataclass
class Draft:
    """A module while it is read: what is None or missing has its problem on the shelf already."""

    folder: str
    slug: str
    position: int
    about: ModuleFile | None = None
    questions: native.Reading = field(default_factory=native.Reading)
    quiz: QuizFile | None = None
    signoff: Signoff | None = None
    lessons: list[Lesson] = field(default_factory=list)
    lesson_slugs: set[str] = field(default_factory=set)
    documents: dict[str, Document | None] = field(default_factory=dict)

    def file(self, name: str) -> str:
        return f"{self.folder}/{name}"

    def line(self, name: str, *path: str | int) -> int:
        document = self.documents.get(name)
        return document.line_of(path) if document else 1

    def finished(self) -> Module:
        """The module. Only for a draft without problems."""
        return Module(
            self.slug,
            self.position,
            self.about,
            tuple(self.lessons),
            self.questions.items,
            self.questions.cases,
            self.quiz.graded,
            self.quiz.practice,
            self.signoff,
            self.quiz.red_flags,
        )


def numbered(shelf: Shelf, path: Path) -> tuple[int, str] | None:
    """(number, slug) of a name such as 01-milia-myths; None, and a problem, for any other."""
    stem = path.name.removesuffix(".md")
    found = _NUMBERED.fullmatch(stem)
    if found is None:
        said = "the name must be two digits, a hyphen and small words, such as 01-milia-myths"
        shelf.refuse(shelf.name(path), 1, said)
        return None
    return int(found[1]), found[2]


def read_folder(
    shelf: Shelf,
    folder: Path,
    strengths: Mapping[str, str] | None,
    figures: Mapping[str, str],
    media: Mapping[str, bytes],
) -> Draft | None:
    """Read one module. `strengths`: claim -> strength, None when claims.yaml could not be read;
    `figures` are drawings by their name, for lessons, `media` files by theirs, for questions."""
    name = numbered(shelf, folder)
    if name is None:
        return None
    draft = Draft(shelf.name(folder), name[1], name[0])
    draft.about, draft.documents["module.yaml"] = shelf.shaped(ModuleFile, folder / "module.yaml")
    draft.quiz, draft.documents["quiz.yaml"] = shelf.shaped(QuizFile, folder / "quiz.yaml")
    draft.signoff, draft.documents["signoff.yaml"] = shelf.shaped(Signoff, folder / "signoff.yaml")
    text = shelf.text(folder / "questions.yaml")
    if text is not None:
        draft.questions = native.read(text, name=draft.file("questions.yaml"), media=media)
        shelf.problems.extend(draft.questions.problems)
    for path in sorted(folder.iterdir()):
        if path.name not in _KNOWN:
            shelf.warn(shelf.name(path), 1, "nothing reads this file")
    _read_lessons(shelf, folder, draft, strengths, figures)
    return draft


def _read_lessons(
    shelf: Shelf,
    folder: Path,
    draft: Draft,
    strengths: Mapping[str, str] | None,
    figures: Mapping[str, str],
) -> None:
    paths = sorted((folder / "lessons").glob("*.md"))
    if not paths:
        shelf.refuse(f"{draft.folder}/lessons", 1, "a module needs at least one lesson, NN-slug.md")
    numbers: set[int] = set()
    for path in paths:
        name = numbered(shelf, path)
        if name is None:
            continue
        if name[0] in numbers or name[1] in draft.lesson_slugs:
            shelf.refuse(shelf.name(path), 1, "another lesson has this number or this slug")
        if name[1] in TAKEN:
            shelf.refuse(shelf.name(path), 1, f"no lesson may be called {name[1]}: a page is")
        numbers.add(name[0])
        draft.lesson_slugs.add(name[1])
        lesson = _read_lesson(shelf, path, name, draft, strengths, figures)
        if lesson is not None:
            draft.lessons.append(lesson)


def _read_lesson(
    shelf: Shelf,
    path: Path,
    name: tuple[int, str],
    draft: Draft,
    strengths: Mapping[str, str] | None,
    figures: Mapping[str, str],
) -> Lesson | None:
    file = shelf.name(path)
    text = shelf.text(path)
    front, source, first_line = _split(shelf, file, text) if text is not None else (None, "", 1)
    if front is None:
        return None
    draft.documents[file] = front
    found = validated(LessonFront, front, (), shelf.problems)
    known = strengths if strengths is not None else dict.fromkeys(prose.codes_in(source), "expert")
    rendered, problems = prose.read_lesson(
        source, known, figures, checks=_check_keys(draft), name=file, first_line=first_line
    )
    shelf.problems.extend(problems)
    if found is None:
        return None
    strength_of = {code: known.get(code) for code in (*found.claims, *rendered.claims_used)}
    svg_of = {figure: figures.get(figure) for figure in rendered.figures_used}
    front_of = found.model_dump(mode="json", exclude={"allow"})
    whole = digest([front_of, source, strength_of, svg_of])
    return Lesson(name[1], name[0], found, source, rendered, whole, file, first_line)


def _check_keys(draft: Draft) -> set[str]:
    """Questions with use: check, and broken ones, which have their own problem already."""
    whole = {item.key: item.use for item in draft.questions.items}
    return {key for key, _ in draft.questions.keys if whole.get(key, "check") == "check"}


def _split(shelf: Shelf, file: str, text: str) -> tuple[Document | None, str, int]:
    """Front matter, the text below it, and the line where that starts."""
    found = re.match(r"---[ \t]*\n(.*?\n)---[ \t]*\n", text, re.DOTALL)
    if found is None:
        said = "a lesson starts with front matter between two lines of ---"
        shelf.refuse(file, 1, said)
        return None, "", 1
    document = shelf.parsed(found[1], file, first_line=2)
    return document, text[found.end() :], 1 + found[0].count("\n")
