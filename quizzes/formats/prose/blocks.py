"""A lesson's source cut into prose and ::: blocks, every line with its number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from quizzes.formats.problems import Problem, choices

Line = tuple[int, str]
# Block -> (needs an argument, fewest parts, most parts); parts are separated by a line of dashes.
SHAPES = {
    "figure": (True, 0, 1),
    "myth": (False, 2, 2),
    "say": (False, 1, 2),
    "unknown": (False, 1, 1),
    "check": (True, 0, 0),
}
_FENCE = re.compile(r":::[ \t]*(\S*)[ \t]*(.*?)[ \t]*\Z")
_DASHES = re.compile(r"-{3,}[ \t]*\Z")


@dataclass
class Prose:
    lines: list[Line] = field(default_factory=list)


@dataclass
class Block:
    kind: str
    argument: str
    line: int
    parts: list[list[Line]] = field(default_factory=lambda: [[]])

    @property
    def filled(self) -> list[list[Line]]:
        """The parts that have any text."""
        return [part for part in self.parts if any(text.strip() for _, text in part)]


def split(source: str, name: str, first_line: int) -> tuple[list[Prose | Block], list[Problem]]:
    """The pieces in order, and a problem for each block that is not well formed."""
    pieces: list[Prose | Block] = [Prose()]
    problems: list[Problem] = []
    for number, text in enumerate(source.split("\n"), start=first_line):
        inside = pieces[-1]
        fence = _FENCE.match(text.rstrip())
        if fence is None:
            _take(inside, number, text)
        elif not fence[1]:
            if isinstance(inside, Prose):
                problems.append(Problem(name, number, "::: closes a block, but none is open"))
            pieces.append(Prose())
        else:
            if isinstance(inside, Block):
                problems.append(_unclosed(inside, name))
            block = Block(fence[1], fence[2], number)
            pieces.append(block)
            if block.kind == "check":
                pieces.append(Prose())
    if isinstance(pieces[-1], Block):
        problems.append(_unclosed(pieces[-1], name))
    blocks = [piece for piece in pieces if isinstance(piece, Block)]
    problems += [
        Problem(name, block.line, said) for block in blocks for said in _shape_problems(block)
    ]
    return [piece for piece in pieces if isinstance(piece, Prose) or piece.kind in SHAPES], problems


def _take(piece: Prose | Block, number: int, text: str) -> None:
    if isinstance(piece, Prose):
        piece.lines.append((number, text))
    elif _DASHES.match(text):
        piece.parts.append([])
    else:
        piece.parts[-1].append((number, text))


def _unclosed(block: Block, name: str) -> Problem:
    return Problem(name, block.line, f"::: {block.kind} is not closed: end it with a line of :::")


def _shape_problems(block: Block) -> Iterator[str]:
    if block.kind not in SHAPES:
        yield f"::: {block.kind} is not known, {choices(SHAPES)}"
        return
    argument, fewest, most = SHAPES[block.kind]
    if argument != bool(block.argument):
        yield f"::: {block.kind} {'needs a name' if argument else 'takes no name'}"
    found = len(block.filled)
    if block.kind != "check" and not fewest <= found <= most:
        allowed = str(most) if fewest == most else f"{fewest} to {most}"
        yield f"::: {block.kind} has {found} parts, allowed: {allowed}, with --- between them"
