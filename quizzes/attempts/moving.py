"""Going from question to question, and remembering to come back to one."""

from __future__ import annotations

from uuid import UUID

from django.db import models

from quizzes.engine.policies import Policy
from quizzes.models import Attempt, AttemptItem


class NotHere(Exception):
    """Questions come one after another, and she is at question `reached`."""

    def __init__(self, reached: int) -> None:
        super().__init__(f"at question {reached}")
        self.reached = reached


def must_be_here(policy: Policy, reached: int, position: int) -> None:
    """Raise NotHere for another question than hers where they come one after another."""
    here = max(reached, 1)
    if policy.sequential and position != here:
        raise NotHere(here)


def leave_for_good(attempt_id: int, position: int) -> None:
    """On to the next question; from the last one there is none, and she stays."""
    found = Attempt.objects.filter(pk=attempt_id, items__position=position + 1)
    found.update(reached=position + 1)


def flag(*, user: models.Model, attempt_id: UUID, position: int, flagged: bool) -> None:
    """Remember to come back to a question. Raises AttemptItem.DoesNotExist."""
    found = AttemptItem.objects.open_for(user).filter(
        attempt__public_id=attempt_id, position=position
    )
    if not found.update(flagged=flagged):
        raise AttemptItem.DoesNotExist
