"""Leaving a clinic and coming back; handing over the people one mentors.

Who leaves keeps her certificates and her history stays. Her roles here end, so that the next
request finds nothing; where they were her last anywhere, her account is closed and she is signed
out everywhere. An attempt that runs here takes nothing more, and is ended as it stands.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from quizzes import attempts
from training import audit
from training.models import Clinic, Membership, User

from .groups import set_teams
from .joining import join, leave
from .roles import (
    Grown,
    held_by,
    lock,
    must_be_allowed,
    must_keep_an_owner,
    set_mentor,
)
from .standing import Role

Successors = Mapping[int, User | None]  # membership of a mentee -> her next mentor, None = any


@dataclass(frozen=True, slots=True)
class Charge:
    """Somebody a mentor looks after."""

    membership: Membership

    @property
    def person(self) -> User:
        return self.membership.user


def charges_of(mentor: User, clinic: Clinic) -> list[Charge]:
    """Whom she mentors at this clinic, by name."""
    rows = Membership.objects.current().filter(mentor=mentor, clinic=clinic)
    found = rows.select_related("user", "clinic").order_by("user__name", "pk")
    return [Charge(one) for one in found]


@transaction.atomic
def hand_over(
    *, mentor: User, clinic: Clinic, successors: Successors, by: User, at: dt.datetime
) -> int:
    """Give each person she mentors here to somebody else, all or none; how many there were. Raises
    Grown when somebody is not named, ValidationError for who mentors nobody here or leaves too."""
    lock(clinic)
    must_be_allowed(by, mentor, clinic, {Role.MENTOR})
    return _hand_over(mentor, clinic, successors, by, at)


@transaction.atomic
def depart(
    *, person: User, clinic: Clinic, successors: Successors, by: User, at: dt.datetime
) -> bool:
    """End everything she is here, her mentees handed over first; True when that closed her account.
    Raises NotOneself, NotYours, LastOwner, Grown, ValidationError."""
    lock(clinic)
    held = held_by(person, clinic)
    roles = {one.role for one in held}
    must_be_allowed(by, person, clinic, roles)
    if Role.OWNER in roles:
        must_keep_an_owner(clinic, without=person)
    _hand_over(person, clinic, successors, by, at)
    for membership in held:
        leave(membership=membership, by=by, at=at)
    set_teams(person=person, clinic=clinic, teams=(), by=by, at=at)
    attempts.cut_off(user=person, space=clinic.space, by=by, at=at)
    return _close(person, clinic, by, at)


@transaction.atomic
def end_everywhere(*, person: User, by: User | None, at: dt.datetime) -> int:
    """End everything she is, at every clinic, and what she sits there; any mentor has her
    mentees until an owner chooses. How many roles. Raises LastOwner."""
    mine = Clinic.objects.filter(memberships__user=person, memberships__ended_at__isnull=True)
    ended = 0
    for clinic in mine.select_related("space").distinct().order_by("pk"):
        lock(clinic)
        held = held_by(person, clinic)
        if Role.OWNER in {one.role for one in held}:
            must_keep_an_owner(clinic, without=person)
        for one in charges_of(person, clinic):
            set_mentor(membership=one.membership, mentor=None, by=by, at=at)
        for membership in held:
            leave(membership=membership, by=by, at=at)
        set_teams(person=person, clinic=clinic, teams=(), by=by, at=at)
        attempts.cut_off(user=person, space=clinic.space, by=by, at=at)
        ended += len(held)
    return ended


@transaction.atomic
def take_back(
    *,
    person: User,
    clinic: Clinic,
    roles: Collection[str],
    mentor: User | None,
    by: User,
    at: dt.datetime,
) -> None:
    """Somebody who left works here again: new roles, an open account, her history as it was. Raises
    ValidationError when she never was here or still is, NotOneself, NotYours."""
    lock(clinic)
    if held_by(person, clinic) or not person.memberships.filter(clinic=clinic).exists():
        raise ValidationError(_("Only somebody who has left can come back."))
    if not roles:
        raise ValidationError(_("Choose at least one role."))
    must_be_allowed(by, person, clinic, roles)
    if not person.is_active:
        User.objects.filter(pk=person.pk).update(is_active=True)
        person.is_active = True
        audit.append(
            clinic=clinic, actor=by, action="account.opened", subject=person, obj=person, at=at
        )
    for role in roles:
        whose = mentor if role == Role.JUNIOR else None
        join(user=person, clinic=clinic, role=role, mentor=whose, by=by, at=at)


def _hand_over(
    mentor: User, clinic: Clinic, successors: Successors, by: User, at: dt.datetime
) -> int:
    charges = charges_of(mentor, clinic)
    if any(one.membership.pk not in successors for one in charges):
        raise Grown
    for one in charges:
        heir = successors[one.membership.pk]
        if heir == mentor:
            raise ValidationError(_("Choose somebody else: this is the one who hands over."))
        set_mentor(membership=one.membership, mentor=heir, by=by, at=at)
    return len(charges)


def _close(person: User, clinic: Clinic, by: User, at: dt.datetime) -> bool:
    """Close the account of somebody who belongs nowhere any more; whoever runs the site keeps
    hers."""
    if person.is_staff or person.memberships.filter(ended_at__isnull=True).exists():
        return False
    User.objects.filter(pk=person.pk).update(is_active=False)
    person.is_active = False
    audit.append(
        clinic=clinic, actor=by, action="account.closed", subject=person, obj=person, at=at
    )
    for session in UserSession.objects.filter(user=person):
        session.end()
    return True
