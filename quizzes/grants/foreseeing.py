"""What an exception would do to the attempts that run, before anybody gives it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from django.db import models

from quizzes.engine.windows import Exemption, granted
from quizzes.grants.allowances import Allowance, allowance, factor_of
from quizzes.grants.limits import Move, move_of, running
from quizzes.models import Attempt, Quiz, Space


def foresee(
    *,
    user: models.Model,
    quiz: Quiz,
    space: Space,
    minutes: int,
    closes: datetime | None,
    at: datetime,
) -> tuple[Move, ...]:
    """How the end of her running attempt at a quiz would move; empty where it would not."""
    before = allowance(user=user, quiz=quiz, space=space, at=at)
    kept, more = Exemption(closes=before.closes), Exemption(closes=closes)
    whole = granted([kept, more])
    after = replace(before, minutes=before.minutes + minutes, closes=whole.closes)
    found = Attempt.objects.filter(user=user, quiz=quiz, space=space)
    return _moves(running(found, at=at).select_related("revision"), before, after)


def foresee_factor(
    *, user: models.Model, space: Space, factor: Decimal, at: datetime
) -> tuple[Move, ...]:
    """How the ends of her running attempts in a space would move; empty where none would. What
    runs in another space is moved as well, and told there."""
    before = Allowance(factor=factor_of(user, at=at))
    found = running(Attempt.objects.filter(user=user, space=space), at=at)
    return _moves(found.select_related("revision"), before, replace(before, factor=factor))


def _moves(attempts: Iterable[Attempt], before: Allowance, after: Allowance) -> tuple[Move, ...]:
    moves = (move_of(attempt, before=before, after=after) for attempt in attempts)
    return tuple(move for move in moves if move.seconds > 0)
