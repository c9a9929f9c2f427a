"""Stems that ask the same twice: exactly, or in nearly the same words.

A pair is compared in full only when it shares enough of its rarer three-word pieces; that keeps a
thousand questions far below a second.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import combinations

from quizzes.formats.native import Item
from training.content_files.proofs.findings import Finding
from training.content_files.proofs.pages import about_item, items_of, stem_of
from training.content_files.proofs.texts import words
from training.content_files.tree import Content, Module

# Shared three-word pieces over all pieces of both (Jaccard), from which a pair is looked at ...
LOOK = 0.35
# ... and the share of words in the same order (difflib's ratio) from which it is reported.
ALIKE = 0.8
PIECE = 3
# A piece in more stems than this is a phrase of the house ("According to this programme, what").
HOUSE = 12

Asked = tuple[Module, Item]


def found(content: Content) -> Iterator[Finding]:
    asked = list(items_of(content))
    stems = [_scene(module, item) for module, item in asked]
    cases = [item.case for _, item in asked]
    for first, second, alike in pairs(stems, cases):
        yield _finding(asked[first], asked[second], alike)


def _scene(module: Module, item: Item) -> tuple[str, ...]:
    """What is read before the options: of a part of a case the vignette and its own stem."""
    told = next((case.stem for case in module.cases if case.key == item.case), "")
    return words(told) + words(stem_of(item))


def _finding(one: Asked, other: Asked, alike: float) -> Finding:
    """Told at the later question: the first was there before it."""
    where = "" if one[0].slug == other[0].slug else f" of {one[0].slug}"
    if alike == 1:
        said = f"the same stem as {one[1].key}{where}: ask something else"
        return about_item("same_stem", *other, said)
    said = f"{alike:.0%} of the stem is that of {one[1].key}{where}: change the scene or the point"
    return about_item("near_stem", *other, said)


def pairs(
    stems: Sequence[Sequence[str]], cases: Sequence[str | None]
) -> Iterator[tuple[int, int, float]]:
    """(index, later index, likeness) of each pair of word lists that are alike; 1 is the same.

    Two of the same case (None: of no case) are never a pair: they share its scene on purpose.
    """
    pieces = [_pieces(stem) for stem in stems]
    for first, second in sorted(_candidates(pieces)):
        if cases[first] is not None and cases[first] == cases[second]:
            continue
        one, other = stems[first], stems[second]
        if list(one) == list(other):
            yield first, second, 1.0
            continue
        together = len(pieces[first] | pieces[second])
        if together and len(pieces[first] & pieces[second]) / together >= LOOK:
            alike = SequenceMatcher(None, one, other, autojunk=False).ratio()
            if alike >= ALIKE:
                yield first, second, min(alike, 0.99)


def _pieces(stem: Sequence[str]) -> frozenset[tuple[str, ...]]:
    if len(stem) < PIECE:
        return frozenset([tuple(stem)])
    return frozenset(tuple(stem[n : n + PIECE]) for n in range(len(stem) - PIECE + 1))


def _candidates(pieces: Sequence[frozenset[tuple[str, ...]]]) -> set[tuple[int, int]]:
    """Pairs that share at least two rare pieces, or all they have."""
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, own in enumerate(pieces):
        for piece in own:
            holders[piece].append(index)
    shared: Counter[tuple[int, int]] = Counter()
    for having in holders.values():
        if 1 < len(having) <= HOUSE:
            shared.update(combinations(having, 2))
    near = {pair for pair, count in shared.items() if count >= 2}
    same: dict[frozenset[tuple[str, ...]], list[int]] = defaultdict(list)
    for index, own in enumerate(pieces):
        same[own].append(index)
    return near.union(pair for having in same.values() for pair in combinations(having, 2))
