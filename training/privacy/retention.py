"""What a clinic keeps no longer is forgotten every day: what was typed, invitations, copies.

What people typed stays while a certificate of theirs is valid, and for the months their clinic has
set after the last one ended, or after they typed it where that was later. Results, marks and
figures stay.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from django.db import models
from django.db.models import Exists, OuterRef, Q

from quizzes import jobs
from quizzes.privacy import Aging, forget_in_portions, old, rows_of
from training import audit, clinicsettings
from training.models import (
    Certificate,
    CertificateChange,
    Clinic,
    Invitation,
    PersonalCopy,
)
from training.rules.certification import add_months
from training.rules.settings import SETTINGS

from . import copies

Found = Mapping[str, models.QuerySet]
AGING = (
    Aging(
        "training.OccasionWords",
        "occasion__observation__clinic",
        "occasion__observation__person",
        "occasion__observation__started_at",
    ),
    Aging(
        "training.ObservedNote",
        "observed__observation__clinic",
        "observed__observation__person",
        "observed__at",
    ),
)


def prune(running: jobs.Running) -> dict[str, int]:
    """The daily job."""
    at = running.clock()
    total: dict[str, int] = {}
    for done, (model, count) in enumerate(forget_old(at=at), start=1):
        total[model] = total.get(model, 0) + count
        running.progress(done, done)
    return total


def forget_old(*, at: dt.datetime) -> Iterator[tuple[str, int]]:
    """Forget what is due, a few hundred rows at a time; (model, how many) as it goes on. Each
    clinic has on its record how much it was."""
    for clinic in Clinic.objects.select_related("space", "parent").order_by("pk"):
        counts: dict[str, int] = {}
        for model, rows in due(clinic, at=at).items():
            for count in forget_in_portions(rows):
                counts[model] = counts.get(model, 0) + count
                yield model, count
        if counts:
            said = {"action": "data.forgotten", "obj": clinic, "data": {"rows": counts}}
            audit.append(clinic=clinic, actor=None, **said, at=at)
    for model, rows in everywhere(at=at).items():
        if model == "training.PersonalCopy":
            if removed := copies.remove(rows):
                yield model, removed
        else:
            yield from ((model, count) for count in forget_in_portions(rows))


def due(clinic: Clinic, *, at: dt.datetime) -> Found:
    """By model, what this clinic keeps no longer."""
    values = clinicsettings.values(clinic)
    before = add_months(at, -values["keep_answers"])
    covered = _covered(clinic, before)
    typed = {one.model: rows_of(one, clinic.pk, before, covered) for one in AGING}
    return {
        **old(clinic.space, before=before, covered=covered),
        **typed,
        "training.Invitation": _over(
            Invitation.objects.filter(clinic=clinic), at, values["keep_invitations"]
        ),
    }


def everywhere(*, at: dt.datetime) -> Found:
    """What belongs to no clinic: copies of a week ago, and the first owner's invitation."""
    days = SETTINGS["keep_invitations"].default
    return {
        "training.PersonalCopy": PersonalCopy.objects.filter(at__lt=at - copies.LIFE),
        "training.Invitation": _over(Invitation.objects.filter(clinic=None), at, days),
    }


def _over(rows: models.QuerySet, at: dt.datetime, days: int) -> models.QuerySet:
    """Used, withdrawn or too old for so many days."""
    before = at - dt.timedelta(days=days)
    used, gone = Q(used_at__lt=before), Q(withdrawn_at__lt=before)
    return rows.filter(used | gone | Q(expires_at__lt=before))


def _covered(clinic: Clinic, before: dt.datetime) -> models.QuerySet:
    """Whose certificate here was still valid at that moment, or is now."""
    revoked = CertificateChange.objects.filter(
        certificate=OuterRef("pk"), kind=CertificateChange.Kind.REVOKED, at__lt=before
    )
    rows = Certificate.objects.filter(clinic=clinic, valid_until__gte=before)
    return rows.exclude(Exists(revoked)).values("person")
