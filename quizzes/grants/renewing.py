"""A fresh start at a quiz, for a renewal."""

from __future__ import annotations

from datetime import datetime

from django.db import models, transaction

from quizzes.grants.allowances import allowance
from quizzes.grants.recording import record
from quizzes.models import Grant, Quiz, Space


@transaction.atomic
def renew(
    *,
    user: models.Model,
    quiz: Quiz,
    space: Space,
    counts_from: datetime,
    reason: str,
    by: models.Model,
    at: datetime,
) -> Grant | None:
    """Let her limit of attempts begin anew: what she sat before `counts_from` is left out of it.
    Writes nothing and returns None where that holds already, so that nobody gains an attempt by
    asking twice.

    This is no exception, so it may be one's own act: a rule of the host's allows it, which `reason`
    names. Raises ValueError without a reason, or for a fresh start that is still to come.
    """
    if not reason.strip() or counts_from > at:
        raise ValueError("a fresh start needs a reason, and a moment that has come")
    known = allowance(user=user, quiz=quiz, space=space, at=at).counts_from
    if known is not None and known >= counts_from:
        return None
    grant = Grant.objects.create(
        user=user, quiz=quiz, space=space, counts_from=counts_from, reason=reason, by=by, at=at
    )
    data = {"quiz": quiz.slug, "counts_from": counts_from.isoformat()}
    record("grant.renewed", by, user, space, grant, data, reason, at)
    return grant
