"""The sessions of one person: the table does not say whose they are, only what is sealed in it."""

from __future__ import annotations

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

from training.models import User


def sessions_of(person: User) -> list[str]:
    """The keys of every session in which she is signed in. Opens each session there is."""
    rows = Session.objects.iterator(chunk_size=500)
    return [one.pk for one in rows if one.get_decoded().get(SESSION_KEY) == str(person.pk)]


def end_all(person: User) -> int:
    """Sign her out everywhere; how many sessions."""
    keys = sessions_of(person)
    for start in range(0, len(keys), 500):
        Session.objects.filter(pk__in=keys[start : start + 500]).delete()
    return len(keys)
