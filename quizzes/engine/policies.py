"""The rules of a quiz as values, to and from the JSON that a revision stores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from decimal import Decimal
from typing import Any

from quizzes.engine import behaviours, review_policy
from quizzes.engine.behaviours import Behaviour, Terms
from quizzes.engine.deadlines import GRACE
from quizzes.engine.grades import HIGHEST
from quizzes.engine.review_policy import Promise, Review
from quizzes.engine.windows import Window

# What every stored policy has had from the start; all that came later is stored where it differs
# from its default, so that a new rule makes no new revision of quizzes that do not use it.
_FIRST = frozenset({"pass_mark", "minutes", "attempts", "pauses", "certainty"})


@dataclass(frozen=True, slots=True)
class Policy:
    """`pass_mark` is a share 0..1; `attempts` None = endless; `pauses` are hours before attempt
    2, 3, ...; `certainty`: asked or not, and part of the score only where `certainty_counts`.

    `behaviour` "" = the preset's; `tries` and `penalty` (a share) are of one that has several
    tries. `opens`, `closes`, `hard_close`: see engine.windows. `grace` in seconds is for transport.
    `grade` is how several attempts make one grade (engine.grades). `sequential`: questions come one
    after another and do not come back. `shuffled` sections show their questions in an order of each
    attempt's own; the parts of a case stay together. `review`: what is shown when, "" = the
    preset's own, else a matrix as engine.review_policy reads it.
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
    shuffled: tuple[str, ...] = ()
    review: Mapping[str, Any] | str = field(default="", hash=False)

    @property
    def window(self) -> Window:
        return Window(self.opens, self.closes, self.hard_close)

    def behaves(self, preset: str) -> Behaviour:
        """When its answers are graded."""
        if self.behaviour:
            return behaviours.BEHAVIOURS[self.behaviour]
        return behaviours.PRESETS[preset]

    def terms(self, preset: str, kind: str) -> Terms:
        """How a question of this kind is sat."""
        found = self.behaves(preset)
        return behaviours.terms(found, kind=kind, tries=self.tries, penalty=self.penalty)

    def matrix(self, preset: str) -> Review:
        """What is shown when. Raises review_policy.UnsafeReview for what would tell a key early,
        ValueError for a preset of no such name."""
        if self.review == "":
            return review_policy.REVIEWS[preset]
        if isinstance(self.review, str):
            raise ValueError(f"no such review: {self.review}")
        behaviour = self.behaves(preset).code
        return review_policy.read(
            self.review, preset=preset, behaviour=behaviour, attempts=self.attempts
        )

    def names_the_missed(self, preset: str) -> bool:
        """Whether who sat it may know from its end on which questions, or topics, went wrong."""
        if self.review == "":
            return True
        matrix, things = self.matrix(preset), (review_policy.CORRECTNESS, review_policy.TOPICS)
        return any(
            all(
                matrix.condition(moment, thing) == review_policy.ALWAYS
                for moment in (review_policy.JUST_AFTER, review_policy.LATER)
            )
            for thing in things
        )

    def promises(self, preset: str) -> tuple[Promise, ...]:
        """What will be seen at each moment that can come."""
        return review_policy.preview(
            self.matrix(preset),
            preset=preset,
            behaviour=self.behaves(preset),
            attempts=self.attempts,
            has_close=self.closes is not None,
        )

    def to_json(self) -> dict[str, Any]:
        found = {name: getattr(self, name) for name in _DEFAULTS}
        return {
            name: _stored(value)
            for name, value in found.items()
            if name in _FIRST or value != _DEFAULTS[name]
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Policy:
        """Also reads the snapshot of an attempt, which holds more, and policies stored before
        there were as many rules."""
        known = _DEFAULTS.keys() & stored.keys()
        return cls(**{name: _read(name, stored[name]) for name in known})


_DEFAULTS = {one.name: one.default for one in fields(Policy)}


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
    return tuple(value) if name in ("pauses", "shuffled") else value
