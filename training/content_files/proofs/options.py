"""What the options of one question give away, or leave unclear."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from quizzes.formats.native import Item
from training.content_files.proofs.findings import Finding
from training.content_files.proofs.pages import (
    Option,
    about_item,
    items_of,
    lists_of,
    options_of,
    stem_of,
)
from training.content_files.proofs.texts import EMPTY, any_of, root, roots, words
from training.content_files.tree import Content

ABSOLUTES = any_of(
    """
    always, never, every time, in all cases, completely, entirely, totally, guarantee,
    guarantees, guaranteed, certainly, definitely, impossible, 100%, without exception,
    in every case, under no circumstances
    """
)
VAGUE = any_of("usually, rarely, seldom, frequently, generally, normally, typically")
_ABOVE = re.compile(
    r"\b(?:all|none|both|any|neither) of (?:the (?:above|others?|answers|options)|these answers)\b"
    r"|\b[a-d] and [a-d]\b (?:are|is) (?:both )?(?:right|correct)",
    re.IGNORECASE,
)
# The key stands out when it is this many times as long as the longest wrong option, and so much
# longer in characters; with short options a word more means nothing.
STANDS_OUT, STANDS_OUT_BY = 1.3, 15
# A word in more questions than this is no rare word.
RARE = 8
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_RANGE = any_of("within, at least, at most, under, over, more than, less than, up to")


def found(content: Content) -> Iterator[Finding]:
    rare = _rarity(content)
    for module, item in items_of(content):
        for kind, said in _item(item, rare):
            yield about_item(kind, module, item, said)


def _item(item: Item, rare: Counter[str]) -> Iterator[tuple[str, str]]:
    if item.kind == "matching":
        yield from _matching(item)
    for options in lists_of(item):
        yield from _list(item, options)
        if item.kind in ("single", "pair"):
            yield from _long_key(options)
        if item.kind == "single":
            yield from _word_clue(item, options, rare)
            yield from _grammar(item, options)


def _list(item: Item, options: Sequence[Option]) -> Iterator[tuple[str, str]]:
    for one in options:
        above = _ABOVE.search(one.text)
        if above:
            yield "above", f"option {one.key} says {above[0]!r}: select-all asks that better"
    yield from _overlaps(options)
    yield from _frequency(item, options)


def _matching(item: Item) -> Iterator[tuple[str, str]]:
    """One to one needs two spare answers, or the last is won by elimination. Where answers may be
    used again (sorting) nothing can be eliminated and only the number of prompts counts."""
    prompts, choices = item.body["prompts"], item.body["choices"]
    if not 4 <= len(prompts) <= 6:
        yield "matching", f"{len(prompts)} prompts to match: 4 to 6 are allowed"
    used = {prompt["match"] for prompt in prompts}
    spare = len(choices) - len(used)
    if len(used) == len(prompts) and spare < 2:
        yield "matching", f"{spare} spare answers: two keep the last from being won by elimination"


def _frequency(item: Item, options: Sequence[Option]) -> Iterator[tuple[str, str]]:
    """An absolute word cues when it stands only in wrong options or only in right ones; on both
    sides it tells nothing. A must-not-miss rule may be absolute: it has no exception."""
    absolute = {one.key: ABSOLUTES.search(one.text) for one in options}
    sides = {one.correct for one in options if absolute[one.key]}
    if sides == {False} or (sides == {True} and not item.must_not_miss):
        named = ", ".join(f"{key} ({match[0]})" for key, match in absolute.items() if match)
        where = "only the right" if sides == {True} else "only wrong"
        yield "absolute", f"absolute words in {where} options, {named}: say it without, or in both"
    for one in options:
        vague = VAGUE.search(one.text)
        if vague:
            said = f"option {one.key} says {vague[0]!r}: say how often, or leave it out"
            yield "vague", said


def _overlaps(options: Sequence[Option]) -> Iterator[tuple[str, str]]:
    for one, other in combinations(options, 2):
        said = _overlap(one.text, other.text)
        if said:
            yield "overlap", f"options {one.key} and {other.key} {said}"


def _overlap(one: str, other: str) -> str:
    """What is wrong between two options; empty when nothing is."""
    mine, yours = words(one), words(other)
    if mine == yours:
        return "are the same: each needs its own text"
    if _NUMBER.sub("#", one) == _NUMBER.sub("#", other) and _RANGE.search(one):
        return "overlap: one number lies within the other, say from ... to ..."
    if {*mine} ^ {*yours} and {*mine} ^ {*yours} <= {"not", "no", "do", "does", "don't", "never"}:
        return "are exact opposites: the others are then only filling"
    small, large = sorted(({*mine} - EMPTY, {*yours} - EMPTY), key=len)
    if len(small) >= 3 and small < large and not {"not", "no", "never", "but"} & (large - small):
        return "overlap: one says all that the other says, and more"
    return ""


def _long_key(options: Sequence[Option]) -> Iterator[tuple[str, str]]:
    key = next(len(one.text) for one in options if one.correct)
    rest = max(len(one.text) for one in options if not one.correct)
    if key >= STANDS_OUT * rest and key - rest >= STANDS_OUT_BY:
        yield (
            "long_key",
            f"the key has {key} characters, the longest wrong option {rest}: shorten it, "
            "or give the others as much",
        )


def _rarity(content: Content) -> Counter[str]:
    """Root -> in how many questions it stands, in stem or options."""
    seen: Counter[str] = Counter()
    for _, item in items_of(content):
        texts = [stem_of(item), *(one.text for one in options_of(item))]
        seen.update(frozenset().union(*map(roots, texts)))
    return seen


def _word_clue(
    item: Item, options: Sequence[Option], rare: Counter[str]
) -> Iterator[tuple[str, str]]:
    key = next(one for one in options if one.correct)
    clues = roots(stem_of(item)) & roots(key.text)
    clues = clues.difference(*(roots(one.text) for one in options if not one.correct))
    for word in words(key.text):
        if root(word) in clues and rare[root(word)] <= RARE and len(word) > 4:
            yield (
                "word_clue",
                f"{word!r} stands in the stem and in the key only: use it in a wrong option too, "
                "or say it in other words",
            )
            return


def _grammar(item: Item, options: Sequence[Option]) -> Iterator[tuple[str, str]]:
    asked = re.search(r"\b(an?)[\s.:…_]*$", stem_of(item), re.IGNORECASE)
    if not asked:
        return
    article = asked[1].lower()
    misfits = [one.key for one in options if (one.text[:1].lower() in "aeiou") != (article == "an")]
    if misfits:
        named = ", ".join(misfits)
        yield "grammar", f"the stem ends in {article!r}, which does not fit {named}: say a/an"
