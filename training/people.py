"""Who is what where: founding clinics, joining and leaving, and where somebody stands now."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from dataclasses import dataclass, field
from functools import cache

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from quizzes.models import Space

from . import audit
from .models import Clinic, Membership, User

Role = Membership.Role


@dataclass(frozen=True, slots=True)
class Standing:
    """One person in the clinic she works in now. `roles` include what a parent clinic gives her."""

    user: User
    clinic: Clinic | None = None
    roles: frozenset[str] = frozenset()
    job: str = ""
    clinics: tuple[Clinic, ...] = field(default=())

    @property
    def space(self) -> Space | None:
        return self.clinic.space if self.clinic else None

    def has(self, *roles: str) -> bool:
        return not self.roles.isdisjoint(roles)


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
    clinic.save()
    audit.found_chain(clinic)
    audit.append(clinic=clinic, actor=by, action="clinic.founded", obj=clinic, at=at)
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
    if mentor and not _is(mentor, clinic, Role.MENTOR):
        raise ValidationError(_("Choose a mentor who works at %(clinic)s.") % {"clinic": clinic})
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


def branches_of(clinics: list[Clinic]) -> list[Clinic]:
    """These clinics' branches, theirs too, each once; a query per level of the chain."""
    found: dict[int, Clinic] = {}
    level = [clinic.pk for clinic in clinics]
    while level:
        below = Clinic.objects.filter(parent__in=level).exclude(pk__in=found)
        fresh = list(below.select_related("space").order_by("name"))
        found.update((clinic.pk, clinic) for clinic in fresh)
        level = [clinic.pk for clinic in fresh]
    return list(found.values())


def standing(*, user: User, clinic_id: str | None = None) -> Standing:
    """Where she stands: in the clinic named if she belongs there, else in her first one."""
    held = _held(user)
    owned = [m.clinic for m in held if m.role == Role.OWNER]
    clinics = {m.clinic_id: m.clinic for m in held}
    inherited = {clinic.pk: clinic for clinic in branches_of(owned)} if owned else {}
    clinics = {**inherited, **clinics}
    if not clinics:
        return Standing(user=user)
    first = held[0].clinic
    clinic = next((c for c in clinics.values() if str(c.public_id) == clinic_id), first)
    here = [m for m in held if m.clinic_id == clinic.pk]
    roles = {m.role for m in here} | ({Role.OWNER.value} if clinic.pk in inherited else set())
    job = next((m.job for m in here if m.job), "")
    ordered = tuple(sorted(clinics.values(), key=lambda c: c.name))
    return Standing(user=user, clinic=clinic, roles=frozenset(roles), job=job, clinics=ordered)


def day_at(clinic: Clinic, at: dt.datetime) -> dt.date:
    """Which day it is where the clinic is."""
    return at.astimezone(zoneinfo.ZoneInfo(clinic.time_zone)).date()


def _held(user: User) -> list[Membership]:
    """Her roles, by the name of the clinic. Every page of every person asks this, so it asks for
    no more than it needs: whether she is active she knows herself, and a handful sorts here."""
    if not user.is_active:
        return []
    return sorted(_current().filter(user=user), key=lambda m: (m.clinic.name, m.pk))


@cache
def _current() -> QuerySet[Membership]:
    """Roles that have not ended, with their clinics; its joins are worked out once."""
    return Membership.objects.filter(ended_at__isnull=True).select_related("clinic__space")


def _is(user: User, clinic: Clinic, role: str) -> bool:
    return Membership.objects.current().filter(user=user, clinic=clinic, role=role).exists()
