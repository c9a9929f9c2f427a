"""Everything that one file says about another: does it exist, and is it the right thing?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from quizzes.formats import sitting
from quizzes.formats.native import KINDS as KINDS_OF_QUESTION
from quizzes.formats.native import Item, beliefs_of
from quizzes.formats.problems import choices
from training.content_files.blueprints import pool, shortages
from training.content_files.certifying import Portfolio, Programme
from training.content_files.folders import Draft
from training.content_files.registers import Belief, Claim, Source, Term
from training.content_files.shapes import (
    RedFlags,
    Row,
)
from training.content_files.shelf import Register, Shelf
from training.content_files.tree import Lesson

# The quizzes of a module, and what is sat as what.
PRESETS = (("graded", "exam"), ("practice", "practice"), ("red_flags", "exam"))


@dataclass(frozen=True)
class Registers:
    claims: Register[Claim]
    sources: Register[Source]
    beliefs: Register[Belief]
    programmes: Register[Programme]
    portfolios: Register[Portfolio]
    glossary: Register[Term]

    def all(self) -> tuple[Register, ...]:
        """In the order of Content."""
        registers = (self.claims, self.sources, self.beliefs, self.programmes)
        return *registers, self.portfolios, self.glossary


def check_registers(shelf: Shelf, registers: Registers, drafts: Sequence[Draft]) -> None:
    """Claims to sources, beliefs to claims and lessons."""
    modules = {draft.slug: draft for draft in drafts}
    for code, claim in registers.claims.entries.items():
        for key in filter(registers.sources.lacks, claim.sources):
            line = registers.claims.lines[code]
            shelf.refuse(registers.claims.file, line, f"{code}: no source {key} in sources.yaml")
    for code, belief in registers.beliefs.entries.items():
        line = registers.beliefs.lines[code]
        for claim in filter(registers.claims.lacks, belief.claims):
            shelf.refuse(registers.beliefs.file, line, f"{code}: no claim {claim} in claims.yaml")
        if belief.lesson:
            module, _, lesson = belief.lesson.rpartition("/")
            said = lesson_problem(lesson, modules.get(module), module)
            if said:
                shelf.refuse(registers.beliefs.file, line, f"{code}: {said}")


def check_module(
    shelf: Shelf, draft: Draft, registers: Registers, modules: Mapping[str, Draft]
) -> None:
    """What a module's files say about each other and about the registers."""
    _check_must_not_miss(shelf, draft, registers)
    for needed in draft.about.requires if draft.about else ():
        if needed not in modules or needed == draft.slug:
            others = choices(set(modules) - {draft.slug})
            line = draft.line("module.yaml", "requires")
            shelf.refuse(draft.file("module.yaml"), line, f"requires: no {needed!r}, {others}")
    for lesson in draft.lessons:
        _check_lesson(shelf, draft, lesson, registers)
    for item in draft.questions.items:
        for said in _item_problems(item, draft, registers):
            shelf.refuse(draft.file("questions.yaml"), item.line, f"{item.key}: {said}")
    if draft.quiz and not draft.questions.problems:
        _check_quiz(shelf, draft)


def _check_must_not_miss(shelf: Shelf, draft: Draft, registers: Registers) -> None:
    for index, sentence in enumerate(draft.about.must_not_miss if draft.about else ()):
        line = draft.line("module.yaml", "must_not_miss", index)
        for code in filter(registers.claims.lacks, sentence.claims):
            shelf.refuse(draft.file("module.yaml"), line, f"no claim {code} in claims.yaml")


def check_keys(shelf: Shelf, drafts: Iterable[Draft]) -> None:
    """A question's or case's key is unique in all content: people's answers hang on it."""
    first: dict[str, str] = {}
    for draft in drafts:
        file = draft.file("questions.yaml")
        for key, line in draft.questions.keys:
            if first.setdefault(key, file) != file:
                shelf.refuse(file, line, f"the key {key} is taken by {first[key]}: keys are unique")


def check_order(shelf: Shelf, modules: Mapping[str, Draft]) -> None:
    """No module may wait for itself, not even by way of others."""

    def waits_for(slug: str, seen: frozenset[str]) -> bool:
        draft = modules.get(slug)
        return draft is not None and any(
            needed in seen or waits_for(needed, seen | {needed})
            for needed in (draft.about.requires if draft.about else ())
        )

    for slug, draft in modules.items():
        if waits_for(slug, frozenset({slug})):
            line = draft.line("module.yaml", "requires")
            said = "requires: these modules wait for each other in a ring"
            shelf.refuse(draft.file("module.yaml"), line, said)


def _check_lesson(shelf: Shelf, draft: Draft, lesson: Lesson, registers: Registers) -> None:
    objectives = _objectives(draft)
    for objective in lesson.front.objectives:
        if objectives is not None and objective not in objectives:
            line = draft.line(lesson.file, "objectives")
            shelf.refuse(lesson.file, line, f"no objective {objective!r}, {choices(objectives)}")
    line = draft.line(lesson.file, "claims")
    for code in filter(registers.claims.lacks, lesson.front.claims):
        shelf.refuse(lesson.file, line, f"no claim {code} in claims.yaml")
    for code in lesson.rendered.claims_used:
        if code not in lesson.front.claims:
            shelf.refuse(lesson.file, line, f"{code} is marked in the text: list it in claims")


def _item_problems(item: Item, draft: Draft, registers: Registers) -> Iterable[str]:
    objectives = _objectives(draft)
    if objectives is not None and item.objective not in objectives:
        yield f"no objective {item.objective!r}, {choices(objectives)}"
    said = lesson_problem(item.lesson, draft, draft.slug)
    if said:
        yield said
    for code in filter(registers.claims.lacks, item.claims):
        yield f"no claim {code} in claims.yaml"
    for _, code in beliefs_of(item):
        if registers.beliefs.lacks(code):
            yield f"no belief {code} in beliefs.yaml"


def lesson_problem(place: str, draft: Draft | None, module: str) -> str:
    """What is wrong with lesson#anchor of a module, "" when nothing is."""
    if draft is None:
        return f"no module {module!r}: write module/lesson#heading"
    slug, _, anchor = place.partition("#")
    if slug not in draft.lesson_slugs:
        return f"no lesson {slug!r} in {module}, {choices(draft.lesson_slugs)}"
    lesson = next((one for one in draft.lessons if one.slug == slug), None)
    if anchor and lesson and anchor not in lesson.rendered.anchors:
        return f"no heading #{anchor} in {slug}, {choices(lesson.rendered.anchors)}"
    return ""


def _objectives(draft: Draft) -> list[str] | None:
    return [objective.key for objective in draft.about.objectives] if draft.about else None


def _check_quiz(shelf: Shelf, draft: Draft) -> None:
    file, rows = draft.file("quiz.yaml"), draft.quiz.graded.blueprint
    items, cases = draft.questions.items, draft.questions.cases
    _check_sitting(shelf, draft)
    for index, row in enumerate(rows):
        for said in _row_problems(row, draft):
            shelf.refuse(file, draft.line("quiz.yaml", "graded", "blueprint", index), said)
    for index, said, impossible in shortages(rows, items, cases):
        if impossible:
            shelf.refuse(file, draft.line("quiz.yaml", "graded", "blueprint", index), said)
    if draft.quiz.red_flags:
        _check_red_flags(shelf, draft, draft.quiz.red_flags)
    drawable = [item for item in items if item.case is None and item.kind != "written"]
    ready = sum(item.use in ("check", "practice") for item in drawable)
    if ready < draft.quiz.practice.count:
        line = draft.line("quiz.yaml", "practice", "count")
        said = f"needs {draft.quiz.practice.count} questions with use: check or practice, has"
        shelf.refuse(file, line, f"practice: {said} {ready}")


def _check_sitting(shelf: Shelf, draft: Draft) -> None:
    """The rules of each quiz go together."""
    file = draft.file("quiz.yaml")
    for name, preset in PRESETS:
        asked = getattr(draft.quiz, name)
        for path, said in sitting.problems(asked, preset) if asked else ():
            shelf.refuse(file, draft.line("quiz.yaml", name, *path), f"{name}.{said}")


def _row_problems(row: Row, draft: Draft) -> Iterable[str]:
    objectives = _objectives(draft)
    if row.objective and objectives is not None and row.objective not in objectives:
        yield f"no objective {row.objective!r}, {choices(objectives)}"
    if row.kind and row.kind not in KINDS_OF_QUESTION:
        yield f"no kind {row.kind!r} of question, {choices(KINDS_OF_QUESTION)}"


def _check_red_flags(shelf: Shelf, draft: Draft, asked: RedFlags) -> None:
    """Its lessons exist and answer some of what each row asks, and there are questions enough."""
    file, items = draft.file("quiz.yaml"), draft.questions.items
    for index, slug in enumerate(asked.lessons):
        if slug not in draft.lesson_slugs:
            line = draft.line("quiz.yaml", "red_flags", "lessons", index)
            shelf.refuse(file, line, f"no lesson {slug!r}, {choices(draft.lesson_slugs)}")
    rows = [row.as_row() for row in asked.blueprint]
    for index, row in enumerate(rows):
        keys = pool(row, items, ())
        places = {item.lesson.partition("#")[0] for item in items if item.key in keys}
        if places and places.isdisjoint(asked.lessons):
            line = draft.line("quiz.yaml", "red_flags", "blueprint", index)
            said = f"what {row.objective} asks is answered in other lessons, {choices(places)}"
            shelf.refuse(file, line, said)
    for index, said, impossible in shortages(rows, items, ()):
        if impossible:
            line = draft.line("quiz.yaml", "red_flags", "blueprint", index)
            shelf.refuse(file, line, said)
