"""questions.yaml -> typed items, with every problem and its line at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from quizzes.formats.digests import digest
from quizzes.formats.native.items import Case, Item, texts_of
from quizzes.formats.native.rules import rule_problems
from quizzes.formats.native.schema import BODY_FIELDS, MODELS, CaseFile, Question, QuestionsFile
from quizzes.formats.pictures import NAME, Picture, read_picture
from quizzes.formats.problems import Problem, Refused, choices
from quizzes.formats.prose import refusal
from quizzes.formats.schemas import validated
from quizzes.formats.yaml_lines import Document, Path, load


@dataclass(frozen=True)
class Reading:
    """What a file holds. Items are there even when others have problems, so that one run tells all.

    `keys` are all question and case keys seen, broken ones too, with the line of each.
    """

    items: tuple[Item, ...] = ()
    cases: tuple[Case, ...] = ()
    problems: tuple[Problem, ...] = ()
    keys: tuple[tuple[str, int], ...] = ()


def read(text: str, *, name: str, media: Mapping[str, bytes] | None = None) -> Reading:
    """Read one questions.yaml. Never raises for what an author wrote: see `Reading.problems`.

    `media` holds the pictures that questions may name, by the name of their file; without it
    nothing is known of them, and items carry none.
    """
    try:
        document = load(text, name)
    except Refused as refused:
        return Reading(problems=refused.problems)
    problems: list[Problem] = []
    if validated(QuestionsFile, document, (), problems) is None:
        return Reading(problems=tuple(problems))
    reader = _Reader(document, problems, media)
    for index in range(len(document.data.get("questions", ()))):
        reader.question(("questions", index))
    for index in range(len(document.data.get("cases", ()))):
        reader.case(("cases", index))
    reader.refuse_repeats()
    return Reading(
        tuple(reader.items), tuple(reader.cases), tuple(sorted(set(problems))), tuple(reader.keys)
    )


@dataclass
class _Reader:
    document: Document
    problems: list[Problem]
    media: Mapping[str, bytes] | None = None
    items: list[Item] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    keys: list[tuple[str, int]] = field(default_factory=list)

    def question(self, path: Path) -> Item | None:
        """Read one question or part; None when it has problems."""
        value = _at(self.document, path)
        kind = value.get("kind") if isinstance(value, dict) else None
        self._note_key(value, path)
        model = MODELS.get(kind) if isinstance(kind, str) else None
        if model is None:
            self._refuse((*path, "kind"), f"kind: no such kind of question, {choices(MODELS)}")
            return None
        before = len(self.problems)
        picture = self._picture(value, path)
        found = validated(model, self.document, path, self.problems)
        if found is None:
            return None
        item = self._item(found, picture, path)
        self._check(item, path)
        if len(self.problems) > before:
            return None
        if len(path) == 2:
            self.items.append(item)
        return item

    def case(self, path: Path) -> None:
        self._note_key(_at(self.document, path), path)
        found = validated(CaseFile, self.document, path, self.problems)
        if found is None:
            return
        parts = [self.question((*path, "parts", n)) for n in range(len(found.parts))]
        self._check_prose((*path, "stem"), found.stem)
        if any(part is None for part in parts):
            return
        line = self.document.line_of(path)
        keys = tuple(part.key for part in parts)
        self.cases.append(Case(found.key, found.title, found.stem, found.facts, keys, line))
        vignette = [found.title, found.stem, found.facts]
        for position, part in enumerate(parts, start=1):
            whole = digest([part.digest, found.key, position, vignette])
            self.items.append(replace(part, case=found.key, position=position, digest=whole))
        if len({part.use for part in parts}) > 1:
            self._refuse(path, f"{found.key}: all parts of a case need the same use")

    def refuse_repeats(self) -> None:
        first: dict[str, int] = {}
        for key, line in self.keys:
            if first.setdefault(key, line) != line:
                said = f"the key {key} is taken, first in line {first[key]}: keys are unique"
                self.problems.append(Problem(self.document.name, line, said))

    def _item(self, found: Question, picture: Picture | None, path: Path) -> Item:
        whole = found.model_dump(mode="json", exclude_none=True)
        allow = whole.pop("allow", {})
        names = ("stem", "explanation", *BODY_FIELDS[found.kind])
        return Item(
            key=found.key,
            kind=found.kind,
            use=found.use,
            objective=found.objective,
            lesson=found.lesson,
            must_not_miss=found.must_not_miss,
            difficulty=Decimal(str(found.difficulty)),
            claims=found.claims,
            body={name: whole[name] for name in names if name in whole},
            digest=digest([whole, picture.digest] if picture else whole),
            hints=tuple(found.hints or ()),
            picture=picture,
            tags=tuple(found.tags or ()),
            allow=allow,
            line=self.document.line_of(path),
        )

    def _picture(self, value: Mapping[str, Any], path: Path) -> Picture | None:
        """The picture a question names; a problem at that line where it cannot be shown. Looked for
        in what is not read yet, so that all that is wrong is told at once."""
        name = value.get("image") if "image" in BODY_FIELDS[value["kind"]] else None
        if self.media is None or not isinstance(name, str) or not NAME.fullmatch(name):
            return None
        if name not in self.media:
            said = f"image: no picture {name!r} in media, {choices(self.media)}"
            self._refuse((*path, "image"), said)
            return None
        try:
            return read_picture(name, self.media[name])
        except Refused as refused:
            for problem in refused.problems:
                self._refuse((*path, "image"), f"image: {name}: {problem.message}")
            return None

    def _check(self, item: Item, path: Path) -> None:
        if item.kind == "written" and len(path) > 2:
            said = "a written answer is no part of a case: ask it as a question of its own"
            self._refuse((*path, "kind"), f"{item.key}: {said}")
        for inner, said in rule_problems(item):
            self._refuse((*path, *inner), f"{item.key}: {said}")
        for text in texts_of(item):
            self._check_prose(path, text)

    def _check_prose(self, path: Path, text: str) -> None:
        reason = refusal(text)
        if reason:
            self._refuse(path, str(reason))

    def _note_key(self, value: Any, path: Path) -> None:
        if isinstance(value, dict) and isinstance(value.get("key"), str):
            self.keys.append((value["key"], self.document.line_of((*path, "key"))))

    def _refuse(self, path: Path, message: str) -> None:
        self.problems.append(self.document.problem(path, message))


def _at(document: Document, path: Path) -> Any:
    value = document.data
    for part in path:
        value = value[part]
    return value
