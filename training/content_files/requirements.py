"""What programmes and portfolios ask for: does each thing exist, and can it ever be met?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from quizzes.formats.problems import choices
from training.content_files.certifying import Portfolio, Programme, Requirement
from training.content_files.folders import Draft
from training.content_files.shelf import Register, Shelf
from training.rules.requirements import Kind


def check_portfolios(
    shelf: Shelf, portfolios: Register[Portfolio], modules: Mapping[str, Draft]
) -> None:
    """A portfolio asks for knowledge of modules that are there."""
    for slug, portfolio in portfolios.entries.items():
        for needed in portfolio.modules:
            if needed not in modules:
                said = f"{slug}: no module {needed!r}, {choices(modules)}"
                shelf.refuse(portfolios.file, portfolios.lines[slug], said)


def check_programmes(
    shelf: Shelf,
    programmes: Register[Programme],
    portfolios: Register[Portfolio],
    modules: Mapping[str, Draft],
) -> None:
    """Each requirement names what exists, once; no programme asks for itself by way of others."""
    for slug, programme in programmes.entries.items():
        line = programmes.lines[slug]
        for where, asked in _lists(programme):
            for said in _unknown(asked, programmes, portfolios, modules):
                shelf.refuse(programmes.file, line, f"{slug}: {where}{said}")
            for kind, of in _twice(asked):
                shelf.refuse(programmes.file, line, f"{slug}: {where}asks twice for {kind} {of}")
        if _asks_for(slug, programmes.entries, frozenset({slug})):
            said = f"{slug}: these programmes ask for each other in a ring"
            shelf.refuse(programmes.file, line, said)


def _lists(programme: Programme) -> Iterator[tuple[str, Sequence[Requirement]]]:
    """Everything that a programme asks for, each list with what messages say before it."""
    yield "", programme.requirements
    if programme.renewal:
        yield "renewal: ", programme.renewal.requirements
    if programme.refresh:
        sets = programme.refresh.must_not_miss
        yield "refresh: ", [Requirement(kind=Kind.MUST_NOT_MISS, module=slug) for slug in sets]


def _twice(requirements: Iterable[Requirement]) -> Iterable[tuple[str, str]]:
    asked = [(one.kind, one.of) for one in requirements]
    return dict.fromkeys(one for one in asked if asked.count(one) > 1)


def _unknown(
    requirements: Iterable[Requirement],
    programmes: Register[Programme],
    portfolios: Register[Portfolio],
    modules: Mapping[str, Draft],
) -> Iterable[str]:
    for one in requirements:
        if one.kind == Kind.PROGRAMME:
            if programmes.lacks(one.of):
                yield f"no programme {one.of!r}, {choices(programmes.seen)}"
        elif one.kind == Kind.PORTFOLIO:
            if portfolios.lacks(one.of):
                yield f"no portfolio {one.of!r}, {choices(portfolios.seen)}"
        else:
            yield from _in_module(one, modules)


def _in_module(one: Requirement, modules: Mapping[str, Draft]) -> Iterable[str]:
    slug, _, lesson = one.of.partition("/")
    draft = modules.get(slug)
    if draft is None:
        yield f"no module {slug!r}, {choices(modules)}"
    elif lesson and lesson not in draft.lesson_slugs:
        yield f"no lesson {lesson!r} in {slug}, {choices(draft.lesson_slugs)}"
    elif one.kind == Kind.MUST_NOT_MISS and draft.quiz and draft.quiz.red_flags is None:
        yield f"{slug} has no red-flag set: write red_flags: into its quiz.yaml"


def _asks_for(slug: str, entries: Mapping[str, Programme], seen: frozenset[str]) -> bool:
    programme = entries.get(slug)
    return programme is not None and any(
        one.of in seen or _asks_for(one.of, entries, seen | {one.of})
        for _, asked in _lists(programme)
        for one in asked
        if one.kind == Kind.PROGRAMME
    )
