"""What of the content can be found, and as what. One function for each kind; a new kind is one more
function in `SOURCES`, one more `SearchEntry.Kind` and its word in the template.

Of questions only their subject is here: objectives, what must not be missed, beliefs and their
refutations. No stem, option, key or explanation ever comes near the index.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from quizzes.formats.digests import digest
from training.content_files import Content
from training.models import SearchEntry

from .extracting import Section, sections_of
from .words import plain, tidy

SHAPE = 1  # raise it when entries are made differently: the next load then makes all of them anew
Kind = SearchEntry.Kind
# A claim is one short sentence and would otherwise stand before every lesson.
WEIGHTS = {Kind.LESSON: 1.0, Kind.MODULE: 1.0, Kind.BELIEF: 0.6, Kind.TERM: 0.8, Kind.CLAIM: 0.5}


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry before it is made. `made_from` decides whether it changed; `sections` is asked only
    then."""

    kind: Kind
    ref: str
    title: str
    route: str
    args: tuple[str, ...]
    position: int
    made_from: str
    sections: Callable[[], Iterable[Section]]
    place: str = ""
    strength: str = ""

    @property
    def digest(self) -> str:
        shown = [self.kind, self.ref, self.title, self.route, *self.args, self.place, self.strength]
        return digest([SHAPE, *shown, self.position, self.made_from])

    def entry(self) -> SearchEntry:
        sections = list(self.sections())
        title = tidy(self.title)
        return SearchEntry(
            kind=self.kind,
            ref=self.ref,
            title=title,
            place=self.place,
            strength=self.strength,
            route=self.route,
            route_args=list(self.args),
            sections=[one.data() for one in sections],
            title_words=plain(title),
            heading_words=plain(" ".join(one.heading for one in sections)),
            text_words=plain(" ".join(block.text for one in sections for block in one.blocks)),
            weight=WEIGHTS[self.kind],
            position=self.position,
            digest=self.digest,
        )


def drafts(content: Content) -> Iterator[Draft]:
    """Everything that can be found."""
    for source in SOURCES:
        yield from source(content)


def _modules(content: Content) -> Iterator[Draft]:
    for module in content.modules:
        about = module.about
        texts = (
            ("", [about.summary]),
            ("objectives", [one.text for one in about.objectives]),
            ("must", [one.text for one in about.must_not_miss]),
        )
        yield Draft(
            kind=Kind.MODULE,
            ref=module.slug,
            title=about.title,
            route="training:module-detail",
            args=(module.slug,),
            position=module.position * 100,
            made_from=module.digest,
            sections=lambda texts=texts: [_said(anchor, rows) for anchor, rows in texts],
        )


def _lessons(content: Content) -> Iterator[Draft]:
    for module in content.modules:
        for lesson in module.lessons:
            parts = lesson.rendered.segments
            yield Draft(
                kind=Kind.LESSON,
                ref=f"{module.slug}/{lesson.slug}",
                title=lesson.front.title,
                route="training:lesson-detail",
                args=(module.slug, lesson.slug),
                position=module.position * 100 + lesson.position,
                made_from=lesson.digest,
                # A check is a segment without HTML: it is left out here.
                sections=lambda parts=parts: sections_of(one.html for one in parts if one.html),
                place=module.about.title,
            )


def _claims(content: Content) -> Iterator[Draft]:
    for number, claim in enumerate(content.claims):
        yield Draft(
            kind=Kind.CLAIM,
            ref=claim.code,
            title=claim.code,
            route="training:claim-detail",
            args=(claim.code,),
            position=number,
            made_from=claim.digest,
            sections=lambda claim=claim: [_said("", [claim.wording])],
            strength=claim.strength,
        )


def _beliefs(content: Content) -> Iterator[Draft]:
    """A belief is answered in a lesson, else by the first claim behind its refutation."""
    titles = {
        f"{module.slug}/{lesson.slug}": f"{module.about.title} · {lesson.front.title}"
        for module in content.modules
        for lesson in module.lessons
    }
    for number, belief in enumerate(content.beliefs):
        path, _, anchor = (belief.lesson or "").partition("#")
        yield Draft(
            kind=Kind.BELIEF,
            ref=belief.code,
            title=belief.statement,
            route="training:lesson-detail" if path else "training:claim-detail",
            args=tuple(path.split("/")) if path else (belief.claims[0],),
            position=number,
            made_from=belief.digest,
            sections=lambda belief=belief, anchor=anchor: [_said(anchor, [belief.refutation])],
            place=titles.get(path, ""),
        )


def _terms(content: Content) -> Iterator[Draft]:
    for number, term in enumerate(content.glossary):
        title = ", ".join(term.spellings)
        yield Draft(
            kind=Kind.TERM,
            ref=term.key,
            title=title,
            route="training:glossary-list",
            args=(),
            position=number,
            made_from=term.digest,
            sections=lambda term=term: [_said(term.key, [term.meaning])],
        )


def _said(anchor: str, texts: Iterable[str]) -> Section:
    """A section without a heading of its own; each text is shown whole."""
    section = Section(anchor)
    for text in texts:
        section.add(text, whole=True)
    return section


SOURCES: tuple[Callable[[Content], Iterator[Draft]], ...] = (
    _modules,
    _lessons,
    _claims,
    _beliefs,
    _terms,
)
