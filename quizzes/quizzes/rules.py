"""The page before the start: what is asked, how it counts, and whether she may start now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import models

from quizzes import grants, permissions
from quizzes.engine.deadlines import Opening, Plan
from quizzes.engine.policies import Policy
from quizzes.models import Attempt, Quiz, QuizRevision, Space
from quizzes.quizzes.opening import Past, history, opening, plan
from quizzes.quizzes.pools import Pools, Unit, pools
from quizzes.quizzes.publishing import newest

PastAttempt = Past


@dataclass(frozen=True, slots=True)
class RulesPage:
    """`time` is hers, with factor and grant, if she started now; `given` is what holds for her
    beside the policy. The number of questions has a least and a most, because cases differ in
    length."""

    quiz: Quiz
    revision: QuizRevision
    policy: Policy
    count: int
    count_most: int
    must_not_miss_count: int
    must_not_miss_most: int
    time: Plan
    given: grants.Allowance
    opening: Opening
    reasons: tuple[permissions.Reason, ...]
    open_attempt: Attempt | None
    past: tuple[PastAttempt, ...]
    crumbs: tuple[permissions.Crumb, ...]

    @property
    def minutes(self) -> int | None:
        """Whole minutes that she would have."""
        return None if self.time.seconds is None else self.time.seconds // 60

    @property
    def base_minutes(self) -> int | None:
        """Everybody's."""
        return self.policy.minutes

    @property
    def ends_at_if_started_now(self) -> datetime | None:
        return self.time.ends_at

    @property
    def extra_attempts(self) -> int:
        """Opened for her beyond the policy's."""
        return self.given.attempts

    @property
    def may_start(self) -> bool:
        return self.opening.allowed and not self.reasons and self.open_attempt is None


def policy_here(revision: QuizRevision, quiz: Quiz, space: Space) -> Policy:
    """The rules that the next attempt in this space starts under."""
    return permissions.ask("POLICY")(Policy.from_json(revision.policy), quiz, space)


def rules_page(*, user: models.Model, quiz: Quiz, space: Space, at: datetime) -> RulesPage:
    """Everything the page says, in a fixed number of queries beside the host's."""
    revision = newest(quiz)
    policy = policy_here(revision, quiz, space)
    past = history(user=user, quiz=quiz, space=space, at=at)
    given = grants.allowance(user=user, quiz=quiz, space=space, at=at)
    found = pools(list(revision.slots.all()))
    least, most = _span(found, len)
    must, must_most = _span(found, _must_not_miss)
    return RulesPage(
        quiz=quiz,
        revision=revision,
        policy=policy,
        count=least,
        count_most=most,
        must_not_miss_count=must,
        must_not_miss_most=must_most,
        time=plan(policy, given, at=at),
        given=given,
        opening=opening(past, policy=policy, allowance=given, at=at),
        reasons=tuple(permissions.ask("GATE")(user, quiz, space, at)),
        open_attempt=past.running,
        past=past.ended,
        crumbs=tuple(permissions.ask("PLACE")(quiz)),
    )


def _span(found: Pools, size: Callable[[Unit], int]) -> tuple[int, int]:
    """The least and the most that the slots can add up to."""
    least = most = 0
    for slot, units in found:
        sizes = sorted(size(unit) for unit in units.values())
        least += sum(sizes[: slot.count])
        most += sum(sizes[-slot.count :])
    return least, most


def _must_not_miss(unit: Unit) -> int:
    return sum(question.must_not_miss for question in unit)
