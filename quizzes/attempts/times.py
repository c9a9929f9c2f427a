"""When a running attempt ends as it stands now: what a page asks that stays open for long."""

from __future__ import annotations

from uuid import UUID

from django.db import models

from quizzes.grants import Timing, timing
from quizzes.models import Attempt


def time_of(*, user: models.Model, attempt_id: UUID) -> Timing | None:
    """Hers, in one query; None once it has ended. Raises Attempt.DoesNotExist."""
    found = Attempt.objects.of(user).filter(public_id=attempt_id)
    state, started_at, policy, deadline_at = found.values_list(
        "state", "started_at", "policy", "deadline_at"
    ).get()
    if state != Attempt.State.OPEN:
        return None
    return timing(started_at=started_at, policy=policy, deadline_at=deadline_at)
