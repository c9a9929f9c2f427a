"""Rows of the outbox: written many at once, each once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import models

from training.models import Notice
from training.rules.notices import Kind

AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Message:
    """One message, people and clinic by id. `subject` is from `key_of`; `data` holds ids, codes and
    titles of the curriculum, never what somebody typed."""

    person: int
    clinic: int
    kind: Kind
    subject: str
    step: str = ""
    about: int | None = None
    by: int | None = None
    data: Mapping[str, object] = field(default_factory=dict)


def tell(messages: Iterable[Message], *, at: dt.datetime) -> int:
    """Write what is not written yet: the unique key decides, whoever else writes the same at this
    moment. How many were asked for."""
    rows = [_row(one, at) for one in messages]
    Notice.objects.bulk_create(rows, batch_size=AT_ONCE, ignore_conflicts=True)
    return len(rows)


def key_of(what: str | models.Model, *numbers: int) -> str:
    """How a thing is named as the subject of a message: "assignment:12"."""
    if isinstance(what, models.Model):
        return f"{what._meta.model_name}:{what.pk}"
    return ":".join([what, *map(str, numbers)])


def number_of(subject: str) -> int:
    """The last number of such a name."""
    return int(subject.rpartition(":")[2])


def _row(one: Message, at: dt.datetime) -> Notice:
    return Notice(
        person_id=one.person,
        clinic_id=one.clinic,
        kind=one.kind.value,
        subject=one.subject,
        step=one.step,
        about_id=one.about,
        by_id=one.by,
        data=dict(one.data),
        at=at,
        send_at=at,
    )
