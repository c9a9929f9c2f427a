"""What happens to a certificate after its issue: appended, with a reason."""

from __future__ import annotations

import datetime as dt
import hashlib

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from training import audit, outbox
from training.models import Certificate, CertificateChange, ChangeReason, User
from training.permissions import REVOKE
from training.rules.certification import VALID, State

from .locking import one_at_a_time
from .standing import state_of, with_history


@transaction.atomic
def change(
    *, certificate: Certificate, kind: str, reason: str, by: User, at: dt.datetime
) -> CertificateChange:
    """Revoke, suspend or resume, with a reason. Raises PermissionDenied; ValidationError when the
    reason is empty or the change makes no sense for how it stands."""
    if not by.has_perm(REVOKE, certificate):
        raise PermissionDenied
    return _change(certificate, kind, reason, by, at)


@transaction.atomic
def revoke_all(*, person: User, reason: str, by: User, at: dt.datetime) -> int:
    """Revoke whatever of hers still counts, or may count again, at every clinic; how many. Asks for
    no right: she is being erased, and whoever may do that has been asked already."""
    standing = with_history(person.certificates.all()).order_by("pk")
    gone = (State.REVOKED, State.SUPERSEDED)
    revoked = [one for one in standing if state_of(one, at=at) not in gone]
    for one in revoked:
        _change(one, CertificateChange.Kind.REVOKED, reason, by, at)
    return len(revoked)


def _change(
    certificate: Certificate, kind: str, reason: str, by: User, at: dt.datetime
) -> CertificateChange:
    one_at_a_time(certificate.person_id)
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
    outbox.changed(change, fresh, at=at)
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
