"""Marks -> the Result of an attempt: what was decided then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from quizzes.engine import scoring
from quizzes.models import Attempt, Result


def decide(
    *, attempt: Attempt, marks: Sequence[scoring.ItemMark], at: datetime, number: int = 1
) -> Result:
    """Append what these marks decide. The pass mark is the attempt's own; without one `passed`
    stays null. A later correction appends the next `number`; the newest stands."""
    pass_mark = attempt.policy.get("pass_mark")
    total = scoring.total(marks, Decimal(pass_mark or 0))
    return Result.objects.create(
        attempt=attempt,
        number=number,
        user_id=attempt.user_id,
        quiz_id=attempt.quiz_id,
        space_id=attempt.space_id,
        score=total.score,
        must_not_miss_right=total.must_not_miss_right,
        passed=None if pass_mark is None else total.passed,
        at=at,
    )
