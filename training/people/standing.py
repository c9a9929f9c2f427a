"""Where somebody stands now: her roles in the clinic she works in, a parent's included."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from dataclasses import dataclass, field
from functools import cache

from django.db.models import QuerySet

from quizzes.models import Space
from training.models import Clinic, Membership, User

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
