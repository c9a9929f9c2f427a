"""Reads the tree of a branching case, and works out once what its paths can add up to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from quizzes.engine.kinds.branches import Choice, Node, Tree
from quizzes.engine.kinds.reading import Reader

MOST_SCORE = 1000
MOST_CHOICES = 10

_NODE = frozenset({"choices"})
_CHOICE = frozenset({"why", "score", "next", "harm", "belief"})


def read_tree(reader: Reader) -> Tree:
    """Read `start` and `nodes`. Codes beside those of Reader: unknown_node, cycle, unreachable,
    nothing_to_decide, no_difference, harm_on_best_path, belief_on_best_choice."""
    start = reader.text(reader.body, "start", "")
    keys: set[str] = set()
    nodes = tuple(
        Node(key, text, _choices(reader, row, path, keys))
        for path, row, key, text in reader.rows("nodes", fields=_NODE, at_least=2)
    )
    tree = Tree(start, nodes, index={node.key: node for node in nodes})
    is_read = nodes and len(nodes) == len(reader.body["nodes"]) and "" not in tree.index
    if start and is_read and _is_linked(reader, tree):
        _check_ends(reader, tree)
        if not reader.problems:
            return _weighed(reader, tree)
    return tree


def _choices(
    reader: Reader, row: Mapping[str, Any], path: str, keys: set[str]
) -> tuple[Choice, ...]:
    """What can be done in a scene, nothing or two things or more; `keys` are those of the scenes
    before, for an answer names a decision by its key alone."""
    if row.get("choices") in (None, [], ()):
        return ()
    found = []
    for where, one, key, text in reader.rows(
        "choices", fields=_CHOICE, at_least=2, of=row, within=path
    ):
        if key and key in keys:
            reader.add(f"{where}.key", "duplicate_key", key)
        score = reader.decimal(one, "score", where, least=-MOST_SCORE, most=MOST_SCORE)
        found.append(
            Choice(
                key=key,
                text=text,
                why=reader.text(one, "why", where),
                score=score or Decimal(0),
                next=reader.text(one, "next", where, optional=True),
                harm=reader.flag(one, "harm", where, default=False),
                belief=reader.text(one, "belief", where, optional=True),
            )
        )
    if len(found) > MOST_CHOICES:
        reader.add(f"{path}.choices", "too_many", str(MOST_CHOICES))
    keys |= {choice.key for choice in found}
    return tuple(found)


def _is_linked(reader: Reader, tree: Tree) -> bool:
    """Whether every arrow leads to a scene, and the first scene asks for something."""
    known = len(reader.problems)
    if tree.start not in tree.index:
        reader.add("start", "unknown_node", tree.start)
    elif not tree.index[tree.start].choices:
        reader.add("start", "nothing_to_decide", tree.start)
    for path, choice in _paths(tree):
        if choice.next and choice.next not in tree.index:
            reader.add(f"{path}.next", "unknown_node", choice.next)
    return len(reader.problems) == known


def _check_ends(reader: Reader, tree: Tree) -> None:
    """Every path ends and every scene can be met."""
    where = {choice.key: path for path, choice in _paths(tree)}
    met: set[str] = set()
    above: set[str] = set()

    def visit(node: Node) -> None:
        met.add(node.key)
        above.add(node.key)
        for choice in node.choices:
            if choice.next in above:
                reader.add(f"{where[choice.key]}.next", "cycle", choice.next)
            elif choice.next and choice.next not in met:
                visit(tree.index[choice.next])
        above.discard(node.key)

    visit(tree.index[tree.start])
    for number, node in enumerate(tree.nodes):
        if node.key not in met:
            reader.add(f"nodes[{number}]", "unreachable", node.key)


def _weighed(reader: Reader, tree: Tree) -> Tree:
    """The tree with its least and most, and each choice judged against the others of its scene."""
    sums: dict[str, _Sums] = {"": _Sums(Fraction(0), Fraction(0), Fraction(0))}
    for node in tree.ends_first():
        sums[node.key] = _add_up(node, sums)
    whole = sums[tree.start]
    if whole.least == whole.most:
        reader.add("nodes", "no_difference")
    elif whole.safe != whole.most:
        reader.add("nodes", "harm_on_best_path")
    nodes = tuple(
        replace(node, choices=tuple(_judged(c, sums[node.key], sums) for c in node.choices))
        for node in tree.nodes
    )
    index = {node.key: node for node in nodes}
    found = Tree(tree.start, nodes, whole.least, whole.most, index)
    for path, choice in _paths(found):
        if choice.best and choice.belief:
            reader.add(f"{path}.belief", "belief_on_best_choice", choice.belief)
    return found


@dataclass(frozen=True, slots=True)
class _Sums:
    """What the paths from a scene on add up to; `safe` is the most without harm, None where every
    path harms."""

    least: Fraction
    most: Fraction
    safe: Fraction | None


def _add_up(node: Node, sums: Mapping[str, _Sums]) -> _Sums:
    if not node.choices:
        return sums[""]
    ways = [(Fraction(c.score), sums[c.next]) for c in node.choices]
    safe = [value for choice in node.choices if (value := _safe(choice, sums)) is not None]
    return _Sums(
        min(score + on.least for score, on in ways),
        max(score + on.most for score, on in ways),
        max(safe, default=None),
    )


def _safe(choice: Choice, sums: Mapping[str, _Sums]) -> Fraction | None:
    """The most that can still be had without harm after this choice."""
    on = sums[choice.next].safe
    return None if choice.harm or on is None else Fraction(choice.score) + on


def _judged(choice: Choice, here: _Sums, sums: Mapping[str, _Sums]) -> Choice:
    safe = _safe(choice, sums)
    return replace(choice, best=safe is not None and safe == here.safe)


def _paths(tree: Tree) -> Iterator[tuple[str, Choice]]:
    """Every choice with the path where it stands in the body."""
    for number, node in enumerate(tree.nodes):
        for place, choice in enumerate(node.choices):
            yield f"nodes[{number}].choices[{place}]", choice
