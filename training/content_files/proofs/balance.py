"""What the single-choice questions of one bank give away together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import fmean

from training.content_files.proofs.findings import Finding
from training.content_files.proofs.pages import Option, folder, options_of
from training.content_files.tree import Content

# With fewer questions than this a pattern says nothing.
FEWEST = 8
# Chi-square above which the places of the key are no accident, one time in a hundred, for two and
# three degrees of freedom (three or four places).
CRITICAL = {1: 6.63, 2: 9.21, 3: 11.34}
# The key's length over that of the wrong options, on average, in percent.
LENGTHS = (88, 112)


def found(content: Content) -> Iterator[Finding]:
    for module in content.modules:
        file = f"{folder(module)}/questions.yaml"
        banks = [options_of(item) for item in module.items if item.kind == "single"]
        for kind, said in clues(banks):
            yield Finding(file, 1, kind, said)


def clues(banks: Sequence[Sequence[Option]]) -> Iterator[tuple[str, str]]:
    """(kind, what is out of balance) for the options of these questions."""
    if len(banks) < FEWEST:
        return
    value, degrees, places = places_of_keys(banks)
    if degrees and value > CRITICAL[degrees]:
        said = ", ".join(f"{'ABCD'[place]} {places[place]}" for place in range(degrees + 1))
        yield "key_place", f"the key stands at {said} of {len(banks)}: spread it evenly"
    ratio = 100 * length_of_keys(banks)
    if not LENGTHS[0] <= ratio <= LENGTHS[1]:
        yield (
            "key_length",
            f"on average the key has {ratio:.0f} % of the length of the wrong options, "
            f"allowed: {LENGTHS[0]} to {LENGTHS[1]}",
        )


def places_of_keys(banks: Sequence[Sequence[Option]]) -> tuple[float, int, Counter[int]]:
    """Chi-square of where the key stands, its degrees of freedom, and how often at each place."""
    places: Counter[int] = Counter()
    expected: Counter[int] = Counter()
    for options in banks:
        places[next(n for n, one in enumerate(options) if one.correct)] += 1
        for n in range(len(options)):
            expected[n] += 1 / len(options)
    value = sum((places[n] - expected[n]) ** 2 / expected[n] for n in expected)
    return value, len(expected) - 1, places


def length_of_keys(banks: Sequence[Sequence[Option]]) -> float:
    """Mean over the questions of key length over mean wrong length; 1 is even."""
    return fmean(
        next(len(one.text) for one in options if one.correct)
        / fmean(len(one.text) for one in options if not one.correct)
        for options in banks
    )
