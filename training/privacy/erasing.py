"""Erasing a person: one transaction, after which her account is a number.

What is hers is deleted or blanked as the register says. Guarded rows stay with their digests, so
every chain, mark and total holds. Her name and address are taken out of what anybody wrote.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import structlog
from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext as _

from quizzes import attempts
from quizzes import privacy as quizzes
from quizzes.formats.digests import digest_text
from quizzes.privacy import Holding, forget, scrub
from training import audit, certificates, people
from training.models import Erasure, ErasureReason, User

from . import copies, erased, sessions
from .planning import Refused, clinics_of
from .register import HOLDINGS

Choice = Erasure.Certificates
log = structlog.get_logger("milium.privacy")


@transaction.atomic
def erase(
    *, person: User, certificates_: str, reason: str, by: User | None, at: dt.datetime
) -> Erasure:
    """Erase her. `certificates_` says what becomes of those she holds; `reason` why she is erased,
    and on what ground her name stays on certificates that are kept. Raises Refused."""
    person = User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    _must_be_erasable(person, certificates_, reason, by)
    names, where = _names(person), clinics_of(person)
    words = quizzes.without(reason.strip(), names)
    try:
        people.end_everywhere(person=person, by=by, at=at)
    except people.LastOwner:
        raise Refused("last_owner") from None
    quizzes.end_running(person, at=at)
    if certificates_ == Choice.REVOKED:
        certificates.revoke_all(person=person, reason=words, by=by or person, at=at)
    # The account last: until then its address finds what knows her by nothing else.
    order = sorted(HOLDINGS, key=lambda one: one.model == "training.User")
    counts = {one.model: _forget(one, person, certificates_) for one in order}
    scrubbed = sum(scrub(one, names) for one in HOLDINGS)
    found = _record(person, certificates_, words, by, at)
    data = {"certificates": certificates_, "scrubbed": scrubbed}
    data |= {"rows": {model: count for model, count in counts.items() if count}}
    said = {"actor": by, "action": "person.erased", "subject": person, "obj": found}
    for clinic in where or (None,):
        audit.append(clinic=clinic, **said, data=data, text=words, at=at)
    log.info("person_erased", person=person.pk)
    return found


def reapply(*, at: dt.datetime) -> int:
    """After a restore: erase again whoever was erased since that backup was made; how many."""
    done = 0
    for note in erased.notes():
        person = User.objects.filter(public_id=note.person, erasure__isnull=True).first()
        if person is not None:
            why = _("Erased before; this database was restored from an older copy.")
            erase(person=person, certificates_=note.certificates, reason=why, by=None, at=at)
            done += 1
    return done


def _must_be_erasable(person: User, choice: str, reason: str, by: User | None) -> None:
    if hasattr(person, "erasure"):
        raise Refused("erased")
    if by == person:
        raise Refused("oneself")
    if not reason.strip():
        raise Refused("reason")
    if (choice == Choice.NONE) == person.certificates.exists():
        raise Refused("certificates")


def _names(person: User) -> Sequence[str]:
    """What she is called in texts: her addresses, and her name where it is long enough."""
    known = EmailAddress.objects.filter(user=person).values_list("email", flat=True)
    found = {person.email, *known, person.name.strip()}
    return sorted((one for one in found if len(one) > 3), key=len, reverse=True)


def _forget(holding: Holding, person: User, choice: str) -> int:
    """One kind of thing; those that are more than rows have their own way."""
    if holding.model == "training.User":
        return _blank(person)
    if holding.model == "sessions.Session":
        return sessions.end_all(person)
    if holding.model == "quizzes.ResponseText":
        return attempts.erase_texts(person)
    if holding.model == "quizzes.Upload":
        return 0  # with the texts
    if holding.model == "training.PersonalCopy":
        return copies.remove(person.copies.all())
    if holding.model == "training.CertificateHolder" and choice == Choice.KEPT:
        return 0
    return forget(holding, person)


def _blank(person: User) -> int:
    """The account is closed and is nobody's; its number stays, so that every row has its place."""
    person.name = _("Erased person %(number)s") % {"number": person.pk}
    person.email = f"erased-{person.pk}@erased.invalid"
    person.is_active = person.is_staff = person.is_superuser = False
    person.time_zone, person.language, person.last_login = "UTC", "en", None
    person.set_unusable_password()
    person.save()
    return 1


def _record(person: User, choice: str, words: str, by: User | None, at: dt.datetime) -> Erasure:
    said = {"person": person, "certificates": choice, "by": by, "at": at}
    found = Erasure.objects.create(reason_digest=digest_text(words), **said)
    ErasureReason.objects.create(erasure=found, text=words)
    erased.note_on_commit(found)
    return found
