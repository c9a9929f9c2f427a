"""What holds for one person beside a quiz's own rules."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from django.db import models
from django.db.models import Q

from quizzes.engine.windows import Exemption, Window, for_person, granted
from quizzes.models import Accommodation, Grant, Quiz, Space


@dataclass(frozen=True, slots=True)
class Allowance:
    """`minutes` are added to the limit, before the `factor`; `opens` and `closes` widen the window.
    Attempts before `counts_from` are left out of the limit, and so are attempts given before then.
    `opened_at` is when an attempt was last opened for her."""

    attempts: int = 0
    minutes: int = 0
    factor: Decimal = Decimal(1)
    counts_from: datetime | None = None
    opened_at: datetime | None = None
    opens: datetime | None = None
    closes: datetime | None = None

    def window(self, everybody: Window) -> Window:
        """The window as it holds for her."""
        return for_person(everybody, Exemption(opens=self.opens, closes=self.closes))


class _Row(NamedTuple):
    attempts: int
    minutes: int
    opens: datetime | None
    closes: datetime | None
    counts_from: datetime | None
    at: datetime


def allowance(*, user: models.Model, quiz: Quiz, space: Space, at: datetime) -> Allowance:
    """Sum up her grants that hold `at`, and her newest accommodation: two queries."""
    factor = factor_of(user, at=at)
    return allowances(user=user, quizzes=[quiz.pk], space=space, at=at, factor=factor)[quiz.pk]


def allowances(
    *,
    user: models.Model,
    quizzes: Collection[int],
    space: Space,
    at: datetime,
    factor: Decimal = Decimal(1),
) -> dict[int, Allowance]:
    """What holds for one person at several quizzes, by quiz id: one query."""
    grants = Grant.objects.filter(holds(at), user=user, quiz__in=quizzes, space=space)
    rows: dict[int, list[_Row]] = {quiz: [] for quiz in quizzes}
    for quiz, *row in grants.values_list("quiz_id", *_Row._fields):
        rows[quiz].append(_Row._make(row))
    return {quiz: _summed(found, factor) for quiz, found in rows.items()}


def _summed(rows: Sequence[_Row], factor: Decimal) -> Allowance:
    counts_from = max((row.counts_from for row in rows if row.counts_from), default=None)
    whole = granted(Exemption(row.opens, row.closes, row.minutes) for row in rows)
    return Allowance(
        attempts=sum(row.attempts for row in rows if not counts_from or row.at >= counts_from),
        minutes=whole.minutes,
        factor=factor,
        counts_from=counts_from,
        opened_at=max((row.at for row in rows if row.attempts), default=None),
        opens=whole.opens,
        closes=whole.closes,
    )


def factor_of(user: models.Model, *, at: datetime) -> Decimal:
    """Her newest accommodation that holds `at`."""
    holding = Accommodation.objects.filter(holds(at), user=user, at__lte=at)
    newest = holding.order_by("-at", "-pk").values_list("factor", flat=True).first()
    return newest or Decimal(1)


def holds(at: datetime) -> Q:
    """Of grants and accommodations: those whose end has not come."""
    return Q(ends__isnull=True) | Q(ends__gt=at)
