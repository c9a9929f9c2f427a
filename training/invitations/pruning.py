"""Forgetting invitations: each holds an address, and what came of it stands in the record."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from quizzes import jobs
from training.models import Invitation

KEPT = dt.timedelta(days=14)  # after it was used or taken back
KEPT_OLD = dt.timedelta(days=30)  # after it ran out, so that an owner can still send it again


def prune(running: jobs.Running) -> dict[str, int]:
    """Those that are over for so long."""
    at = running.clock()
    ended = Q(used_at__lt=at - KEPT) | Q(withdrawn_at__lt=at - KEPT)
    old = Q(expires_at__lt=at - KEPT_OLD, used_at__isnull=True)
    return {"pruned": Invitation.objects.filter(ended | old).delete()[0]}
