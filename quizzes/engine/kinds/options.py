"""Options, as single choice, multiple response and pair have them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from quizzes.engine.kinds.base import Judged
from quizzes.engine.kinds.reading import Reader

FIELDS = frozenset({"correct", "why", "belief"})


@dataclass(frozen=True, slots=True)
class Option:
    """`why` explains it; `belief` is the code of the belief that makes a wrong one tempting.

    `weight` is what it adds under the rule `weighted` of multiple response, -1 to 1, and what it
    earns where one is chosen, 0 to 1. Elsewhere it says nothing.
    """

    key: str
    text: str
    correct: bool
    why: str
    belief: str = ""
    weight: Decimal = Decimal(0)

    @property
    def is_partly_right(self) -> bool:
        """Of one that is chosen alone: it earns something, and not all."""
        return not self.correct and self.weight > 0


# What an option counts, from its row: (reader, row, path, whether it is correct).
Weigh = Callable[[Reader, Mapping[str, Any], str, bool], Decimal]


def read_options(
    reader: Reader, name: str = "options", *, weigh: Weigh | None = None
) -> tuple[Option, ...]:
    """Read two or more options, at least one of them correct."""
    options = []
    fields = FIELDS | {"weight"} if weigh else FIELDS
    for path, row, key, text in reader.rows(name, fields=fields, at_least=2):
        correct = reader.flag(row, "correct", path, default=False)
        option = Option(
            key=key,
            text=text,
            correct=correct,
            why=reader.text(row, "why", path),
            belief=reader.text(row, "belief", path, optional=True),
            weight=weigh(reader, row, path, correct) if weigh else Decimal(0),
        )
        if option.correct and option.belief:
            reader.add(f"{path}.belief", "belief_on_correct_option", option.belief)
        options.append(option)
    if options and not any(option.correct for option in options):
        reader.add(name, "no_correct_option")
    return tuple(options)


def refuse_several(reader: Reader, name: str, options: Sequence[Option]) -> None:
    """Note it if more than one is correct, where one is to be chosen."""
    correct = [option.key for option in options if option.correct]
    if len(correct) > 1:
        reader.add(name, "several_correct_options", ", ".join(correct))


def share_of_one(reader: Reader, row: Mapping[str, Any], path: str, correct: bool) -> Decimal:
    """What an option earns that is chosen alone: 1 if it is correct, else less, and 0 if left out.

    Codes: correct_not_whole, whole_not_correct, belief_on_right_answer (what earns something is no
    mistake that a belief explains).
    """
    weight = reader.decimal(row, "weight", path, least=0, most=1, default=int(correct))
    if weight is None:
        return Decimal(0)
    if (weight == 1) is not correct:
        reader.add(f"{path}.weight", "correct_not_whole" if correct else "whole_not_correct")
    belief = row.get("belief")
    if not correct and weight > 0 and isinstance(belief, str) and belief.strip():
        reader.add(f"{path}.belief", "belief_on_right_answer", belief)
    return weight


def added_or_taken(reader: Reader, row: Mapping[str, Any], path: str, correct: bool) -> Decimal:
    """More than 0 for a correct option; at most 0, and 0 if left out, for a wrong one."""
    weight = reader.decimal(row, "weight", path, least=-1, most=1, default=None if correct else 0)
    if weight is None:
        return Decimal(0)
    if correct and weight <= 0:
        reader.add(f"{path}.weight", "weight_not_above_zero")
    if not correct and weight > 0:
        reader.add(f"{path}.weight", "weight_above_zero")
    return weight


def judged_options(
    options: Sequence[Option], chosen: Collection[object], order: Sequence[str]
) -> tuple[Judged, ...]:
    """Each option, chosen or not, beside whether it should be; as written without an order."""
    correct = {option.key: option.correct for option in options}
    partly = {option.key for option in options if option.is_partly_right}
    return tuple(
        Judged(key, key in chosen, correct[key], partly=key in partly) for key in order or correct
    )
