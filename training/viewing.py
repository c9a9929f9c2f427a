"""Looking at the pages as somebody else sees them: an owner, for half an hour, reading only.

It is no way to anybody's answers: pages that show what somebody answered open only for whoever may
read that anyway, and no page of an attempt does. It is bound to the clinic it was begun in, because
a person in two clinics is two stories. Nothing can be sent, so nothing of hers is used up; begin
and end are on record. Whether it may go on is asked again at every request.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db import transaction

from quizzes import permissions as quiz_acts
from training import audit, people, staff
from training.models import Clinic, User
from training.people import Standing
from training.permissions import Place

LIFE = dt.timedelta(minutes=30)
KEY = "viewing"  # in the session of whoever looks: what `begin` answered
# The addresses that may be looked at, by name. What is not here is closed, whatever is added later.
OPEN = frozenset(
    {
        "training:home",
        "training:learn-home",
        "training:module-detail",
        "training:module-print",
        "training:claim-detail",
        "training:search",
        "training:glossary-list",
        "training:source-list",
        "training:team-board",
        "training:scope-table",
        "training:rule-list",
        "training:certificate-list",
        "training:logo",
        "training:colour-sheet",
        "quizzes:quiz-detail",
        "quizzes:practice-list",
        "quizzes:picture",
    }
)
ANSWERS = frozenset({"training:lesson-detail"})  # with what she answered in it


class NotViewable(Exception):
    """Nobody looks as herself, as an owner or above, or as somebody who is not here."""


@dataclass(frozen=True, slots=True)
class Viewing:
    """`by` looks, as `person`. `standing` is the person's, in this one clinic."""

    by: User
    person: User
    standing: Standing
    until: dt.datetime
    answers: bool

    @property
    def clinic(self) -> Clinic:
        return self.standing.clinic

    def opens(self, name: str) -> bool:
        """Whether the page of that name may be looked at."""
        return name in OPEN or (self.answers and name in ANSWERS)


@transaction.atomic
def begin(*, standing: Standing, person: User, at: dt.datetime) -> dict[str, object]:
    """Begin; what is to be kept in her session. Raises NotViewable."""
    if not _may(standing, person):
        raise NotViewable
    clinic, by = standing.clinic, standing.user
    audit.append(clinic=clinic, actor=by, action="view.begun", subject=person, obj=person, at=at)
    kept = {"by": by.pk, "person": person.pk, "clinic": str(clinic.public_id)}
    return kept | {"until": (at + LIFE).isoformat()}


def resume(*, kept: Mapping[str, object], by: User, at: dt.datetime) -> Viewing | None:
    """As it stands at this moment; None when its time is over or it may be no longer."""
    until = dt.datetime.fromisoformat(str(kept["until"]))
    person = User.objects.filter(pk=kept["person"], is_active=True).first()
    if person is None or kept["by"] != by.pk or at >= until:
        return None
    clinic_id = str(kept["clinic"])
    standing = people.standing(user=by, clinic_id=clinic_id)
    theirs = people.standing(user=person, clinic_id=clinic_id)
    if str(getattr(standing.clinic, "public_id", "")) != clinic_id:
        return None
    if theirs.clinic != standing.clinic or not _may(standing, person):
        return None
    here = replace(theirs, clinics=(theirs.clinic,))
    reads = by.has_perm(quiz_acts.VIEW_ATTEMPT, Place(person, theirs.clinic))
    return Viewing(by, person, here, until, reads)


def end(*, kept: Mapping[str, object], by: User, why: str, at: dt.datetime) -> User | None:
    """It is over; `why`: "button", "time", "sign_out". As whom she looked, if there is such a
    person."""
    person = User.objects.filter(pk=kept["person"]).first()
    clinic = Clinic.objects.filter(public_id=kept["clinic"]).first()
    if person is not None and clinic is not None:
        audit.append(
            clinic=clinic,
            actor=by,
            action="view.ended",
            subject=person,
            obj=person,
            data={"why": why},
            at=at,
        )
    return person


def _may(standing: Standing, person: User) -> bool:
    held = people.held_by(person, standing.clinic) if standing.clinic else []
    return staff.may_view_as(standing, person, tuple(held))
