"""A certificate before it is issued: what it would rest on and say, or why it cannot be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects

from . import certificates, evidence, programmes, reviews
from .models import Certificate, Clinic, Programme, ProgrammeRevision, User
from .permissions import CERTIFY, Place
from .rules.certification import add_months
from .rules.requirements import Missing
from .rules.reviews import State

RELATED = (
    "result__attempt__revision",
    "observation__revision",
    "observation__observer",
    "rests_on__revision",
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """`evidence` is as `evidence.described` says it, empty while something is `missing`.
    `unread` are the modules it rests on whose text of today the medical lead has not signed."""

    person: User
    revision: ProgrammeRevision
    certificate: Certificate  # not saved
    before: Certificate | None
    missing: tuple[Missing, ...]
    titles: Mapping[str, str]
    evidence: Sequence[Mapping[str, object]]
    unread: tuple[reviews.Row, ...]
    valid_until: dt.datetime

    @property
    def is_ready(self) -> bool:
        return not self.missing


def proposal(
    *, person: User, programme: Programme, clinic: Clinic, by: User, at: dt.datetime
) -> Proposal:
    """What would be issued at that moment; writes nothing. Raises PermissionDenied."""
    if not by.has_perm(CERTIFY, Place(person, clinic)):
        raise PermissionDenied
    offered = programmes.current()
    revision = next(one for one in offered if one.programme_id == programme.pk)
    held = certificates.newest_of([person], clinic)
    standings = programmes.facts(people=[person], clinic=clinic)
    gaps = certificates.missing(
        person=person, revision=revision, standings=standings, held=held, at=at
    )
    before = held.get((person.pk, programme.pk))
    renews = bool(revision.renewal) and certificates.renews(before, at=at)
    considered = Certificate(
        person=person, clinic=clinic, revision=revision, issued_at=at, by_renewal=renews
    )
    return Proposal(
        person=person,
        revision=revision,
        certificate=considered,
        before=before,
        missing=gaps,
        titles=programmes.titles(standings, offered),
        evidence=() if gaps else _evidence(considered, before, held, standings),
        unread=() if gaps else _unread(considered),
        valid_until=add_months(at, revision.validity_months),
    )


def _evidence(
    considered: Certificate,
    before: Certificate | None,
    held: certificates.Held,
    standings: programmes.Standings,
) -> list[Mapping[str, object]]:
    """By the same rule that freezes it, for a certificate that is not saved."""
    at = considered.issued_at
    rows = evidence.drawn(
        certificate=considered,
        standings=standings,
        held=certificates.valid_ones(considered.person, held, at=at),
        counts_from=certificates.counts_from_of(before, at=at),
    )
    prefetch_related_objects(rows, *RELATED)
    return evidence.described(rows)


def _unread(considered: Certificate) -> tuple[reviews.Row, ...]:
    revision, renewal = considered.revision, considered.by_renewal
    asked = {one.module for one in programmes.requirements(revision, renewal=renewal)}
    return tuple(
        row
        for row in reviews.board(considered.clinic)
        if row.module.slug in asked and row.standing.state is not State.SIGNED
    )
