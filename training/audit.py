"""The record of who did what. Appended last in the transaction of the act it records.

One hash chain per clinic and one for the system: each event holds the hash of the one before, so
that a changed or missing row shows. Events hold ids and digests only; words stand beside them and
may be erased without breaking the chain.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import models, transaction

from quizzes.formats.digests import digest_text
from quizzes.models import Space

from .models import AuditChain, AuditEvent, AuditText, Clinic, User

SYSTEM = "system"
GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Entry:
    """One of many events that are appended together; `data` is ids, codes and figures only."""

    action: str
    obj: models.Model
    subject: User | None = None
    data: Mapping[str, object] = field(default_factory=dict)


def chain_name(clinic: Clinic | None) -> str:
    return SYSTEM if clinic is None else f"clinic:{clinic.pk}"


def found_chain(clinic: Clinic | None) -> AuditChain:
    """The chain of a clinic, made with the clinic; the system's is made on its first event."""
    return AuditChain.objects.get_or_create(
        name=chain_name(clinic), defaults={"clinic": clinic, "head": GENESIS}
    )[0]


@transaction.atomic
def append(
    *,
    clinic: Clinic | None = None,
    space: Space | None = None,
    actor: User | None,
    action: str,
    obj: models.Model,
    subject: User | None = None,
    data: Mapping[str, object] | None = None,
    text: str = "",
    at: dt.datetime,
) -> AuditEvent:
    """Append one event to the chain of `clinic` (or of the clinic that is `space`; neither = the
    system's). `data` is ids, codes and figures only; what somebody typed goes into `text`."""
    chain = _locked(clinic, space)
    entry = Entry(action=action, obj=obj, subject=subject, data=data or {})
    event = _next(chain, entry, actor=actor, at=at, digested=digest_text(text) if text else "")
    event.save()
    if text:
        AuditText.objects.create(event=event, text=text)
    chain.save(update_fields=["number", "head"])
    return event


@transaction.atomic
def append_all(
    *, clinic: Clinic, actor: User | None, entries: Iterable[Entry], at: dt.datetime
) -> int:
    """Append many events to a clinic's chain in order, with one lock and few statements; how
    many."""
    chain = _locked(clinic, None)
    events = [_next(chain, entry, actor=actor, at=at) for entry in entries]
    AuditEvent.objects.bulk_create(events, batch_size=500)
    chain.save(update_fields=["number", "head"])
    return len(events)


def _next(
    chain: AuditChain, entry: Entry, *, actor: User | None, at: dt.datetime, digested: str = ""
) -> AuditEvent:
    """The event after the chain's head, which moves on to it; the caller saves both."""
    event = AuditEvent(
        chain=chain,
        number=chain.number + 1,
        at=at,
        actor=actor,
        action=entry.action,
        subject=entry.subject,
        object_type=entry.obj._meta.label_lower,
        object_id=str(entry.obj.pk),
        data=dict(entry.data),
        text_digest=digested,
        previous=chain.head,
    )
    event.hash = digest(event)
    chain.number, chain.head = event.number, event.hash
    return event


def digest(event: AuditEvent) -> str:
    """SHA-256 over the event's content and the hash before it, as canonical JSON."""
    content = [
        event.chain_id,
        event.number,
        event.at.astimezone(dt.UTC).isoformat(),
        event.actor_id,
        event.action,
        event.subject_id,
        event.object_type,
        event.object_id,
        event.data,
        event.text_digest,
        event.previous,
    ]
    packed = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return digest_text(packed)


def verify(chain: AuditChain) -> list[int]:
    """The numbers of the events that do not fit: changed, missing, out of order. Empty = whole."""
    broken, previous, number = [], GENESIS, 0
    for event in chain.events.order_by("number").iterator():
        number += 1
        fits = event.number == number and event.previous == previous
        if not fits or event.hash != digest(event):
            broken.append(event.number)
        previous, number = event.hash, event.number
    if not broken and (number, previous) != (chain.number, chain.head or GENESIS):
        broken.append(chain.number)
    return broken


def _locked(clinic: Clinic | None, space: Space | None) -> AuditChain:
    chains = AuditChain.objects.select_for_update(of=("self",))
    if clinic is None and space is not None:
        return chains.get(clinic__space=space)
    try:
        return chains.get(name=chain_name(clinic))
    except AuditChain.DoesNotExist:
        found_chain(clinic)
        return chains.get(name=chain_name(clinic))
