"""Clues that give an answer away without any knowledge. Warnings: a person decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from quizzes.formats.native import Item

# With fewer questions than this a pattern says nothing.
FEWEST = 8
SHARE = 0.5


def clues(items: Sequence[Item]) -> Iterator[str]:
    """What the single-choice questions of a module give away together."""
    asked = [item.body["options"] for item in items if item.kind == "single"]
    if len(asked) < FEWEST:
        return
    places = Counter(
        next(place for place, option in enumerate(options) if option["correct"])
        for options in asked
    )
    place, often = places.most_common(1)[0]
    if often > SHARE * len(asked):
        yield f"option {place + 1} is right in {often} of {len(asked)} single questions: spread it"
    longest = sum(_key_is_longest(options) for options in asked)
    if longest > SHARE * len(asked):
        yield (
            f"the key is the longest option in {longest} of {len(asked)} single questions: "
            "make options alike in length"
        )


def _key_is_longest(options: Sequence[dict[str, object]]) -> bool:
    lengths = {bool(option["correct"]): 0 for option in options}
    for option in options:
        right = bool(option["correct"])
        lengths[right] = max(lengths[right], len(str(option["text"])))
    return lengths[True] > lengths[False]
