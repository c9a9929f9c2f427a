"""The rules of a quiz as values, to and from the JSON that a revision stores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from decimal import Decimal
from typing import Any

from quizzes.engine import behaviours
from quizzes.engine.behaviours import Behaviour
from quizzes.engine.deadlines import GRACE
from quizzes.engine.grades import HIGHEST
from quizzes.engine.windows import Window

# What every stored policy has had from the start; all that came later is stored where it differs
# from its default, so that a new rule makes no new revision of quizzes that do not use it.
_FIRST = ("pass_mark", "minutes", "attempts", "pauses", "certainty")


@dataclass(frozen=True, slots=True)
class Policy:
    """`pass_mark` is a share 0..1; `attempts` None = endless; `pauses` are hours before attempt
    2, 3, ...; `certainty`: asked or not, and part of the score only where `certainty_counts`.

    `behaviour` "" = the preset's; `tries` and `penalty` (a share) are of one that has several
    tries. `opens`, `closes`, `hard_close`: see engine.windows. `grace` in seconds is for transport.
    `grade` is how several attempts make one grade (engine.grades). `sequential`: questions come one
    after another and do not come back. `review`: what is shown when, "" = the preset's own, else
    a matrix as engine.review reads it.
    """

    pass_mark: Decimal | None = None
    minutes: int | None = None
    attempts: int | None = None
    pauses: tuple[int, ...] = ()
    certainty: bool = False
    certainty_counts: bool = False
    behaviour: str = ""
    tries: int = 3
    penalty: Decimal = behaviours.PENALTY
    opens: datetime | None = None
    closes: datetime | None = None
    hard_close: bool = False
    grace: int = int(GRACE.total_seconds())
    grade: str = HIGHEST
    sequential: bool = False
    review: Mapping[str, Any] | str = field(default="", hash=False)

    @property
    def window(self) -> Window:
        return Window(self.opens, self.closes, self.hard_close)

    def behaves(self, preset: str) -> Behaviour:
        """When its answers are graded."""
        if self.behaviour:
            return behaviours.BEHAVIOURS[self.behaviour]
        return behaviours.PRESETS[preset]

    def to_json(self) -> dict[str, Any]:
        found = {one.name: getattr(self, one.name) for one in fields(self)}
        plain = {one.name: one.default for one in fields(self)}
        return {
            name: _stored(value)
            for name, value in found.items()
            if name in _FIRST or value != plain[name]
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Policy:
        """Also reads the snapshot of an attempt, which holds more, and policies stored before
        there were as many rules."""
        names = {one.name for one in fields(cls)}
        return cls(**{name: _read(name, stored[name]) for name in names & stored.keys()})


def _stored(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    return str(value) if isinstance(value, Decimal) else value


def _read(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in ("pass_mark", "penalty"):
        return Decimal(value)
    if name in ("opens", "closes"):
        return datetime.fromisoformat(value)
    return tuple(value) if name == "pauses" else value


@dataclass(frozen=True, slots=True)
class SlotSpec:
    """One row of a blueprint: a fixed question by its key, or a rule of what may be drawn.

    `must_not_miss` None = either; `is_case` draws whole cases, `count` of them; `uses` empty =
    graded questions.
    """

    question_key: str = ""
    objective: str = ""
    kind: str = ""
    must_not_miss: bool | None = None
    is_case: bool = False
    uses: tuple[str, ...] = ()
    count: int = 1
    weight: Decimal = Decimal(1)
    section: str = ""

    def to_json(self) -> dict[str, Any]:
        return {
            "question": self.question_key,
            "objective": self.objective,
            "kind": self.kind,
            "must_not_miss": self.must_not_miss,
            "is_case": self.is_case,
            "uses": list(self.uses),
            "count": self.count,
            "weight": str(self.weight.normalize()),
            "section": self.section,
        }
