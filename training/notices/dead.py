"""Mails that could not be sent, for the owner of the clinic: seen, and tried again."""

from __future__ import annotations

import datetime as dt
import uuid

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from quizzes import jobs
from training import audit
from training.models import Clinic, Notice, User

PAGE = 50
KEPT = dt.timedelta(days=400)


def dead(clinic: Clinic, *, number: object) -> Page:
    """The mails of this clinic that were given up, newest first; two queries."""
    rows = _dead(clinic).select_related("person").order_by("-settled_at", "-pk")
    return Paginator(rows, PAGE).get_page(number)


def waiting(clinic: Clinic) -> int:
    """How many were tried and wait for another try; one query."""
    rows = Notice.objects.filter(clinic=clinic, state=Notice.State.WAITING, tries__gt=0)
    return rows.count()


def try_again(
    *, clinic: Clinic, public_id: uuid.UUID | None = None, by: User, at: dt.datetime
) -> int:
    """Let one of them, or all, be tried as if for the first time; how many."""
    rows = _dead(clinic)
    if public_id is not None:
        rows = rows.filter(public_id=public_id)
    count = rows.update(
        state=Notice.State.WAITING, tries=0, why="", way="", send_at=at, settled_at=None
    )
    if count:
        data = {"count": count}
        audit.append(clinic=clinic, actor=by, action="notices.again", obj=clinic, data=data, at=at)
    return count


def prune(running: jobs.Running) -> dict[str, int]:
    """The daily job: messages are no record; what is over and old is forgotten."""
    old = Notice.objects.filter(at__lt=running.clock() - KEPT)
    states = (Notice.State.SENT, Notice.State.KEPT, Notice.State.DROPPED)
    return {"forgotten": old.filter(state__in=states).delete()[0]}


def _dead(clinic: Clinic) -> QuerySet[Notice]:
    return Notice.objects.filter(clinic=clinic, state=Notice.State.DEAD)
