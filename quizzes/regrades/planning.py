"""The dry run: who would change, and how. It reads, in a fixed number of queries, and writes
nothing; the job asks the same function what to write, so that it does what was shown."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from quizzes import permissions
from quizzes.formats.digests import digest
from quizzes.regrades.measuring import Measured, Row, measured
from quizzes.regrades.proposing import Proposal


@dataclass(frozen=True, slots=True)
class Plan:
    """`asked`: ended exams that asked it. `changes`: those where a mark would change. `misfits`:
    answers that the newest version cannot take; they stay. `kept`: who would have lost and keeps
    what she has. `touched`: by attempt id, certificates that rest on a result that would change.
    """

    proposal: Proposal
    asked: int
    changes: tuple[Row, ...]
    misfits: int = 0
    kept: int = 0
    touched: Mapping[int, tuple[permissions.Touched, ...]] = field(default_factory=dict)

    @property
    def passes(self) -> int:
        """How many would have passed by it."""
        return sum(one.flips and bool(one.after.passed) for one in self.changes)

    @property
    def fails(self) -> int:
        """How many would have passed no longer."""
        return sum(one.flips and not one.after.passed for one in self.changes)

    @property
    def certificates(self) -> int:
        return len({one.url for rows in self.touched.values() for one in rows})

    @property
    def needs_second(self) -> bool:
        """Whether a second person has to agree."""
        return bool(self.passes or self.fails or self.touched)

    @property
    def empties(self) -> bool:
        """Whether an attempt would be left without a question that counts."""
        return any(one.before.score is not None and one.after.score is None for one in self.changes)

    @property
    def figures(self) -> dict[str, int]:
        return {
            "asked": self.asked,
            "changed": len(self.changes),
            "passes": self.passes,
            "fails": self.fails,
            "certificates": self.certificates,
        }

    def digest(self) -> str:
        """SHA-256 of what was shown: the same while nobody's row would read differently."""
        rows = [_row(one, self.touched.get(one.attempt_id, ())) for one in self.changes]
        return digest([self.proposal.digest(), self.asked, rows])


def plan(proposal: Proposal) -> Plan:
    """What this ruling would change now: eight queries at most beside the host's, however many
    people were asked."""
    return plan_of(proposal, counted(measured(proposal, proposal.asked())))


@dataclass(frozen=True, slots=True)
class Counted:
    """What was measured, as it can be kept: see Plan."""

    asked: int
    rows: tuple[Row, ...]
    misfits: int = 0
    kept: int = 0


def counted(found: Measured) -> Counted:
    rows = tuple(one.row() for one in found.changes)
    return Counted(found.asked, rows, found.misfits, found.kept)


def plan_of(proposal: Proposal, found: Counted) -> Plan:
    """The plan that was measured, with what rests on these results now."""
    return Plan(
        proposal,
        asked=found.asked,
        changes=found.rows,
        misfits=found.misfits,
        kept=found.kept,
        touched=_touched([one.attempt_id for one in found.rows if one.moves]),
    )


def _touched(attempts: Collection[int]) -> Mapping[int, tuple[permissions.Touched, ...]]:
    return permissions.ask("TOUCHES")(attempts) if attempts else {}


def _row(change: Row, touched: Collection[permissions.Touched]) -> list[object]:
    scores = [_text(change.before.score), _text(change.after.score)]
    passed = [change.before.passed, change.after.passed]
    worth = [_text(change.fraction), change.state]
    return [change.attempt_id, *worth, *scores, *passed, sorted(one.url for one in touched)]


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value.normalize())
