"""Marks -> the Result of an attempt: what was decided then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from quizzes.engine import certainty, scoring
from quizzes.engine.policies import Policy
from quizzes.models import Attempt, Result


def decide(
    *, attempt: Attempt, marks: Sequence[scoring.ItemMark], at: datetime, number: int = 1
) -> Result:
    """Append what these marks decide. The pass mark is the attempt's own; without one `passed`
    stays null. A later correction appends the next `number`; the newest stands."""
    policy = Policy.from_json(attempt.policy)
    total = _total(policy, marks)
    return Result.objects.create(
        attempt=attempt,
        number=number,
        user_id=attempt.user_id,
        quiz_id=attempt.quiz_id,
        space_id=attempt.space_id,
        score=total.score,
        must_not_miss_right=total.must_not_miss_right,
        passed=None if policy.pass_mark is None else total.passed,
        at=at,
    )


def _total(policy: Policy, marks: Sequence[scoring.ItemMark]) -> scoring.Score:
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
