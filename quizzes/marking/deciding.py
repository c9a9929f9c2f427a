"""Marks -> the Result of an attempt: what was decided then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from quizzes.engine import certainty, scoring
from quizzes.engine.policies import Policy
from quizzes.models import Attempt, Result


class Worth(Protocol):
    """A Mark, or what will be one."""

    fraction: Decimal | None
    state: str


def item_mark(
    mark: Worth, *, weight: Decimal, must_not_miss: bool, certainty: int | None
) -> scoring.ItemMark:
    """A mark as it counts in its attempt: what is void has no weight."""
    return scoring.ItemMark(
        mark.fraction,
        0 if mark.state == scoring.VOID else weight,
        must_not_miss,
        certainty,
        answered=mark.state != scoring.BLANK,
    )


def decide(
    *, attempt: Attempt, marks: Sequence[scoring.ItemMark], at: datetime, number: int = 1
) -> Result:
    """Append what these marks decide. The pass mark is the attempt's own; without one `passed`
    stays null. A later correction appends the next `number`; the newest stands."""
    policy = Policy.from_json(attempt.policy)
    found = total(policy, marks)
    return Result.objects.create(
        attempt=attempt,
        number=number,
        user_id=attempt.user_id,
        quiz_id=attempt.quiz_id,
        space_id=attempt.space_id,
        score=found.score,
        must_not_miss_right=found.must_not_miss_right,
        passed=None if policy.pass_mark is None else found.passed,
        at=at,
    )


def total(policy: Policy, marks: Sequence[scoring.ItemMark]) -> scoring.Score:
    """The share of the points; where the policy says that certainty counts, accuracy with what
    honest certainty adds or takes (engine.certainty)."""
    pass_mark = policy.pass_mark or Decimal(0)
    plain = scoring.total(marks, pass_mark)
    if not policy.certainty_counts or plain.score is None:
        return plain
    answers = [
        certainty.Answer(one.fraction, one.certainty, one.weight, one.answered) for one in marks
    ]
    share = certainty.counted(answers).share
    return replace(plain, score=share, passed=plain.must_not_miss_right and share >= pass_mark)
