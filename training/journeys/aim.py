"""The certificates on offer as they stand for her, and the one she is working towards."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from training import certificates, matrix, programmes
from training.models import Clinic, ProgrammeRevision, User
from training.rules.certification import VALID
from training.rules.missing import steps, steps_left
from training.rules.requirements import Kind, Missing, Requirement


@dataclass(frozen=True, slots=True)
class Goal:
    """A programme on offer: how many of its steps are done, and how its certificate stands."""

    cell: matrix.Cell
    done: int
    total: int
    is_aim: bool = False  # she works towards it

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0

    @property
    def left(self) -> int:
        return self.total - self.done

    @property
    def is_held(self) -> bool:
        held = self.cell.certificate
        return self.cell.is_valid or (held is not None and self.cell.lapsing)


@dataclass(frozen=True, slots=True)
class Aim:
    """The certificate she works towards. `whole`: modules it asks for in full; `lessons`: what
    it asks for of other modules; `sets`: modules whose red-flag set it asks for, beside the whole
    module or without it."""

    revision: ProgrammeRevision
    missing: tuple[Missing, ...]
    whole: frozenset[str]
    lessons: Mapping[str, frozenset[str]]  # module -> slugs
    sets: frozenset[str]

    def lacks(self, kind: str, of: str) -> bool:
        """Whether this requirement of it is not met yet."""
        return any(one.requirement == Requirement(kind, of) for one in self.missing)

    def lacks_in(self, module: str) -> tuple[Missing, ...]:
        """What is missing of one module."""
        return tuple(
            one for one in self.missing if one.requirement and one.requirement.module == module
        )


def goals(
    *,
    user: User,
    clinic: Clinic,
    standings: programmes.Standings,
    offered: Iterable[ProgrammeRevision],
    at: dt.datetime,
) -> tuple[Goal, ...]:
    """Every programme on offer as it stands for her; two queries."""
    held = certificates.newest_of([user], clinic)
    facts = standings.of(user)
    made = []
    for revision in offered:
        cell = matrix.cell(user, revision, standings, held, at)
        total = steps(programmes.requirements(revision), facts)
        left = 0 if cell.code in VALID else steps_left(cell.missing)
        made.append(Goal(cell, max(0, total - left), total))
    aim = next((one for one in made if _is_open(one)), None)
    return tuple(replace(one, is_aim=one is aim) for one in made)


def aim_of(found: Sequence[Goal]) -> Aim | None:
    """The first programme in order that she does not hold and has something left to do for. One
    for which she is ready waits for the owner, not for her."""
    aim = next((goal for goal in found if goal.is_aim), None)
    return _aim(aim.cell.revision, aim.cell.missing) if aim else None


def _is_open(goal: Goal) -> bool:
    return not goal.is_held and bool(goal.cell.missing)


def _aim(revision: ProgrammeRevision, missing: tuple[Missing, ...]) -> Aim:
    asked = programmes.requirements(revision)
    whole = frozenset(one.of for one in asked if one.kind == Kind.MODULE)
    lessons: dict[str, set[str]] = defaultdict(set)
    for one in asked:
        if one.kind == Kind.LESSON and one.module not in whole:
            lessons[one.module].add(one.of.partition("/")[2])
    sets = frozenset(one.of for one in asked if one.kind == Kind.MUST_NOT_MISS)
    return Aim(
        revision,
        missing,
        whole,
        {module: frozenset(slugs) for module, slugs in lessons.items()},
        sets,
    )
