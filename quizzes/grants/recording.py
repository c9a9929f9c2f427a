"""What was given goes into the host's record, in the same transaction."""

from __future__ import annotations

from datetime import datetime

from django.db import models

from quizzes import permissions
from quizzes.models import Space


def record(
    action: str,
    by: models.Model,
    subject: models.Model,
    space: Space | None,
    obj: models.Model,
    data: dict[str, object],
    text: str,
    at: datetime,
) -> None:
    permissions.ask("RECORDER")(
        action=action, by=by, subject=subject, space=space, obj=obj, data=data, text=text, at=at
    )
