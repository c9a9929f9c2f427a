"""What content/ holds, as frozen values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from quizzes.formats import prose
from quizzes.formats.digests import digest
from quizzes.formats.native import Case, Item
from quizzes.formats.problems import Problem, Refused
from training.content_files.certifying import Portfolio, Programme
from training.content_files.registers import Belief, Claim, Source, Term
from training.content_files.shapes import (
    Graded,
    LessonFront,
    ModuleFile,
    Practice,
    RedFlags,
    Signoff,
)


class ContentErrors(Refused):
    """The content cannot be loaded. `problems` stop it, `warnings` would not; both are sorted."""

    def __init__(self, problems: list[Problem], warnings: tuple[Problem, ...] = ()) -> None:
        super().__init__(problems)
        self.warnings = warnings


@dataclass(frozen=True)
class Figure:
    """An SVG of content/media, as it is in the file."""

    name: str
    svg: str

    @property
    def digest(self) -> str:
        return digest([self.name, self.svg])


@dataclass(frozen=True)
class Lesson:
    """One revision of a lesson: its front matter, its source, and the source rendered.

    `position` is the number in its file name and belongs to the lesson, not to the revision: the
    digest leaves it out. The digest covers front matter, source, the strengths of the claims and
    the SVG of the figures; not the HTML, so that a new renderer makes no new revision. `first_line`
    is where the source starts in its file.
    """

    slug: str
    position: int
    front: LessonFront
    source: str
    rendered: prose.Lesson
    digest: str
    file: str = field(default="", compare=False)
    first_line: int = field(default=1, compare=False)


@dataclass(frozen=True)
class Module:
    """A module with all that belongs to it, lessons in reading order."""

    slug: str
    position: int
    about: ModuleFile
    lessons: tuple[Lesson, ...]
    items: tuple[Item, ...]
    cases: tuple[Case, ...]
    graded: Graded
    practice: Practice
    signoff: Signoff
    red_flags: RedFlags | None = None

    @property
    def digest(self) -> str:
        """Of module.yaml, its place and the order of its lessons; the parts have their own."""
        order = [lesson.slug for lesson in self.lessons]
        about = self.about.model_dump(mode="json")
        about["must_not_miss"] = [one.text for one in self.about.must_not_miss]
        whole = [self.slug, self.position, about, order]
        return digest([*whole, list(self.red_flags.lessons)] if self.red_flags else whole)


@dataclass(frozen=True)
class Content:
    """Everything, checked. Modules in order, registers as in their files.

    `places`: what has no line of its own -> its file and line, such as ("claim", "F004"),
    ("row", module, "0"), ("must_not_miss", module, "0") or ("objective", module, "1.2").
    """

    modules: tuple[Module, ...]
    claims: tuple[Claim, ...]
    sources: tuple[Source, ...]
    beliefs: tuple[Belief, ...]
    programmes: tuple[Programme, ...]
    portfolios: tuple[Portfolio, ...]
    glossary: tuple[Term, ...]
    figures: tuple[Figure, ...]
    warnings: tuple[Problem, ...] = ()
    places: Mapping[tuple[str, ...], tuple[str, int]] = field(default_factory=dict, compare=False)

    def items(self) -> Iterator[Item]:
        for module in self.modules:
            yield from module.items
