"""Sessions that are over are forgotten."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from quizzes import jobs


def prune(running: jobs.Running) -> dict[str, int]:
    """The daily job: expired sessions go, and what is listed of them under a person's devices."""
    expired = Session.objects.filter(expire_date__lt=running.clock()).delete()[0]
    kept = Session.objects.values("session_key")
    return {
        "sessions": expired,
        "devices": UserSession.objects.exclude(session_key__in=kept).delete()[0],
    }
