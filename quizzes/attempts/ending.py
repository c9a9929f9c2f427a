"""Ending attempts: by their learner, by a look, by the sweeper."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import models, transaction
from django.db.models import Q

from quizzes import permissions
from quizzes.engine.behaviours import CHECK
from quizzes.marking import close, settle
from quizzes.models import Attempt, Space


def submit(*, user: models.Model, attempt_id: UUID, at: datetime) -> Attempt:
    """End her attempt and decide it; again, and it is returned as it ended.

    Raises Attempt.DoesNotExist when it is not hers, or is a lesson's checks, which never end.
    """
    return close(attempt_id=attempt_id, user=user, at=at)


def find(*, user: models.Model, attempt_id: UUID, at: datetime) -> Attempt:
    """Her attempt, ended if its time is over. Raises Attempt.DoesNotExist."""
    found = Attempt.objects.of(user).select_related("quiz", "revision")
    return settle(found.get(public_id=attempt_id), at=at)


def finish_expired(*, at: datetime) -> int:
    """End every attempt whose time and grace are over, each in a transaction of its own; return how
    many.

    The same as a look at each of them would do: safe to run twice, or beside a learner.
    """
    expired = list(Attempt.objects.expired(at).values_list("public_id", flat=True))
    ended = [close(attempt_id=one, at=at, only_expired=True) for one in expired]
    return sum(not attempt.is_open for attempt in ended)


@transaction.atomic
def cut_off(*, user: models.Model, space: Space, by: models.Model | None, at: datetime) -> int:
    """She belongs there no longer: the time of what she sits there is over now. Nothing more is
    taken, and the sweeper ends it as it stands. The checks of lessons just wait. How many."""
    running = Attempt.objects.of(user).open().filter(Q(deadline_at=None) | Q(deadline_at__gt=at))
    hers = running.filter(space=space).exclude(quiz__preset=CHECK).order_by("pk")
    cut = list(hers.select_for_update(of=("self",), no_key=True).select_related("quiz"))
    for attempt in cut:
        attempt.deadline_at = at
        attempt.save(update_fields=["deadline_at"])
        permissions.ask("RECORDER")(
            action="attempt.cut_off",
            by=by,
            subject=user,
            space=space,
            obj=attempt,
            data={"quiz": attempt.quiz.slug, "number": attempt.number},
            text="",
            at=at,
        )
    return len(cut)
