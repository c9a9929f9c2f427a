"""Founding a clinic, getting an account, taking and ending one role."""

from __future__ import annotations

import datetime as dt

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from quizzes.formats.digests import digest_text
from quizzes.models import Space
from training import audit
from training.models import Clinic, Membership, User

from .standing import Role


@transaction.atomic
def found_clinic(
    *,
    name: str,
    time_zone: str = "UTC",
    parent: Clinic | None = None,
    is_demo: bool = False,
    by: User | None,
    at: dt.datetime,
) -> Clinic:
    """A clinic with the space that owns its attempts and its own audit chain."""
    clinic = Clinic(name=name, time_zone=time_zone, parent=parent, is_demo=is_demo)
    clinic.full_clean(exclude=["space"])
    clinic.space = Space.objects.create(name=name)
    clinic.colour = parent.colour if parent else ""
    clinic.save()
    audit.found_chain(clinic)
    audit.append(clinic=clinic, actor=by, action="clinic.founded", obj=clinic, at=at)
    return clinic


@transaction.atomic
def describe(*, clinic: Clinic, name: str, time_zone: str, by: User, at: dt.datetime) -> Clinic:
    """Change a clinic's name and time zone. Raises ValidationError."""
    clinic = Clinic.objects.select_for_update().get(pk=clinic.pk)
    clinic.name, clinic.time_zone = name, time_zone
    clinic.full_clean(exclude=["space"])
    clinic.save(update_fields=["name", "time_zone"])
    data = {"name": digest_text(name), "time_zone": time_zone}
    audit.append(
        clinic=clinic, actor=by, action="clinic.described", obj=clinic, data=data, text=name, at=at
    )
    return clinic


@transaction.atomic
def enrol(*, email: str, name: str, password: str | None = None, time_zone: str = "UTC") -> User:
    """A person with an address the clinic vouches for. Raises ValidationError for a bad address or
    one somebody has already. Without a password she sets hers by the reset link."""
    user = User(email=email.strip().lower(), name=name, time_zone=time_zone)
    user.set_password(password)
    user.full_clean()
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@transaction.atomic
def join(
    *,
    user: User,
    clinic: Clinic,
    role: str,
    mentor: User | None = None,
    job: str = "",
    by: User | None,
    at: dt.datetime,
) -> Membership:
    """Give a person a role in a clinic. Raises ValidationError when she has it already, or when
    the mentor named is not a mentor there."""
    must_mentor(mentor, clinic, whom=user)
    membership = Membership(
        user=user, clinic=clinic, role=role, mentor=mentor, job=job, started_at=at
    )
    membership.full_clean()
    membership.save()
    audit.append(
        clinic=clinic,
        actor=by,
        action="membership.started",
        subject=user,
        obj=membership,
        data={"role": role, "mentor": mentor.pk if mentor else None},
        at=at,
    )
    return membership


@transaction.atomic
def leave(*, membership: Membership, by: User | None, at: dt.datetime) -> Membership:
    """End a role. History and certificates stay; access ends at the next request."""
    membership = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    if membership.ended_at is None:
        membership.ended_at = at
        membership.save(update_fields=["ended_at"])
        audit.append(
            clinic=membership.clinic,
            actor=by,
            action="membership.ended",
            subject=membership.user,
            obj=membership,
            data={"role": membership.role},
            at=at,
        )
    return membership


def must_mentor(mentor: User | None, clinic: Clinic, *, whom: User) -> None:
    """Raises ValidationError unless it is somebody else who mentors there; nobody is fine too."""
    if mentor is None:
        return
    held = Membership.objects.current().filter(user=mentor, clinic=clinic, role=Role.MENTOR)
    if mentor == whom or not held.exists():
        raise ValidationError(_("Choose a mentor who works at %(clinic)s.") % {"clinic": clinic})
