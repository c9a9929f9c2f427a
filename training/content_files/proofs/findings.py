"""What a proofreading can find: each kind by its name, and whether it stops a load.

An error misleads a learner, gives an answer away or leaves a promise of the module untested; a
warning is a matter of style or of plenty. An author who has a reason writes it beside the text,
`allow: {negative: "the reason"}`, and the finding is gone; see `allowing`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Kind:
    """`title` heads the findings of the kind. `is_error`: nothing is loaded while there is one."""

    title: str
    is_error: bool = False


KINDS: dict[str, Kind] = {
    # What a learner is owed
    "untested_must_not_miss": Kind("Must-not-miss sentences without a question", is_error=True),
    "thin_must_not_miss": Kind("Must-not-miss sentences with one question only"),
    "untested_objective": Kind("Objectives that the graded quiz never asks", is_error=True),
    "untaught_objective": Kind("Objectives that no lesson has", is_error=True),
    "thin_bank": Kind("Banks with too few questions for a fresh second attempt"),
    "orphan_claim": Kind("Claims that nothing uses"),
    "orphan_belief": Kind("Beliefs that too few questions can reveal"),
    "unshown_check": Kind("Check questions that no lesson shows"),
    # What may not be asked
    "untestable": Kind("Questions on claims that are not tested", is_error=True),
    "not_asked": Kind("Questions on the part of a claim that is not tested", is_error=True),
    "experience": Kind("Right answers that rest on clinic experience alone", is_error=True),
    # What gives the answer away
    "blind_overall": Kind("Guessing rules that beat chance in all banks together", is_error=True),
    "blind_other": Kind("Other guessing rules that beat chance in all banks together"),
    "blind_bank": Kind("Guessing rules that beat chance in one bank"),
    "key_place": Kind("Right answers written in the same place too often"),
    "key_length": Kind("Right answers longer or shorter than the others of their bank"),
    "long_key": Kind("Right answers that stand out by their length", is_error=True),
    "word_clue": Kind("Rare words that only the stem and the right answer share"),
    "grammar": Kind("Stems whose a or an fits only some options", is_error=True),
    "above": Kind("All or none of the above", is_error=True),
    "overlap": Kind("Options that overlap, repeat or contradict one another", is_error=True),
    "absolute": Kind("Absolute words on one side of the key only", is_error=True),
    # How a question reads
    "same_stem": Kind("The same stem twice", is_error=True),
    "near_stem": Kind("Stems that are nearly the same"),
    "negative": Kind("Negative questions not in capitals", is_error=True),
    "vague": Kind("Vague frequency in options"),
    "matching": Kind("Matching of the wrong size"),
    "reading": Kind("Texts that are hard to read"),
    "sentence": Kind("Sentences that are too long"),
    # Lessons and links
    "length": Kind("Lessons too short or too long"),
    "checks": Kind("Lessons with too few checks"),
    "dead_link": Kind("Links that lead nowhere", is_error=True),
    "odd_url": Kind("Web addresses that cannot be right", is_error=True),
    # The files themselves
    "stray": Kind("Files that nothing reads"),
    "stale_allow": Kind("Exceptions that are no longer needed"),
}


@dataclass(frozen=True, order=True)
class Finding:
    """`about` is the key of the question, or the file of the lesson, whose `allow` may excuse it.

    Empty where only the text itself can be put right.
    """

    file: str
    line: int
    kind: str
    message: str
    about: str = field(default="", compare=False)

    @property
    def is_error(self) -> bool:
        return KINDS[self.kind].is_error

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


def errors(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that stop a load."""
    return tuple(one for one in found if one.is_error)
