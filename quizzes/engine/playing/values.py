"""What is played, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from quizzes.engine.behaviours import Terms
from quizzes.engine.deadlines import deadline
from quizzes.engine.kinds.base import Definition
from quizzes.engine.navigation import FREE

SAVE, SUBMIT, TRY_AGAIN, FINISH = ACTIONS = ("save", "submit", "try_again", "finish")
FINISHED = "finished"
BY_LEARNER, BY_DEADLINE = "finish", "deadline"
UNCHANGED = object()  # a step that brings no response of its own

START = datetime(2000, 1, 1, tzinfo=UTC)  # any moment will do


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of the attempt and how it is sat."""

    slot: str
    d: Definition
    terms: Terms
    weight: Decimal = Decimal(1)
    must_not_miss: bool = False


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for the whole attempt, in seconds from its start; `limit` and `closes` None = no
    end of time. `certainty_counts`: a question is worth -6 to 3 by the table, and
    `certainty_passes`: what meets the pass mark is its share of that (certainty.counted)."""

    limit: Fraction | int | None = None
    factor: Decimal | int = 1
    extensions: tuple[int, ...] = ()
    closes: Decimal | int | None = None
    hard_close: bool = False
    grace: Decimal | int = 5
    navigation: str = FREE
    certainty_counts: bool = False
    certainty_passes: bool = False
    pass_mark: Decimal | None = None

    @property
    def ends_at(self) -> datetime | None:
        return deadline(
            START,
            None if self.limit is None else Fraction(self.limit) / 60,
            factor=self.factor,
            extensions=self.extensions,
            closes=None if self.closes is None else moment(self.closes),
            hard_close=self.hard_close,
        )


@dataclass(frozen=True, slots=True)
class Step:
    """What she does at `t`. To submit is to have one question checked, to finish ends all."""

    t: Decimal | int
    action: str
    slot: str = ""
    response: Any = UNCHANGED
    certainty: int | None = None


@dataclass(frozen=True, slots=True)
class Came:
    """What a step came to: where its question stands then. `refused` says why it changed nothing.

    state: behaviours.TODO, ANSWERED or TRIED; once it has ended its outcome (scoring.RIGHT ...), or
    FINISHED for the step that ended all. No fraction = not decided yet.
    """

    slot: str
    state: str
    fraction: Decimal | None
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Played:
    """Each step, each question as it ended, and the total; `mark` is None while a person must look.
    `ended_by` is None where the steps ran out first: then all is as if she had finished there."""

    steps: tuple[Came, ...]
    ended: tuple[Came, ...]
    mark: Decimal | None
    maximum: Decimal
    score: Decimal | None
    passed: bool | None
    ended_by: str | None


def moment(seconds: Decimal | int) -> datetime:
    return START + span(seconds)


def span(seconds: Decimal | int) -> timedelta:
    return timedelta(microseconds=int(Fraction(seconds) * 1_000_000))
