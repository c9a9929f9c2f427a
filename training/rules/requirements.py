"""What a certificate may ask for, what is known of a person, and what can be missing: codes only.

A requirement is one of six kinds:

- `module`: every lesson of the module read, and its quiz passed;
- `observation`: the skills of the module seen in full, both signed;
- `lesson`: one lesson read to its end ("module/lesson");
- `must_not_miss`: the red-flag set of the module passed, and none of its must-not-miss questions
  missed since, neither in the set nor in the whole quiz;
- `programme`: a certificate of that programme, valid now, in this clinic;
- `portfolio`: practical work seen as often as it asks for, both signed each time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from .modules import ModuleFacts, SignoffFacts


class Kind(StrEnum):
    """What sort of thing is asked for."""

    MODULE = "module"
    OBSERVATION = "observation"
    LESSON = "lesson"
    MUST_NOT_MISS = "must_not_miss"
    PROGRAMME = "programme"
    PORTFOLIO = "portfolio"


# kind -> the key under which it is written what the requirement is about
NAMES: Mapping[str, str] = {
    Kind.MODULE: "module",
    Kind.OBSERVATION: "module",
    Kind.LESSON: "lesson",
    Kind.MUST_NOT_MISS: "module",
    Kind.PROGRAMME: "programme",
    Kind.PORTFOLIO: "portfolio",
}


@dataclass(frozen=True, slots=True)
class Requirement:
    """`of` is the slug of what is asked for; of a lesson, "module/lesson"."""

    kind: str
    of: str

    @property
    def module(self) -> str:
        """The slug of the module it belongs to; empty for a programme or a portfolio."""
        return "" if self.kind in (Kind.PROGRAMME, Kind.PORTFOLIO) else self.of.partition("/")[0]


class Gap(StrEnum):
    """What is still missing for one requirement."""

    LESSONS = "lessons"
    QUIZ = "quiz"
    OBSERVATION = "observation"
    SIGNATURE = "signature"  # observed in full, she has not signed yet
    RED_FLAGS = "red_flags"  # the must-not-miss questions not right yet
    PROGRAMME = "programme"  # no valid certificate of the other programme
    REFRESH = "refresh"  # the other certificate is valid, its yearly questions are overdue
    PORTFOLIO = "portfolio"  # the work not seen often enough
    TOO_OLD = "too_old"  # met, but before this cycle's evidence counts
    GONE = "gone"  # not taught, offered or asked any more
    SUSPENDED = "suspended"  # she holds one that is suspended: end that first
    HOLDS = "holds"  # she holds a valid one and its renewal is not open yet


@dataclass(frozen=True, slots=True)
class Missing:
    """One gap. `count` is how many of it: unread lessons, observations still to be made."""

    requirement: Requirement | None
    gap: Gap
    count: int = 0


@dataclass(frozen=True, slots=True)
class PortfolioFacts:
    """`count` observations are asked for, each counts for `months` (None = the whole cycle).
    `observed` are those that the observer signed, each in full or not."""

    count: int
    months: int | None = None
    observed: tuple[SignoffFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one person in one clinic, by slug; `held` are the programmes of which she
    holds a valid certificate at that moment, `behind` those of them whose refresh is overdue."""

    modules: Mapping[str, ModuleFacts] = field(default_factory=dict)
    portfolios: Mapping[str, PortfolioFacts] = field(default_factory=dict)
    held: frozenset[str] = frozenset()
    behind: frozenset[str] = frozenset()
