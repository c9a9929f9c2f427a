"""Whether the next attempt may start, from the attempts there were."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import models

from quizzes.engine import deadlines
from quizzes.engine.deadlines import Ended, Opening, Plan, next_attempt
from quizzes.engine.policies import Policy
from quizzes.grants import Allowance
from quizzes.marking import settle
from quizzes.models import Attempt, Quiz, Result, Space


@dataclass(frozen=True, slots=True)
class Past:
    """An attempt with its newest result; a running one has none."""

    attempt: Attempt
    result: Result | None


@dataclass(frozen=True, slots=True)
class History:
    """All attempts of one person at one quiz in one space, oldest first."""

    attempts: tuple[Past, ...]

    @property
    def running(self) -> Attempt | None:
        return next((past.attempt for past in self.attempts if past.attempt.is_open), None)

    @property
    def ended(self) -> tuple[Past, ...]:
        return tuple(past for past in self.attempts if not past.attempt.is_open)

    @property
    def next_number(self) -> int:
        return self.attempts[-1].attempt.number + 1 if self.attempts else 1


def history(*, user: models.Model, quiz: Quiz, space: Space, at: datetime) -> History:
    """Two queries; an attempt whose time is over is ended first."""
    found = Attempt.objects.filter(user=user, quiz=quiz, space=space).order_by("number")
    attempts = [settle(attempt, at=at) for attempt in found]
    for one in attempts:
        one.quiz = quiz
    rows = Result.objects.filter(attempt__in=[one.pk for one in attempts]).order_by("number")
    newest = {result.attempt_id: result for result in rows}
    return History(tuple(Past(one, newest.get(one.pk)) for one in attempts))


def histories(*, user: models.Model, quizzes: Iterable[int], space: Space) -> dict[int, History]:
    """What one person has ended, by quiz id, with the result that stands: one query. Running
    attempts are not among them, nor those whose time is over and that nobody has ended."""
    rows = Result.objects.filter(user=user, quiz__in=quizzes, space=space).select_related("attempt")
    found: defaultdict[int, dict[int, Past]] = defaultdict(dict)
    for result in rows.order_by("attempt__number", "number"):
        found[result.quiz_id][result.attempt_id] = Past(result.attempt, result)
    return {quiz: History(tuple(pasts.values())) for quiz, pasts in found.items()}


def opening(past: History, *, policy: Policy, allowance: Allowance, at: datetime) -> Opening:
    """The engine's answer for these attempts; those before a fresh start do not count."""
    counted = [
        Ended(one.attempt.number, one.attempt.submitted_at, one.result and one.result.passed)
        for one in past.ended
        if allowance.counts_from is None or one.attempt.started_at >= allowance.counts_from
    ]
    return next_attempt(
        counted,
        allowed=policy.attempts,
        pauses_hours=policy.pauses,
        extra=allowance.attempts,
        opened_at=allowance.opened_at,
        window=allowance.window(policy.window),
        at=at,
    )


def plan(policy: Policy, given: Allowance, *, at: datetime) -> Plan:
    """The time of an attempt started `at`, as it is told before the start."""
    return deadlines.plan(
        at,
        policy.minutes,
        more_minutes=given.minutes,
        factor=given.factor,
        window=given.window(policy.window),
    )
