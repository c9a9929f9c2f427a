"""A lesson's source -> finished segments of HTML, with the checks between them."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from quizzes.formats.problems import Problem, Refused, choices
from quizzes.formats.prose import pieces
from quizzes.formats.prose.blocks import Block, Line, Prose, split
from quizzes.formats.prose.evidence import Placeholders, button_for, marked
from quizzes.formats.prose.figures import read_figure
from quizzes.formats.prose.headings import anchor_problems, heading_lines, line_problems
from quizzes.formats.prose.markup import (
    AUTHORED,
    TooMuch,
    refusal,
    render,
    render_inline,
    render_with_anchors,
    text_of,
)
from quizzes.formats.prose.words import ENGLISH

# A stand-in is longer than the mark it stands for; the source itself has passed the real limit.
_HELD = 20 * AUTHORED


@dataclass(frozen=True)
class Segment:
    """Either finished HTML or the key of a check to show at this place."""

    html: str = ""
    check: str = ""


@dataclass(frozen=True)
class Lesson:
    """`toc` is (anchor, title) of each h2; `anchors` are those of h3 too; `text` is for search."""

    segments: tuple[Segment, ...] = ()
    toc: tuple[tuple[str, str], ...] = ()
    anchors: tuple[str, ...] = ()
    claims_used: tuple[str, ...] = ()
    checks_used: tuple[str, ...] = ()
    figures_used: tuple[str, ...] = ()
    text: str = ""

    @property
    def words(self) -> int:
        return len(re.findall(r"\w+(?:['’-]\w+)*", self.text))


def render_lesson(
    source: str,
    claims: Mapping[str, str],
    figures: Mapping[str, str],
    *,
    checks: Collection[str] | None = None,
    name: str = "lesson",
    first_line: int = 1,
    words: Mapping[str, str] = ENGLISH,
) -> Lesson:
    """As `read_lesson`, for one lesson alone. Raises Refused with every problem."""
    lesson, problems = read_lesson(
        source,
        claims,
        figures,
        checks=checks,
        name=name,
        first_line=first_line,
        words=words,
    )
    if problems:
        raise Refused(problems)
    return lesson


def read_lesson(
    source: str,
    claims: Mapping[str, str],
    figures: Mapping[str, str],
    *,
    checks: Collection[str] | None = None,
    name: str = "lesson",
    first_line: int = 1,
    words: Mapping[str, str] = ENGLISH,
) -> tuple[Lesson, tuple[Problem, ...]]:
    """The lesson, and every problem with its line. Show it only when there are none.

    `claims`: code -> strength. `figures`: name -> SVG text. `checks`: keys that exist, None when
    that is checked elsewhere. `first_line`: where the source starts in its file.
    """
    reason = refusal(source)
    if reason:
        return Lesson(), (Problem(name, first_line, str(reason)),)
    writer = _Writer(source, claims, figures, checks, name, words)
    try:
        lesson = writer.lesson(first_line)
    except TooMuch as refused:
        return Lesson(), (Problem(name, first_line, str(refused)),)
    return lesson, tuple(sorted(set(writer.problems)))


@dataclass
class _Writer:
    source: str
    claims: Mapping[str, str]
    figures: Mapping[str, str]
    checks: Collection[str] | None
    name: str
    words: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)
    claims_used: list[str] = field(default_factory=list)
    checks_used: list[str] = field(default_factory=list)
    figures_used: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.words = {key: html.escape(word) for key, word in self.words.items()}
        self.marks = Placeholders(self.source)
        self.places = Placeholders(f"blocks of {self.source}")

    def lesson(self, first_line: int) -> Lesson:
        found, problems = split(self.source, self.name, first_line)
        self.problems += problems
        held: list[Block] = []
        body: list[str] = []
        headings: list[Line] = []
        for piece in found:
            if isinstance(piece, Prose):
                headings += heading_lines(piece.lines)
                self._refuse_all(line_problems(piece.lines))
                body += [self._marked(line) for line in piece.lines]
            else:
                held.append(piece)
                body += ["", self.places.hold(""), ""]
        markup, toc = render_with_anchors("\n".join(body), limit=_HELD)
        self._refuse_all(anchor_problems(headings, toc))
        self.texts.append(text_of(self.places.drop(self.marks.drop(markup))))
        segments = self._segments(markup, held)
        return Lesson(
            segments,
            tuple((one.anchor, one.title) for one in toc if one.level == 2),
            tuple(one.anchor for one in toc),
            tuple(dict.fromkeys(self.claims_used)),
            tuple(self.checks_used),
            tuple(dict.fromkeys(self.figures_used)),
            " ".join(text for text in self.texts if text),
        )

    def _segments(self, markup: str, held: list[Block]) -> tuple[Segment, ...]:
        parts = self.places.split(markup)
        if parts[1::2] != [str(number) for number in range(len(held))]:
            for block in held:
                said = f"::: {block.kind} cannot stand inside a list or table: end that first"
                self._refuse(block.line, said)
        segments: list[Segment] = []
        done: list[str] = []
        for place, part in enumerate(parts):
            if place % 2 == 0:
                done.append(self.marks.fill(part).strip())
            elif held[int(part)].kind == "check":
                segments.append(Segment(html="\n".join(filter(None, done))))
                segments.append(self._check(held[int(part)]))
                done = []
            else:
                done.append(self._block(held[int(part)]))
        segments.append(Segment(html="\n".join(filter(None, done))))
        return tuple(one for one in segments if one.html or one.check)

    def _check(self, block: Block) -> Segment:
        key = block.argument
        if self.checks is not None and key not in self.checks:
            self._refuse(block.line, f"no check question {key!r}, {choices(self.checks)}")
        if key in self.checks_used:
            self._refuse(block.line, f"the check {key} is in this lesson twice")
        self.checks_used.append(key)
        return Segment(check=key)

    def _block(self, block: Block) -> str:
        parts = [*block.filled, [], []]
        for line in (line for part in parts for line in part if line[1].startswith("#")):
            self._refuse(line[0], f"no headings inside ::: {block.kind}")
        match block.kind:
            case "myth":
                heard = [(number, pieces.unquoted(text)) for number, text in _joined(parts[0])]
                return pieces.myth(self._inline(heard), self._html(parts[1]), self.words)
            case "say":
                return pieces.say(self._html(parts[0]), self._inline(parts[1]), self.words)
            case "unknown":
                return pieces.unknown(self._html(parts[0]), self.words)
        return self._figure(block, parts[0])

    def _figure(self, block: Block, caption: list[Line]) -> str:
        name = block.argument
        if name not in self.figures:
            self._refuse(block.line, f"no figure {name!r} in media, {choices(self.figures)}")
            return ""
        earlier = self.figures_used.count(name)
        namespace = f"{name}-{earlier + 1}" if earlier else name
        self.figures_used.append(name)
        try:
            shown = read_figure(name, self.figures[name], namespace=namespace)
        except Refused as refused:
            self._refuse(block.line, f"figure {name}: {refused.problems[0].message}")
            return ""
        return pieces.figure(shown, namespace, self._html(caption), self.words)

    def _html(self, lines: list[Line]) -> str:
        markup = render("\n".join(self._marked(line) for line in lines), limit=_HELD)
        self.texts.append(text_of(self.marks.drop(markup)))
        return self.marks.fill(markup)

    def _inline(self, lines: list[Line]) -> str:
        markup = render_inline(" ".join(self._marked(line) for line in lines), limit=_HELD)
        self.texts.append(text_of(self.marks.drop(markup)))
        return self.marks.fill(markup)

    def _marked(self, line: Line) -> str:
        number, text = line
        if "![" in text:
            self._refuse(number, "no images in the text: use ::: figure")
        return marked(text, lambda code: self._mark(number, code))

    def _mark(self, number: int, code: str) -> str:
        if code not in self.claims:
            self._refuse(number, f"no claim {code} in claims.yaml")
            return ""
        self.claims_used.append(code)
        return self.marks.hold(button_for(code, self.claims[code], self.words))

    def _refuse_all(self, found: Iterable[tuple[int, str]]) -> None:
        for line, message in found:
            self._refuse(line, message)

    def _refuse(self, line: int, message: str) -> None:
        self.problems.append(Problem(self.name, line, message))


def _joined(lines: list[Line]) -> list[Line]:
    """All lines as one, numbered as the first."""
    return [(lines[0][0], " ".join(text.strip() for _, text in lines))] if lines else []
