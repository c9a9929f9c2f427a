"""In which order the questions of an attempt stand, and which of them may be opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quizzes.engine.selection import arrange

FREE = "free"
SEQUENTIAL = "sequential"
NAVIGATIONS = (FREE, SEQUENTIAL)

Unit = tuple[str, ...]  # a question, or the parts of a case in their order


@dataclass(frozen=True, slots=True)
class Section:
    """Units that are shown together, in the order given or, where it `shuffles`, in one of each
    attempt's own. Sections themselves keep their order."""

    units: tuple[Unit, ...]
    shuffles: bool = False


def in_order(sections: Sequence[Section], seed: bytes) -> tuple[str, ...]:
    """Return the names of all questions in the order to show them.

    Shuffling moves whole units: the parts of a case stay together and in order. By HMAC of the
    seed, so whatever order shuffled units come in. Raises ValueError for a unit without questions
    or a question that comes twice.
    """
    units = [unit for section in sections for unit in section.units]
    names = [name for unit in units for name in unit]
    if not all(units) or len(set(names)) < len(names):
        raise ValueError("each unit has questions, and no question comes twice")
    return tuple(
        name
        for number, section in enumerate(sections, start=1)
        for unit in _shuffled(section, seed, f"section {number}")
        for name in unit
    )


def may_visit(position: int, *, reached: int, count: int, navigation: str) -> bool:
    """Whether the question at `position` (from 1) of `count` may be opened.

    `reached` is the furthest one opened so far, 0 for none. In a sequential attempt that one and
    the next: neither back nor two ahead. Raises ValueError for another navigation.
    """
    if navigation not in NAVIGATIONS:
        raise ValueError(f"unknown navigation: {navigation}")
    if not 1 <= position <= count:
        return False
    return navigation == FREE or position in (reached, reached + 1)


def _shuffled(section: Section, seed: bytes, slot: str) -> Sequence[Unit]:
    if not section.shuffles:
        return section.units
    by_first = {unit[0]: unit for unit in section.units}
    return [by_first[name] for name in arrange(seed, slot, by_first)]
