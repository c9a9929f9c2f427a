"""Issuing a certificate: by rule, by right, once."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

from django.core.exceptions import PermissionDenied
from django.db import transaction

from training import audit, evidence, outbox, programmes
from training.models import (
    Certificate,
    CertificateHolder,
    Clinic,
    Programme,
    ProgrammeRevision,
    User,
)
from training.permissions import CERTIFY, Place
from training.rules.certification import add_months
from training.rules.requirements import Gap, Missing

from .locking import one_at_a_time
from .standing import Held, counts_from_of, missing, newest_of, renews, valid_ones
from .verifying import CODE_LENGTH, CROCKFORD


class NotReady(Exception):
    """The rule says no; `reasons` say what is missing."""

    def __init__(self, reasons: tuple[Missing, ...]) -> None:
        super().__init__(", ".join(str(reason.gap) for reason in reasons))
        self.reasons = reasons


@transaction.atomic
def issue(
    *, person: User, programme: Programme, clinic: Clinic, by: User, at: dt.datetime
) -> Certificate:
    """Certify her, once per cycle, whoever clicks how often: a second call returns the first's
    certificate while that one is fresh. Raises PermissionDenied, or NotReady with the reasons."""
    if not by.has_perm(CERTIFY, Place(person, clinic)):
        raise PermissionDenied
    one_at_a_time(person.pk)
    revision = next((r for r in programmes.current() if r.programme_id == programme.pk), None)
    if revision is None:  # retired a moment ago
        raise NotReady((Missing(None, Gap.GONE),))
    held = newest_of([person], clinic)
    before = held.get((person.pk, programme.pk))
    standings = programmes.facts(people=[person], clinic=clinic)
    gaps = missing(person=person, revision=revision, standings=standings, held=held, at=at)
    if gaps and gaps[0].gap is Gap.HOLDS and before and before.revision_id == revision.pk:
        return before
    if gaps:
        raise NotReady(gaps)
    return _write(person, revision, clinic, held, standings, by, at)


def _write(
    person: User,
    revision: ProgrammeRevision,
    clinic: Clinic,
    held: Held,
    standings: programmes.Standings,
    by: User,
    at: dt.datetime,
) -> Certificate:
    before = held.get((person.pk, revision.programme_id))
    certificate = Certificate.objects.create(
        code="".join(secrets.choice(CROCKFORD) for _ in range(CODE_LENGTH)),
        person=person,
        clinic=clinic,
        programme=revision.programme,
        revision=revision,
        cycle=before.cycle + 1 if before else 1,
        by_renewal=bool(revision.renewal) and renews(before, at=at),
        holder_digest=hashlib.sha256(person.name.encode()).hexdigest(),
        issued_by=by,
        issued_at=at,
        valid_until=add_months(at, revision.validity_months),
        supersedes=before,
    )
    CertificateHolder.objects.create(certificate=certificate, name=person.name)
    frozen = _frozen(certificate, held, standings, at)
    outbox.certified(certificate, at=at)
    audit.append(
        clinic=clinic,
        actor=by,
        action="certificate.issued",
        subject=person,
        obj=certificate,
        data={"programme": revision.programme.slug, "cycle": certificate.cycle, **frozen},
        at=at,
    )
    return certificate


def _frozen(
    certificate: Certificate, held: Held, standings: programmes.Standings, at: dt.datetime
) -> dict[str, object]:
    """Keep the evidence that it rests on; what the record says of it."""
    return evidence.freeze(
        certificate=certificate,
        standings=standings,
        held=valid_ones(certificate.person, held, at=at),
        counts_from=counts_from_of(certificate.supersedes, at=at),
    )
