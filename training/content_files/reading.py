"""The whole of content/, read and checked: all of it, or every problem."""

from __future__ import annotations

from pathlib import Path

from quizzes.formats.pictures import TYPES
from quizzes.formats.problems import Refused
from quizzes.formats.prose import read_figure
from training.content_files.certifying import Portfolio, Programme
from training.content_files.crosschecks import (
    Registers,
    check_keys,
    check_module,
    check_order,
    check_registers,
)
from training.content_files.folders import Draft, read_folder
from training.content_files.glossary import check_glossary
from training.content_files.registers import Belief, Claim, Source, Term
from training.content_files.requirements import check_portfolios, check_programmes
from training.content_files.shelf import Register, Shelf
from training.content_files.tree import Content, ContentErrors, Figure


def read(root: Path) -> Content:
    """Read content/ at `root`. Writes nothing, reads only files below `root`.

    Raises ContentErrors with every problem of every file, sorted by file and line. What is only
    doubtful is in `warnings`, of the content as of the error.
    """
    shelf = Shelf(root)
    registers = Registers(
        shelf.register(Claim, "claims", named_by="code"),
        shelf.register(Source, "sources", named_by="key"),
        shelf.register(Belief, "beliefs", named_by="code"),
        shelf.register(Programme, "programmes", named_by="slug"),
        shelf.register(Portfolio, "portfolios", named_by="slug"),
        shelf.register(Term, "glossary", named_by="key"),
    )
    figures = _figures(shelf)
    drafts = _drafts(shelf, registers, figures, _media(shelf))
    _check(shelf, registers, drafts)
    warnings = tuple(sorted(set(shelf.warnings)))
    if shelf.problems:
        raise ContentErrors(shelf.problems, warnings)
    return Content(
        tuple(draft.finished() for draft in drafts),
        *(tuple(register.entries.values()) for register in registers.all()),
        tuple(Figure(name, svg) for name, svg in figures.items()),
        warnings,
        places=_places(registers, drafts),
    )


def _places(registers: Registers, drafts: list[Draft]) -> dict[tuple[str, ...], tuple[str, int]]:
    """Where the entries of registers and the lines of a module's own files stand."""
    named: dict[str, Register] = {
        "claim": registers.claims,
        "source": registers.sources,
        "belief": registers.beliefs,
    }
    found: dict[tuple[str, ...], tuple[str, int]] = {
        (kind, name): (register.file, line)
        for kind, register in named.items()
        for name, line in register.lines.items()
    }
    for draft in drafts:
        for index in range(len(draft.quiz.graded.blueprint)):
            line = draft.line("quiz.yaml", "graded", "blueprint", index)
            found["row", draft.slug, str(index)] = draft.file("quiz.yaml"), line
        for index in range(len(draft.about.must_not_miss)):
            line = draft.line("module.yaml", "must_not_miss", index)
            found["must_not_miss", draft.slug, str(index)] = draft.file("module.yaml"), line
        for index, objective in enumerate(draft.about.objectives):
            line = draft.line("module.yaml", "objectives", index)
            found["objective", draft.slug, objective.key] = draft.file("module.yaml"), line
    return found


def _check(shelf: Shelf, registers: Registers, drafts: list[Draft]) -> None:
    modules = {draft.slug: draft for draft in drafts}
    check_registers(shelf, registers, drafts)
    check_portfolios(shelf, registers.portfolios, modules)
    check_programmes(shelf, registers.programmes, registers.portfolios, modules)
    check_glossary(shelf, registers.glossary, registers.claims, drafts)
    check_keys(shelf, drafts)
    check_order(shelf, modules)
    for draft in drafts:
        check_module(shelf, draft, registers, modules)


def _figures(shelf: Shelf) -> dict[str, str]:
    """Name -> SVG text of content/media. A faulty one is there too: it is not unknown."""
    found: dict[str, str] = {}
    for path in sorted((shelf.root / "media").glob("*.svg")):
        text = shelf.text(path)
        if text is None:
            continue
        found[path.stem] = text
        try:
            read_figure(path.stem, text, file=shelf.name(path))
        except Refused as refused:
            shelf.problems.extend(refused.problems)
    return found


def _media(shelf: Shelf) -> dict[str, bytes]:
    """Name of the file -> its bytes, of all that can be a picture in a question. Whoever asks for
    one looks at it; a drawing in a lesson need not fit a question."""
    paths = sorted((shelf.root / "media").glob("*.*"))
    return {path.name: path.read_bytes() for path in paths if path.suffix[1:] in TYPES}


def _drafts(
    shelf: Shelf, registers: Registers, figures: dict[str, str], media: dict[str, bytes]
) -> list[Draft]:
    strengths = None
    if registers.claims.read:
        # A broken claim has its own problem; "expert" only keeps its marks from being unknown.
        strengths = dict.fromkeys(registers.claims.seen, "expert")
        strengths |= {code: claim.strength for code, claim in registers.claims.entries.items()}
    drafts: list[Draft] = []
    folders = sorted(path for path in (shelf.root / "modules").glob("*") if path.is_dir())
    if not folders:
        shelf.refuse("content/modules", 1, "no modules: each is a folder such as 01-milia-myths")
    for folder in folders:
        draft = read_folder(shelf, folder, strengths, figures, media)
        if draft is None:
            continue
        if any(other.slug == draft.slug or other.position == draft.position for other in drafts):
            shelf.refuse(draft.folder, 1, "another module has this number or this slug")
        drafts.append(draft)
    return drafts
