"""The certificates on offer as they stand for her, and the one she is working towards."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from training import certificates, matrix, programmes
from training.models import Clinic, ProgrammeRevision, User
from training.rules.certification import State
from training.rules.missing import steps, steps_left
from training.rules.requirements import Kind, Missing, Requirement


@dataclass(frozen=True, slots=True)
class Goal:
    """A programme on offer and how its certificate stands. `done` of `total` steps: of the first
    certificate, of its renewal, or of its refresh, whichever is asked now."""

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


def asking_again(found: Sequence[Goal], *, of_her: bool) -> Goal | None:
    """The first certificate that asks again for something in her own hands, or, with `of_her`
    false, for anything at all."""
    asking = (goal for goal in found if goal.cell.asks_again)
    return next((one for one in asking if not of_her or one.cell.is_hers), None)


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
        total = steps(programmes.requirements(revision, renewal=cell.by_renewal), facts)
        left = 0 if cell.code == State.VALID else steps_left(cell.missing)
        if cell.code == State.VALID and cell.refresh_waits:
            total, left = len(programmes.refresh_of(revision).modules), len(cell.refresh.left)
        made.append(Goal(cell, max(0, total - left), total))
    aim = next((one for one in made if _is_open(one)), None)
    return tuple(replace(one, is_aim=one is aim) for one in made)


def aim_of(found: Sequence[Goal]) -> Aim | None:
    """The first programme in order that she never held and has something left to do for. One
    for which she is ready waits for the owner, not for her; what she held is renewed by itself."""
    aim = next((goal for goal in found if goal.is_aim), None)
    return _aim(aim.cell.revision, aim.cell.missing) if aim else None


def _is_open(goal: Goal) -> bool:
    return goal.cell.certificate is None and bool(goal.cell.missing)


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
