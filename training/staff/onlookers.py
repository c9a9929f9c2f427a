"""Who can see what of a person, so that it can be said in words.

Asked of the same rules that decide it (`permissions.readers_of` is `scope_of` the other way round);
nothing is listed here that they would refuse, and nobody is left out.
"""

from __future__ import annotations

from dataclasses import dataclass

from training import permissions
from training.models import Clinic, User


@dataclass(frozen=True, slots=True)
class Watcher:
    """Somebody who sees her results and certificates; `through` is the clinic higher up the chain
    that gives her the sight, None where it is this one."""

    person: User
    through: Clinic | None = None


@dataclass(frozen=True, slots=True)
class Onlookers:
    answers: tuple[User, ...]
    results: tuple[Watcher, ...]


def onlookers(person: User, clinic: Clinic) -> Onlookers:
    """Besides herself: who reads what she answered, who sees results, progress and certificates."""
    readers = tuple(permissions.readers_of(person, clinic).order_by("name", "pk"))
    seen = {one.pk: Watcher(one) for one in readers}
    owners = sorted(permissions.owners_over(clinic), key=lambda one: one.clinic_id != clinic.pk)
    for held in owners:  # her own role here first: it is the shorter explanation
        through = None if held.clinic_id == clinic.pk else held.clinic
        seen.setdefault(held.user_id, Watcher(held.user, through))
    seen.pop(person.pk, None)
    return Onlookers(readers, tuple(sorted(seen.values(), key=lambda one: str(one.person))))
