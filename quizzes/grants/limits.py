"""When an attempt ends: from what held as it began, and from what was given since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import models

from quizzes.engine import deadlines
from quizzes.engine.windows import Window
from quizzes.grants.allowances import Allowance
from quizzes.models import Attempt


@dataclass(frozen=True, slots=True)
class Timing:
    """Where the time of one attempt comes from: everybody's `minutes` (None without a limit), what
    was hers as it began, and the seconds that were given while it ran. `is_cut`: a hard close takes
    some of it away."""

    started_at: datetime
    minutes: int | None
    given: Allowance
    seconds_since: int
    is_cut: bool
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class Move:
    """What an exception would add to an attempt that runs."""

    attempt: Attempt
    seconds: int

    @property
    def was(self) -> datetime:
        return self.attempt.deadline_at

    @property
    def will_be(self) -> datetime:
        return self.attempt.deadline_at + timedelta(seconds=self.seconds)


def timing(
    *, started_at: datetime, policy: Mapping[str, Any], deadline_at: datetime | None
) -> Timing:
    """Take the time of an attempt apart, from its snapshot and its deadline: no query."""
    given = _at_start(policy)
    first = _limit(started_at, policy, given)
    full = _limit(started_at, {**policy, "hard_close": False}, given)
    moved = deadline_at is not None and first is not None
    return Timing(
        started_at=started_at,
        minutes=policy.get("minutes"),
        given=given,
        seconds_since=int((deadline_at - first).total_seconds()) if moved else 0,
        is_cut=first is not None and full is not None and first < full,
        ends_at=deadline_at,
    )


def deadline_of(attempt: Attempt) -> datetime | None:
    """The deadline from what is true: the policy at its start and the extensions since."""
    extensions = list(attempt.extensions.values_list("seconds", flat=True))
    started_at, policy = attempt.started_at, attempt.policy
    return _limit(started_at, policy, _at_start(policy), extensions=extensions)


def running(attempts: models.QuerySet[Attempt], *, at: datetime) -> models.QuerySet[Attempt]:
    """Of these: the ones whose end can still be moved."""
    return attempts.filter(state=Attempt.State.OPEN, deadline_at__gt=at)


def move_of(attempt: Attempt, *, before: Allowance, after: Allowance) -> Move:
    """What a running attempt would have had more, had it held when it began. What held at its start
    holds in any case: nothing is given twice."""
    start = _at_start(attempt.policy)
    was, would_be = (
        _limit(
            attempt.started_at,
            attempt.policy,
            replace(
                one,
                minutes=max(one.minutes, start.minutes),
                factor=max(one.factor, start.factor),
            ),
        )
        for one in (before, after)
    )
    return Move(attempt, int((would_be - was).total_seconds()))


def _at_start(policy: Mapping[str, Any]) -> Allowance:
    """What held for her when she began; the window of the snapshot is hers already."""
    return Allowance(
        minutes=policy.get("extra_minutes", 0), factor=Decimal(policy.get("factor", 1))
    )


def _limit(
    started_at: datetime,
    policy: Mapping[str, Any],
    given: Allowance,
    *,
    extensions: Sequence[int] = (),
) -> datetime | None:
    minutes, closes = policy.get("minutes"), policy.get("closes")
    window = Window(closes=closes and datetime.fromisoformat(closes))
    return deadlines.deadline(
        started_at,
        None if minutes is None else minutes + given.minutes,
        factor=given.factor,
        extensions=extensions,
        closes=given.window(window).closes,
        hard_close=policy.get("hard_close", False),
    )
