"""Changing what somebody is in a clinic: several roles at once, and who mentors her."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from training import audit
from training.models import Clinic, Membership, User
from training.rules import roles as rules

from .joining import join, leave, must_mentor
from .standing import Role, Standing, standing


class NotYours(Exception):
    """A role that whoever asks may neither give nor take."""


class NotOneself(Exception):
    """Nobody changes her own roles, nor ends her own time at a clinic: a second owner does."""


class LastOwner(Exception):
    """The clinic would have no owner any more."""


class HandOverFirst(Exception):
    """She still mentors people here: somebody has to take them over first."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


class Grown(Exception):
    """What was shown is no longer so: a mentee has come meanwhile."""


def grantable(held: Standing) -> tuple[str, ...]:
    """The roles she may give and take where she stands."""
    return rules.grantable(held.roles)


def mentors_of(clinic: Clinic) -> QuerySet[User]:
    """Who mentors here now, by name."""
    here = Membership.objects.current().filter(clinic=clinic, role=Role.MENTOR)
    return User.objects.filter(pk__in=here.values("user")).order_by("name", "pk")


@transaction.atomic
def set_roles(
    *,
    person: User,
    clinic: Clinic,
    roles: Collection[str],
    mentor: User | None = None,
    job: str = "",
    by: User,
    at: dt.datetime,
) -> rules.Change:
    """Let her be exactly this here from now on. Raises ValidationError for what a form can put
    right, NotOneself, NotYours, LastOwner, HandOverFirst."""
    lock(clinic)
    if not roles:
        raise ValidationError(
            _("Choose at least one role. To end all of them, record that this person leaves.")
        )
    held = {one.role: one for one in held_by(person, clinic)}
    change = rules.change(held, set(roles))
    must_be_allowed(by, person, clinic, change.touched)
    if Role.OWNER in change.end:
        must_keep_an_owner(clinic, without=person)
    if Role.MENTOR in change.end:
        must_mentor_nobody(person, clinic)
    for role in change.end:
        leave(membership=held[role], by=by, at=at)
    learns = mentor if Role.JUNIOR in roles else None
    for role in change.begin:
        whose = learns if role == Role.JUNIOR else None
        join(user=person, clinic=clinic, role=role, mentor=whose, job=job, by=by, at=at)
    if Role.JUNIOR in held and Role.JUNIOR in roles:
        set_mentor(membership=held[Role.JUNIOR], mentor=learns, by=by, at=at)
    _set_job(person, clinic, job)
    return change


def set_mentor(
    *, membership: Membership, mentor: User | None, by: User | None, at: dt.datetime
) -> bool:
    """Another mentor for a learner, or any mentor of the clinic; False where it was so already."""
    if membership.mentor_id == (mentor.pk if mentor else None):
        return False
    must_mentor(mentor, membership.clinic, whom=membership.user)
    before, membership.mentor = membership.mentor_id, mentor
    membership.save(update_fields=["mentor"])
    audit.append(
        clinic=membership.clinic,
        actor=by,
        action="membership.mentored",
        subject=membership.user,
        obj=membership,
        data={"before": before, "mentor": mentor.pk if mentor else None},
        at=at,
    )
    return True


def lock(clinic: Clinic) -> None:
    """Changes of who is what in a clinic happen one after another: two owners who end each other's
    role at the same moment would leave it without any."""
    Clinic.objects.select_for_update(of=("self",)).get(pk=clinic.pk)


def held_by(person: User, clinic: Clinic) -> list[Membership]:
    """Her roles here that have not ended, whether or not her account is open."""
    rows = Membership.objects.filter(user=person, clinic=clinic, ended_at__isnull=True)
    return list(rows.select_related("clinic", "user", "mentor"))


def must_be_allowed(by: User, person: User, clinic: Clinic, touched: Collection[str]) -> None:
    """Raises NotOneself or NotYours, from what she is at this moment."""
    if by == person:
        raise NotOneself
    where = standing(user=by, clinic_id=str(clinic.public_id))
    may = set(grantable(where)) if where.clinic == clinic else set()
    if not may or not set(touched) <= may:
        raise NotYours


def must_keep_an_owner(clinic: Clinic, *, without: User) -> None:
    """Raises LastOwner unless somebody else owns it, here or higher up the chain."""
    above, level = [clinic.pk], clinic.parent_id
    while level is not None:
        above.append(level)
        level = Clinic.objects.values_list("parent", flat=True).get(pk=level)
    others = Membership.objects.current().filter(clinic__in=above, role=Role.OWNER)
    if not others.exclude(user=without).exists():
        raise LastOwner


def must_mentor_nobody(person: User, clinic: Clinic) -> None:
    """Raises HandOverFirst while somebody here has her as mentor."""
    count = Membership.objects.current().filter(clinic=clinic, mentor=person).count()
    if count:
        raise HandOverFirst(count)


def _set_job(person: User, clinic: Clinic, job: str) -> None:
    rows = Membership.objects.filter(user=person, clinic=clinic, ended_at__isnull=True)
    rows.exclude(job=job).update(job=job)
