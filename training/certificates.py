"""Certificates: issued once, by rule; what happens to them later is appended."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from . import audit, evidence, programmes
from .models import (
    Certificate,
    CertificateChange,
    CertificateHolder,
    ChangeReason,
    Clinic,
    Programme,
    ProgrammeRevision,
    User,
)
from .permissions import CERTIFY, REVOKE, Place
from .rules.certification import VALID, Issue, State, add_months, state
from .rules.missing import certifiable
from .rules.requirements import Gap, Missing

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 26  # 130 bits
# While the one she holds stands like this, no other is issued.
STANDS = {State.VALID: Gap.HOLDS, State.SUSPENDED: Gap.SUSPENDED}
Held = Mapping[tuple[int, int], Certificate]  # (person, programme) -> the newest issue


class NotReady(Exception):
    """The rule says no; `reasons` say what is missing."""

    def __init__(self, reasons: tuple[Missing, ...]) -> None:
        super().__init__(", ".join(str(reason.gap) for reason in reasons))
        self.reasons = reasons


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the public page says about one certificate at one moment."""

    certificate: Certificate
    state: State
    changed_at: dt.datetime | None
    at: dt.datetime


def readable(code: str) -> str:
    """The code as people type it: capitals, no separators, O for 0 and I or L for 1 forgiven."""
    cleaned = "".join(sign for sign in code if sign.isalnum()).upper()
    return cleaned.translate(str.maketrans("OIL", "011"))


def with_history(certificates: QuerySet[Certificate] | None = None) -> QuerySet[Certificate]:
    """Certificates with all that decides their state: one query and one for the changes."""
    rows = Certificate.objects.all() if certificates is None else certificates
    related = ("revision__programme", "clinic", "holder", "superseded_by", "issued_by")
    return rows.select_related(*related).prefetch_related("changes")


def state_of(certificate: Certificate, *, at: dt.datetime) -> State:
    """How it stands at a moment; cheap when it comes from `with_history`."""
    return state(issue_of(certificate), at=at)


def issue_of(certificate: Certificate) -> Issue:
    """The values that decide its state."""
    newer = getattr(certificate, "superseded_by", None)
    changes = sorted(certificate.changes.all(), key=lambda change: (change.at, change.pk))
    return Issue(
        valid_until=certificate.valid_until,
        window_days=certificate.revision.window_days,
        grace_days=certificate.revision.grace_days,
        superseded_at=newer.issued_at if newer else None,
        changes=tuple((change.kind, change.at) for change in changes),
    )


def newest_of(people: Iterable[User], clinic: Clinic) -> dict[tuple[int, int], Certificate]:
    """(person, programme) -> the newest issue. Two queries, whatever the number of people."""
    rows = with_history(Certificate.objects.filter(person__in=people, clinic=clinic))
    return {(one.person_id, one.programme_id): one for one in rows.order_by("cycle")}


def valid_ones(person: User, held: Held, *, at: dt.datetime) -> dict[str, Certificate]:
    """Programme slug -> the certificate of hers that is valid at that moment. No query."""
    hers = [one for (owner, _), one in held.items() if owner == person.pk]
    return {one.revision.programme.slug: one for one in hers if state_of(one, at=at) in VALID}


def missing(
    *,
    person: User,
    revision: ProgrammeRevision,
    standings: programmes.Standings,
    held: Held,
    at: dt.datetime,
) -> tuple[Missing, ...]:
    """What stands between her and the next issue of this programme; nothing = ready. `held` is
    from `newest_of`."""
    before = held.get((person.pk, revision.programme_id))
    if before is not None and (gap := STANDS.get(state_of(before, at=at))):
        return (Missing(None, gap),)
    facts = standings.of(person, held=frozenset(valid_ones(person, held, at=at)))
    wanted, since = programmes.requirements(revision), counts_from_of(before, at=at)
    return certifiable(wanted, facts, at=at, counts_from=since)


def counts_from_of(before: Certificate | None, *, at: dt.datetime) -> dt.datetime | None:
    """From when evidence counts for the issue after this one; None for the first."""
    if before is None:
        return None
    old = issue_of(before)
    if state(old, at=at) is State.REVOKED:
        return max(when for kind, when in old.changes if kind == "revoked")
    return old.window_opens


@transaction.atomic
def issue(
    *, person: User, programme: Programme, clinic: Clinic, by: User, at: dt.datetime
) -> Certificate:
    """Certify her, once per cycle, whoever clicks how often: a second call returns the first's
    certificate while that one is fresh. Raises PermissionDenied, or NotReady with the reasons."""
    if not by.has_perm(CERTIFY, Place(person, clinic)):
        raise PermissionDenied
    _one_at_a_time(person.pk)
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


def _one_at_a_time(person: int) -> None:
    """Whoever changes what she holds waits here for whoever was first, until that transaction
    ends: what one issue rests on cannot be revoked under it."""
    User.objects.select_for_update(of=("self",)).get(pk=person)


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
        holder_digest=hashlib.sha256(person.name.encode()).hexdigest(),
        issued_by=by,
        issued_at=at,
        valid_until=add_months(at, revision.validity_months),
        supersedes=before,
    )
    CertificateHolder.objects.create(certificate=certificate, name=person.name)
    valid, since = valid_ones(person, held, at=at), counts_from_of(before, at=at)
    frozen = evidence.freeze(
        certificate=certificate, standings=standings, held=valid, counts_from=since
    )
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


@transaction.atomic
def change(
    *, certificate: Certificate, kind: str, reason: str, by: User, at: dt.datetime
) -> CertificateChange:
    """Revoke, suspend or resume, with a reason. Raises PermissionDenied; ValidationError when the
    reason is empty or the change makes no sense for how it stands."""
    if not by.has_perm(REVOKE, certificate):
        raise PermissionDenied
    _one_at_a_time(certificate.person_id)
    fresh = with_history().get(pk=certificate.pk)
    reason = reason.strip()
    if not reason:
        raise ValidationError(_("Say why: the reason is kept with the certificate."))
    if not _makes_sense(kind, state_of(fresh, at=at)):
        raise ValidationError(_("This certificate already stands like that. Nothing was changed."))
    change = CertificateChange.objects.create(
        certificate=fresh,
        kind=kind,
        reason_digest=hashlib.sha256(reason.encode()).hexdigest(),
        by=by,
        at=at,
    )
    ChangeReason.objects.create(change=change, text=reason)
    audit.append(
        clinic=fresh.clinic,
        actor=by,
        action=f"certificate.{kind}",
        subject=fresh.person,
        obj=fresh,
        data={"change": change.pk},
        text=reason,
        at=at,
    )
    return change


def resting_on(certificate: Certificate, *, at: dt.datetime) -> list[Certificate]:
    """The certificates issued on the strength of this one that are valid at that moment. They stay
    as issued whatever happens to it; the owner decides about each. Two queries."""
    rows = with_history(Certificate.objects.filter(evidence__rests_on=certificate).distinct())
    return [one for one in rows.order_by("pk") if state_of(one, at=at) in VALID]


def _makes_sense(kind: str, now: State) -> bool:
    if kind == CertificateChange.Kind.RESUMED:
        return now is State.SUSPENDED
    if kind == CertificateChange.Kind.SUSPENDED:
        return now not in (State.SUSPENDED, State.REVOKED)
    return kind == CertificateChange.Kind.REVOKED and now is not State.REVOKED


def verify(*, code: str, at: dt.datetime) -> Verdict | None:
    """The state of the certificate with this code at a moment, or None when there is none."""
    cleaned = readable(code)
    if len(cleaned) != CODE_LENGTH:
        return None
    found = with_history().filter(code=cleaned).first()
    if found is None:
        return None
    now = state_of(found, at=at)
    changes = [one.at for one in found.changes.all() if one.at <= at]
    return Verdict(found, now, max(changes, default=None), at)
