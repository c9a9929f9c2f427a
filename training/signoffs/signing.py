"""Both sign: first the observer, which closes the list, then the person she observed."""

from __future__ import annotations

import datetime as dt
import json

from django.core.exceptions import PermissionDenied
from django.db import transaction

from quizzes.formats.digests import digest_text
from training import audit, outbox
from training.models import Observation, ObservationSignature, ObservedItem, Occasion, User

from . import knowing
from .knowing import MayNotSign
from .observing import Closed, Outcome, Party, locked, may_change, newest_taps
from .outdated import outdated, seen_at


class Unfinished(Exception):
    """Items without an outcome; `keys` in the order of the list."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        super().__init__(", ".join(keys))
        self.keys = keys


class NotSignedYet(Exception):
    """The observer signs first."""


@transaction.atomic
def sign_observer(*, observation: Observation, by: User, at: dt.datetime) -> ObservationSignature:
    """Close the list. A second call returns the first's signature. Raises PermissionDenied for
    anybody but the observer, Unfinished while an item has no outcome, and MayNotSign where the list
    has changed, her knowledge is not current any more, or it was seen too long ago."""
    observation = locked(observation)
    try:
        may_change(observation, by)
    except Closed:
        return observation.signatures.get(party=Party.OBSERVER)
    taps = newest_taps(observation)
    missing = tuple(i["key"] for i in observation.revision.items if i["key"] not in taps)
    if missing:
        raise Unfinished(missing)
    _still_true(observation, at)
    outbox.observed(observation, at=at)
    return _sign(observation, taps, Party.OBSERVER, by, at)


@transaction.atomic
def sign_person(*, observation: Observation, by: User, at: dt.datetime) -> ObservationSignature:
    """She has seen what was observed. A second call returns the first's signature. Raises
    PermissionDenied for anybody else, NotSignedYet before the observer signed."""
    observation = locked(observation)
    if by.pk != observation.person_id:
        raise PermissionDenied
    signed = {one.party: one for one in observation.signatures.all()}
    if Party.PERSON in signed:
        return signed[Party.PERSON]
    if Party.OBSERVER not in signed:
        raise NotSignedYet
    return _sign(observation, newest_taps(observation), Party.PERSON, by, at)


def _still_true(observation: Observation, at: dt.datetime) -> None:
    """What `begin` asked holds again at the signature; that she is still a member here, and not the
    observer herself, `may_change` has asked."""
    why = outdated(observation, at=at)
    if why is not None:
        raise MayNotSign(why)
    about = observation.revision.signoff.about
    missing = knowing.missing(observation.person, about, observation.clinic, at)
    if missing is not None:
        raise MayNotSign(*missing)


def digest(observation: Observation, taps: dict[str, ObservedItem]) -> str:
    """SHA-256 over what is signed: whose, on which list, each item's newest outcome, all words, and
    of which occasion if it has one.

    Words go in by their own SHA-256, so that erasing them leaves a digest that can be checked.
    """
    items = [
        [key, taps[key].outcome, taps[key].number, _utc(taps[key].at), _note_digest(taps[key])]
        for key in (item["key"] for item in observation.revision.items)
    ]
    content = [
        str(observation.public_id),
        observation.person_id,
        observation.observer_id,
        observation.revision.digest,
        items,
        digest_text(observation.note),
    ]
    occasion = Occasion.objects.filter(observation=observation).first()
    if occasion is not None:
        content.append([occasion.day.isoformat(), occasion.words_digest])
    return digest_text(json.dumps(content, separators=(",", ":"), ensure_ascii=True))


def _sign(
    observation: Observation,
    taps: dict[str, ObservedItem],
    party: str,
    by: User,
    at: dt.datetime,
) -> ObservationSignature:
    signature = ObservationSignature.objects.create(
        observation=observation,
        party=party,
        user=by,
        seen=sum(taps[item["key"]].outcome == Outcome.SEEN for item in observation.revision.items),
        total=len(observation.revision.items),
        digest=digest(observation, taps),
        seen_at=seen_at(observation, taps),
        at=at,
    )
    audit.append(
        clinic=observation.clinic,
        actor=by,
        action="observation.signed",
        subject=observation.person,
        obj=observation,
        data={
            "party": signature.party,
            "seen": signature.seen,
            "total": signature.total,
            "digest": signature.digest,
            "seen_at": _utc(signature.seen_at) if signature.seen_at else None,
        },
        at=at,
    )
    return signature


def _note_digest(row: ObservedItem) -> str:
    note = getattr(row, "note", None)
    return digest_text(note.text if note else "")


def _utc(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat()
