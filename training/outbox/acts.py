"""What happens to people in training, as messages to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from training.models import Assignment, Certificate, CertificateChange, Observation
from training.rules.notices import Kind

from .writing import Message, key_of, tell


def assigned(rows: Sequence[Assignment], titles: Sequence[str], *, at: dt.datetime) -> None:
    """Each of them hears what she is asked to do; `titles` in the order of the rows."""
    tell((_assignment(row, title) for row, title in zip(rows, titles, strict=True)), at=at)


def certified(certificate: Certificate, *, at: dt.datetime) -> None:
    """She hears that she is certified."""
    tell([_certificate(certificate, Kind.CERTIFIED, key_of(certificate))], at=at)


def changed(change: CertificateChange, certificate: Certificate, *, at: dt.datetime) -> None:
    """She hears that her certificate was revoked, suspended or put back in force; not why: that is
    for the certificate's own page."""
    told = _certificate(certificate, Kind.CHANGED, key_of(change), change=str(change.kind))
    tell([told], at=at)


def observed(observation: Observation, *, at: dt.datetime) -> None:
    """She is asked to sign what her observer has signed."""
    data = {"title": observation.revision.title, "observation": str(observation.public_id)}
    told = Message(
        person=observation.person_id,
        clinic=observation.clinic_id,
        kind=Kind.OBSERVED,
        subject=key_of(observation),
        by=observation.observer_id,
        data=data,
    )
    tell([told], at=at)


def _assignment(row: Assignment, title: str) -> Message:
    data = {
        "title": title,
        "due_on": row.due_on.isoformat() if row.due_on else None,
        "module": row.module.slug if row.module_id else None,
        "quiz": row.quiz.slug if row.quiz_id else None,
    }
    return Message(
        person=row.person_id,
        clinic=row.clinic_id,
        kind=Kind.ASSIGNED,
        subject=key_of(row),
        by=row.by_id,
        data=data,
    )


def _certificate(one: Certificate, kind: Kind, subject: str, **more: str) -> Message:
    data = {"title": one.revision.title, "certificate": str(one.public_id), **more}
    return Message(
        person=one.person_id, clinic=one.clinic_id, kind=kind, subject=subject, data=data
    )
