"""A person's due days and the ends of her certificates, for the calendar she uses anyway.

Whoever has the secret address can read it, without signing in: so it names no person and no score,
its digest alone is kept, and she can end it or make a new one at any time.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
import zoneinfo
from collections.abc import Iterator

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from training import assignments, audit, certificates
from training.models import Assignment, CalendarLink, Certificate, Membership, User
from training.rules.calendars import Event, calendar
from training.rules.certification import VALID

BYTES = 32  # 256 bits: nobody guesses one


@transaction.atomic
def make_link(*, person: User, at: dt.datetime) -> str:
    """A new secret for her address, told this once; the one before opens nothing any more."""
    token = secrets.token_urlsafe(BYTES)
    link, _made = CalendarLink.objects.update_or_create(
        person=person, defaults={"digest": _digest(token), "at": at}
    )
    audit.append(actor=person, action="calendar.linked", subject=person, obj=link, at=at)
    return token


@transaction.atomic
def end_link(*, person: User, at: dt.datetime) -> bool:
    """Nobody reads her calendar from now on; False where nobody did."""
    link = CalendarLink.objects.filter(person=person).first()
    if link is None:
        return False
    audit.append(actor=person, action="calendar.ended", subject=person, obj=link, at=at)
    link.delete()
    return True


def link_of(person: User) -> CalendarLink | None:
    """The link there is; not its secret, which nobody knows but she."""
    return CalendarLink.objects.filter(person=person).first()


def feed(token: str, *, at: dt.datetime) -> bytes | None:
    """The file behind a secret; None for any that opens nothing."""
    found = CalendarLink.objects.select_related("person").filter(digest=_digest(token)).first()
    if found is None or not found.person.is_active:
        return None
    person = found.person
    with translation.override(person.language):
        events = sorted([*_due(person, at), *_ends(person, at)], key=lambda event: event.day)
        return calendar(events, name=_("Training"), at=at)


def _due(person: User, at: dt.datetime) -> Iterator[Event]:
    rows = Assignment.objects.current().filter(
        person=person, clinic__in=_clinics(person), due_on__isnull=False
    )
    found = list(rows.select_related("person", "clinic", "module", "quiz__module"))
    done = assignments.finished(found, at=at)
    titles = assignments.quiz_titles(row.quiz_id for row in found if row.quiz_id)
    for row in found:
        if row.pk in done:
            continue
        if row.module:
            title, url = row.module.title, reverse("training:module-detail", args=[row.module.slug])
        else:
            title = titles.get(row.quiz_id, row.quiz.slug)
            url = reverse("quizzes:quiz-detail", args=[row.quiz.slug])
        words = _("Due: %(title)s") % {"title": title}
        yield Event(f"assignment-{row.pk}@milium", row.due_on, words, settings.SITE_URL + url)


def _ends(person: User, at: dt.datetime) -> Iterator[Event]:
    """The last day of each valid certificate, as it is where she is."""
    zone = zoneinfo.ZoneInfo(person.time_zone)
    rows = Certificate.objects.filter(person=person, clinic__in=_clinics(person))
    for row in certificates.with_history(rows):
        if certificates.state_of(row, at=at) not in VALID:
            continue
        words = _("Certificate ends: %(title)s") % {"title": row.revision.title}
        url = reverse("training:certificate-detail", args=[row.public_id])
        day = row.valid_until.astimezone(zone).date()
        yield Event(f"certificate-{row.pk}@milium", day, words, settings.SITE_URL + url)


def _clinics(person: User) -> object:
    return Membership.objects.current().filter(user=person).values("clinic")


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
