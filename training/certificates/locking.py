"""Whoever changes what one person holds does so one after the other."""

from __future__ import annotations

from training.models import User


def one_at_a_time(person: int) -> None:
    """Whoever changes what she holds waits here for whoever was first, until that transaction
    ends: what one issue rests on cannot be revoked under it."""
    User.objects.select_for_update(of=("self",)).get(pk=person)
