"""Results of many people at many quizzes at once: one statement, no model instances.

A board of 200 people and 8 modules reads thousands of rows; they come as plain tuples.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Count, Model
from django.db.models.fields.json import KeyTextTransform

from quizzes.engine import grades
from quizzes.models import AttemptItem, Quiz, Result, Space


class Decided(NamedTuple):
    """A Result as it stands: the newest of its attempt."""

    user_id: int
    quiz_id: int
    attempt_id: int
    number: int
    score: Decimal | None
    passed: bool | None
    at: datetime
    must_not_miss_right: bool


_ATTEMPT = Decided._fields.index("attempt_id")


class Best(NamedTuple):
    """`result` is the best (a pass before any score), `newest` the last decided, `passed_result`
    the last that passed; `attempts` counts the ended ones. `grade` is what all of them come to, as
    the policy says that the newest was sat under."""

    result: Decided
    attempts: int
    passed_result: Decided | None
    newest: Decided
    grade: Decimal | None


@dataclass(frozen=True, slots=True)
class Checked:
    """How many of a lesson's checks were answered in full, of how many."""

    done: int
    total: int

    @property
    def complete(self) -> bool:
        return self.done >= self.total


def best(
    *, users: Iterable[Model | int], quizzes: Iterable[Quiz | int], space: Space
) -> dict[tuple[int, int], Best]:
    """(user id, quiz id) -> what she reached there; nothing for who has ended no attempt."""
    rows = (
        Result.objects.filter(space=space, user__in=_ids(users), quiz__in=_ids(quizzes))
        .order_by("attempt_id", "number")
        .values_list(KeyTextTransform("grade", "attempt__policy"), *Decided._fields)
    )
    standing, methods = {}, {}
    for method, *row in rows:
        one = standing[row[_ATTEMPT]] = Decided._make(row)
        methods[one.user_id, one.quiz_id] = method or grades.HIGHEST
    found: dict[tuple[int, int], list[Decided]] = {}
    for one in standing.values():
        found.setdefault((one.user_id, one.quiz_id), []).append(one)
    return {pair: _best(results, methods[pair]) for pair, results in found.items()}


def checked(
    *, users: Iterable[Model | int], quizzes: Iterable[Quiz | int], space: Space
) -> dict[tuple[int, int], Checked]:
    """(user id, quiz id) -> her checks there; nothing for who has answered none. One statement."""
    rows = (
        AttemptItem.objects.filter(
            attempt__space=space,
            attempt__user__in=_ids(users),
            attempt__quiz__in=_ids(quizzes),
        )
        .order_by()
        .values_list("attempt__user_id", "attempt__quiz_id")
        .annotate(done=Count("marks__item", distinct=True), total=Count("pk", distinct=True))
    )
    return {(user, quiz): Checked(done, total) for user, quiz, done, total in rows}


def _best(results: list[Decided], method: str) -> Best:
    """`results` are in the order of their attempts."""
    newest = results[-1]
    if len(results) == 1:  # as it is for most
        return Best(newest, 1, newest if newest.passed else None, newest, newest.score)
    passed = [one for one in results if one.passed]
    best = max(results, key=lambda one: (bool(one.passed), one.score or Decimal(0)))
    return Best(
        result=best,
        attempts=len(results),
        passed_result=passed[-1] if passed else None,
        newest=newest,
        grade=best.score if method == grades.HIGHEST else _grade(results, method),
    )


def _grade(results: list[Decided], method: str) -> Decimal | None:
    totals = [grades.Total(number, one.score) for number, one in enumerate(results, start=1)]
    return grades.grade(totals, method).score


def _ids(rows: Iterable[Model | int]) -> list[int]:
    return [getattr(row, "pk", row) for row in rows]
