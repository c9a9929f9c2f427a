"""The tree of a branching case: scenes, decisions, and the paths through them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Choice:
    """One decision: what it adds, the node it leads to ("" = the case ends), whether it harms, and
    the code of the belief that makes a wrong one tempting. `best`: no other decision here can end
    better; a harmful one never is."""

    key: str
    text: str
    why: str
    score: Decimal
    next: str
    harm: bool
    belief: str
    best: bool = False


@dataclass(frozen=True, slots=True)
class Node:
    """A scene, and what can be done there; with nothing to do it is an end."""

    key: str
    text: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """`least` and `most` are the lowest and highest sums of all complete paths, harmful ones too;
    `index` finds a node by its key."""

    start: str
    nodes: tuple[Node, ...]
    least: Fraction = Fraction(0)
    most: Fraction = Fraction(0)
    index: Mapping[str, Node] = field(default_factory=dict, compare=False, repr=False)

    def walk(self, path: Sequence[str]) -> Iterator[tuple[Node, Choice]]:
        """Each scene of a path with what was decided there. Raises KeyError where it leaves the
        tree."""
        node = self.index.get(self.start)
        for key in path:
            for choice in node.choices if node else ():
                if choice.key == key:
                    break
            else:
                raise KeyError(key)
            yield node, choice
            node = self.index.get(choice.next)

    def after(self, path: Sequence[str]) -> Node | None:
        """The scene that a path has reached; None where the case ended without one."""
        reached = self.start
        for _, choice in self.walk(path):
            reached = choice.next
        return self.index.get(reached)

    def ends_first(self) -> tuple[Node, ...]:
        """Every scene after all that can follow it; only of a tree without cycles."""
        done: dict[str, Node] = {}

        def visit(node: Node) -> None:
            for choice in node.choices:
                if choice.next and choice.next not in done:
                    visit(self.index[choice.next])
            done[node.key] = node

        visit(self.index[self.start])
        return tuple(done.values())

    def at_random(self) -> Fraction:
        """The mark to be expected of whoever takes each decision at random."""
        sums = {"": (Fraction(1), Fraction(0))}  # the chance of no harm, and its part of the sum
        for node in self.ends_first():
            ways = [
                (sums[c.next][0], sums[c.next][0] * Fraction(c.score) + sums[c.next][1])
                for c in node.choices
                if not c.harm
            ]
            of = len(node.choices)
            chance, total = (sum((way[i] for way in ways), Fraction(0)) for i in (0, 1))
            sums[node.key] = (chance / of, total / of) if of else sums[""]
        chance, total = sums[self.start]
        return (total - self.least * chance) / (self.most - self.least)
