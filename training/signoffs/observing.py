"""Saving what was seen, item by item, until the observer signs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from training import audit, permissions
from training.models import (
    Observation,
    ObservationSignature,
    ObservedItem,
    ObservedNote,
    User,
)

Outcome = ObservedItem.Outcome
Party = ObservationSignature.Party


class Closed(Exception):
    """The observer signed already: what was seen stays as it is."""

    def __init__(self, signed_at: dt.datetime) -> None:
        super().__init__(signed_at.isoformat())
        self.signed_at = signed_at


class UnknownItem(LookupError):
    """The list has no such item, or no such outcome."""


@dataclass(frozen=True, slots=True)
class Tap:
    """What was seen of one item. `note` None = leave the note as it is; a note belongs to what is
    not seen yet."""

    key: str
    outcome: str
    note: str | None = None


def tap(
    *, observation: Observation, key: str, outcome: str, by: User, at: dt.datetime
) -> Observation:
    """One item seen or not yet; see `save`."""
    return save(observation=observation, taps=[Tap(key, outcome)], by=by, at=at)


def note(
    *, observation: Observation, text: str, key: str = "", by: User, at: dt.datetime
) -> Observation:
    """What to show next time for one item tapped "not yet"; without a key, a note for both."""
    if not key:
        return save(observation=observation, note=text, by=by, at=at)
    one = Tap(key, Outcome.NOT_YET, text)
    return save(observation=observation, taps=[one], by=by, at=at)


@transaction.atomic
def save(
    *,
    observation: Observation,
    taps: Iterable[Tap] = (),
    note: str | None = None,
    by: User,
    at: dt.datetime,
) -> Observation:
    """Keep what changed: a new numbered row for each changed outcome, nothing for the others.

    Raises PermissionDenied for anybody but the observer, Closed once she signed, UnknownItem for
    an item or outcome the list does not have; then nothing is kept.
    """
    observation = locked(observation)
    may_change(observation, by)
    keys = {item["key"] for item in observation.revision.items}
    before = newest_taps(observation)
    outcomes, words = {}, {}
    for one in taps:
        if one.key not in keys or one.outcome not in Outcome.values:
            raise UnknownItem(one.key)
        row = before.get(one.key)
        if row is None or row.outcome != one.outcome:
            row = _append(observation, one, row, at)
            outcomes[one.key] = one.outcome
        if one.note is not None and one.outcome == Outcome.NOT_YET and _keep_note(row, one.note):
            words[one.key] = one.note.strip()
    if note is not None and note.strip() != observation.note:
        observation.note = words[""] = note.strip()
        observation.save(update_fields=["note"])
    _record(observation, outcomes, words, by, at)
    return observation


def locked(observation: Observation) -> Observation:
    """The row, held until the transaction ends: taps and signatures wait for each other."""
    held = Observation.objects.select_for_update(of=("self",))
    related = ("clinic", "person", "observer", "revision")
    return held.select_related(*related).get(pk=observation.pk)


def may_change(observation: Observation, by: User) -> None:
    """Only the observer, while she may still observe this person and has not signed."""
    if by.pk != observation.observer_id or by.pk == observation.person_id:
        raise PermissionDenied
    if not by.has_perm(permissions.OBSERVE, observation):
        raise PermissionDenied
    signed = observation.signatures.filter(party=Party.OBSERVER).first()
    if signed is not None:
        raise Closed(signed.at)


def newest_taps(observation: Observation) -> dict[str, ObservedItem]:
    """The item's key -> its newest tap, with its note; one query."""
    rows = ObservedItem.objects.filter(observation=observation).select_related("note")
    return {row.key: row for row in rows.order_by("number")}


def _append(
    observation: Observation, one: Tap, before: ObservedItem | None, at: dt.datetime
) -> ObservedItem:
    return ObservedItem.objects.create(
        observation=observation,
        key=one.key,
        number=before.number + 1 if before else 1,
        outcome=one.outcome,
        at=at,
    )


def _keep_note(row: ObservedItem, text: str) -> bool:
    """Whether the words changed and were kept."""
    known = getattr(row, "note", None)
    text = text.strip()
    if known is None and text:
        ObservedNote.objects.create(observed=row, text=text)
        return True
    if known is not None and known.text != text:
        known.text = text
        known.save(update_fields=["text"])
        return True
    return False


def _record(
    observation: Observation,
    outcomes: Mapping[str, str],
    words: Mapping[str, str],
    by: User,
    at: dt.datetime,
) -> None:
    if not outcomes and not words:
        return
    audit.append(
        clinic=observation.clinic,
        actor=by,
        action="observation.saved",
        subject=observation.person,
        obj=observation,
        data={"outcomes": dict(outcomes), "notes": sorted(words)},
        text="\n".join(text for text in words.values() if text),
        at=at,
    )
