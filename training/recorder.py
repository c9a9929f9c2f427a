"""What quizzes wants recorded, put into the audit of the clinic it happened in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import models

from quizzes.models import Space

from . import audit
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
    """One audit event, in the transaction of the act. `by` None = the system did it."""
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
