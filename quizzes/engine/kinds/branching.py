"""A branching case: one decision after another, each with what follows from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar

from quizzes.engine import scoring
from quizzes.engine.kinds.base import (
    BLANK,
    Graded,
    Judged,
    Part,
    Response,
    ResponseError,
    Row,
    Shown,
    graded,
    rows_in_order,
)
from quizzes.engine.kinds.branches import Choice, Tree
from quizzes.engine.kinds.branches_reading import read_tree
from quizzes.engine.kinds.reading import Reader


@dataclass(frozen=True, slots=True)
class BranchingDefinition:
    kind: ClassVar[str] = "branching"
    rule: ClassVar[str] = ""

    stem: str
    explanation: str
    tree: Tree

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Every choice of every scene."""
        return tuple(choice for node in self.tree.nodes for choice in node.choices)


class Branching:
    """Response: the path, as the keys of the decisions taken from the start.

    Mark: with S the sum of its scores, and least and most those of all complete paths,
    (S - least)/(most - least); 0 for a path with harm on it, whatever else was done, and for one
    that has not reached an end. A part is a decision taken, right when no other could end better
    from there. However near, what is not the most is never rounded up to a whole.
    """

    def parse(self, body: Mapping[str, Any]) -> BranchingDefinition:
        """See Kind and `read_tree`."""
        reader = Reader(body, allowed=frozenset({"start", "nodes"}))
        tree = read_tree(reader)
        reader.finish()
        return BranchingDefinition(reader.stem, reader.explanation, tree)

    def keys(self, d: BranchingDefinition) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return tuple(choice.key for choice in d.choices), ()

    def shuffled(self, d: BranchingDefinition) -> tuple[str, ...]:
        return tuple(choice.key for choice in d.choices)

    def shown(
        self, d: BranchingDefinition, order: Sequence[str], path: Sequence[str] = ()
    ) -> Shown:
        """The scenes a path has met, and what can be done in the last one; nothing beyond it.
        `order` is a permutation of all choices."""
        rows_in_order(d.choices, order)
        scenes = [node for node, _ in d.tree.walk(path)]
        last = d.tree.after(path)
        scenes += [last] if last else []
        here = {choice.key: choice.text for choice in last.choices} if last else {}
        return Shown(
            d.kind,
            d.stem,
            d.rule,
            tuple(Row(node.key, node.text) for node in scenes),
            tuple(Row(key, here[key]) for key in order if key in here),
        )

    def clean(self, d: BranchingDefinition, response: object) -> Response:
        """The path; raises ResponseError unknown_key where it leaves the tree."""
        if response is None:
            return None
        if type(response) is not list:
            raise ResponseError("wrong_type")
        if len(response) > len(d.tree.nodes):
            raise ResponseError("too_many")
        if any(type(key) is not str for key in response):
            raise ResponseError("wrong_type")
        try:
            return [choice.key for _, choice in d.tree.walk(response)] or None
        except KeyError:
            raise ResponseError("unknown_key") from None

    def is_complete(self, d: BranchingDefinition, response: Response) -> bool:
        """Whether the path has reached an end."""
        if not response:
            return False
        last = d.tree.after(response)
        return last is None or not last.choices

    def extends(self, d: BranchingDefinition, before: Response, after: Response) -> bool:
        """Whether a clean response keeps every decision of the one before: what has been decided
        stays decided, for what followed has been seen."""
        return not before or (after or [])[: len(before)] == before

    def grade(self, d: BranchingDefinition, response: Response) -> Graded:
        if not response:
            return BLANK
        taken = [choice for _, choice in d.tree.walk(response)]
        parts = [Part(choice.key, choice.best) for choice in taken]
        beliefs = [(choice.key, choice.belief) for choice in taken if choice.belief]
        fraction = _fraction(d.tree, taken) if self.is_complete(d, response) else scoring.ZERO
        return graded(fraction, parts, beliefs)

    def judged(
        self, d: BranchingDefinition, response: Response, order: Sequence[str]
    ) -> tuple[Judged, ...]:
        """Each decision of the path, in turn, beside whether it was one to take."""
        return tuple(
            Judged(choice.key, True, choice.best) for _, choice in d.tree.walk(response or ())
        )

    def right_response(self, d: BranchingDefinition) -> Response:
        """The first of the best paths."""
        path: list[str] = []
        while (node := d.tree.after(path)) and node.choices:
            path.append(next(choice.key for choice in node.choices if choice.best))
        return path

    def summary(self, d: BranchingDefinition, response: Response) -> str:
        return " → ".join(choice.text for _, choice in d.tree.walk(response or ()))

    def key_summary(self, d: BranchingDefinition) -> str:
        return self.summary(d, self.right_response(d))

    def guess(self, d: BranchingDefinition) -> Decimal | None:
        """What is expected of whoever takes each decision at random."""
        mean = d.tree.at_random()
        return Decimal(mean.numerator) / mean.denominator


def _fraction(tree: Tree, taken: Sequence[Choice]) -> Decimal:
    """The mark of a complete path."""
    if any(choice.harm for choice in taken):
        return scoring.ZERO
    earned = sum((Fraction(choice.score) for choice in taken), -tree.least)
    share = earned / (tree.most - tree.least)
    found = scoring.share(share.numerator, share.denominator)
    return found if share == 1 else min(found, scoring.ALMOST)
