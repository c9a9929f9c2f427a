"""What quizzes wants recorded goes into the audit of its clinic, and to whom it concerns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import models

from quizzes.models import Space

from . import audit, outbox
from .models import User


def record(
    *,
    action: str,
    by: User | None,
    subject: User | None,
    space: Space | None,
    obj: models.Model,
    data: Mapping[str, object],
    text: str = "",
    at: dt.datetime,
) -> None:
    """One audit event, and the messages that follow from it, in the transaction of the act. `by`
    None = the system did it. The event comes last: its chain is locked until the end."""
    outbox.heard(action=action, by=by, space=space, obj=obj, data=data, at=at)
    audit.append(
        space=space,
        actor=by,
        action=action,
        subject=subject,
        obj=obj,
        data=data,
        text=text,
        at=at,
    )
