"""What somebody would score who knows nothing and guesses by the look of the options.

Each rule picks an option without reading for sense: the longest, the one with the most "may" and
"depends", the one that echoes the stem. Where a rule ties, its share of the tie counts, so that a
rule that never tells options apart scores exactly chance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean

from quizzes.formats.native import Item
from training.content_files.proofs.findings import Finding
from training.content_files.proofs.pages import Option, folder, options_of, stem_of
from training.content_files.proofs.texts import any_of, roots
from training.content_files.tree import Content

# Words that soften what they stand beside.
HEDGES = any_of(
    """
    may, might, can, could, perhaps, possibly, probably, likely, unlikely, some, sometimes,
    often, mostly, usually, rarely, seldom, about, roughly, depends, depending, unless,
    unproven, unsettled, uncertain, unknown, unclear, not known, not proven, not sure,
    cannot say, cannot promise, cannot predict, do not know, does not show, no study,
    no trial, no evidence, found no, none found, seems, seem, suggests, tends, tend, in part,
    so far, yet, varies, vary
    """
)
# Points over chance: over all banks together for the rules that matter most, and in one bank.
LIMIT, BANK_LIMIT = 5.0, 12.0
# With fewer questions a share is luck.
FEWEST, FEWEST_IN_ALL = 8, 40
LIMITED = ("longest", "hedged", "place B")

# Absolute words and those that come near them: who guesses by them makes no difference.
STRICT = any_of(
    """
    all, always, every, everyone, everything, never, no one, nobody, none, nothing, only,
    must, completely, guarantee, guarantees, guaranteed, certainly
    """
)

# The options and the roots of the stem -> points for each option; the highest is picked.
Scorer = Callable[[Sequence[Option], frozenset[str]], list[float]]


def _each(points: Callable[[Option], float]) -> Scorer:
    return lambda options, stem: [points(one) for one in options]


def _place(wanted: int) -> Scorer:
    return lambda options, stem: [place == wanted for place in range(len(options))]


def _middling(options: Sequence[Option], stem: frozenset[str]) -> list[float]:
    lengths = [len(one.text) for one in options]
    return [min(lengths) < length < max(lengths) for length in lengths]


def _echoing(options: Sequence[Option], stem: frozenset[str]) -> list[float]:
    return [len(roots(one.text) & stem) for one in options]


RULES: dict[str, tuple[str, Scorer]] = {
    "longest": ("the longest option", _each(lambda one: len(one.text))),
    "shortest": ("the shortest option", _each(lambda one: -len(one.text))),
    "middling": ("neither the longest nor the shortest", _middling),
    "hedged": ("most hedge words", _each(lambda one: len(HEDGES.findall(one.text)))),
    "plain": ("fewest absolute words", _each(lambda one: -len(STRICT.findall(one.text)))),
    "echo": ("most words of the stem", _echoing),
    "place A": ("option A as written", _place(0)),
    "place B": ("option B as written", _place(1)),
    "place C": ("option C as written", _place(2)),
    "place D": ("option D as written, if there is one", _place(3)),
}
_SCORERS = tuple(scorer for _, scorer in RULES.values())


@dataclass(frozen=True)
class Score:
    """Percent right by a rule, and by chance, over `questions`."""

    rule: str
    questions: int
    right: float
    chance: float

    @property
    def over(self) -> float:
        """Points over chance; below zero where the rule misleads."""
        return self.right - self.chance


def picked(options: Sequence[Option], stem: str) -> tuple[float, ...]:
    """For each rule the chance (0 to 1) that the option it picks is a right one; chance last."""
    known = roots(stem)
    return (
        *(_hit(options, scorer(options, known)) for scorer in _SCORERS),
        sum(one.correct for one in options) / len(options),
    )


def _hit(options: Sequence[Option], points: Sequence[float]) -> float:
    best = max(points)
    right = [one.correct for one, value in zip(options, points, strict=True) if value == best]
    return sum(right) / len(right)


def scores(items: Iterable[Item]) -> tuple[Score, ...]:
    """Each rule over the single and multiple questions given; empty when there is none.

    In a multiple question the rule picks one option, and right is any of the right ones.
    """
    asked = [(options_of(item), stem_of(item)) for item in items]
    return _scores([picked(options, stem) for options, stem in asked if options])


def _scores(rows: Sequence[tuple[float, ...]]) -> tuple[Score, ...]:
    if not rows:
        return ()
    *right, chance = (100 * fmean(column) for column in zip(*rows, strict=True))
    return tuple(
        Score(rule, len(rows), value, chance) for rule, value in zip(RULES, right, strict=True)
    )


def graded(items: Iterable[Item], kind: str = "single") -> list[Item]:
    return [item for item in items if item.use == "graded" and item.kind == kind]


def found(content: Content) -> Iterator[Finding]:
    """Any rule may be over in one bank; over all banks the limited ones are told apart."""
    rows: list[tuple[float, ...]] = []
    for module in content.modules:
        own = [picked(options_of(item), stem_of(item)) for item in graded(module.items)]
        rows += own
        for score in _scores(own) if len(own) >= FEWEST else ():
            if score.over > BANK_LIMIT:
                said = f"{_said(score)}, at most {BANK_LIMIT:.0f}"
                yield Finding(f"{folder(module)}/questions.yaml", 1, "blind_bank", said)
    for score in _scores(rows) if len(rows) >= FEWEST_IN_ALL else ():
        if score.over > LIMIT:
            kind = "blind_overall" if score.rule in LIMITED else "blind_other"
            said = f"over all banks {_said(score)}, at most {LIMIT:.0f}"
            yield Finding("content/modules", 1, kind, said)


def _said(score: Score) -> str:
    title = RULES[score.rule][0]
    return (
        f"picking {title} gets {score.right:.0f} of 100 right where chance gets "
        f"{score.chance:.0f}: {score.over:.0f} points over"
    )
