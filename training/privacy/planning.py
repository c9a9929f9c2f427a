"""The dry run of an erasure: what would go, what would stay, and why. Nothing is changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from quizzes.privacy import Fate, Holding, held
from training import people
from training.models import Certificate, Clinic, Membership, User

from .register import HOLDINGS
from .sessions import sessions_of


class Refused(Exception):
    """An erasure that cannot be; `code` says why: erased, last_owner, oneself, certificates,
    reason. `clinics` are those that would have no owner."""

    def __init__(self, code: str, clinics: tuple[Clinic, ...] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.clinics = clinics


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of thing: how many rows about her, and how many that she made for others."""

    holding: Holding
    about: int
    did: int


@dataclass(frozen=True, slots=True)
class Plan:
    """`works_at` are the clinics whose roles end; `certificates` asks for a decision."""

    person: User
    lines: tuple[Line, ...]
    works_at: tuple[Clinic, ...]
    certificates: int
    orphaned: tuple[Clinic, ...]
    is_erased: bool

    def of(self, fate: Fate) -> list[Line]:
        """The lines that meet this fate, and have any rows about her."""
        return [line for line in self.lines if line.holding.fate is fate and line.about]

    @property
    def done(self) -> list[Line]:
        """What she did for others: it stays, without her name."""
        return [line for line in self.lines if line.did]

    @property
    def counts(self) -> Mapping[str, int]:
        return {line.holding.model: line.about for line in self.lines if line.about}


def plan(person: User) -> Plan:
    """What an erasure would come to now."""
    works_at = clinics_of(person, current=True)
    return Plan(
        person=person,
        lines=tuple(_line(holding, person) for holding in HOLDINGS),
        works_at=works_at,
        certificates=Certificate.objects.filter(person=person).count(),
        orphaned=tuple(one for one in works_at if _would_be_orphaned(one, person)),
        is_erased=hasattr(person, "erasure"),
    )


def owns_all(standing: people.Standing, person: User) -> bool:
    """Whether every clinic that ever knew her is one that whoever stands there owns: nobody may
    erase what is another clinic's to keep."""
    owned = Membership.objects.current().filter(user=standing.user, role=people.Role.OWNER)
    mine = [one.clinic for one in owned.select_related("clinic")]
    reached = {one.pk for one in (*mine, *people.branches_of(mine))}
    return {one.pk for one in clinics_of(person)} <= reached


def clinics_of(person: User, *, current: bool = False) -> tuple[Clinic, ...]:
    """Where she is or ever was, by name."""
    hers = Membership.objects.filter(user=person, clinic=OuterRef("pk"))
    if current:
        hers = hers.filter(ended_at__isnull=True)
    found = Clinic.objects.filter(Exists(hers)).select_related("space", "parent")
    return tuple(found.order_by("name", "pk"))


def _line(holding: Holding, person: User) -> Line:
    if holding.model == "sessions.Session":
        return Line(holding, len(sessions_of(person)), 0)
    did = held(holding, person, did=True).count()
    return Line(holding, held(holding, person).count(), did)


def _would_be_orphaned(clinic: Clinic, person: User) -> bool:
    owns = Membership.objects.current().filter(clinic=clinic, user=person, role=people.Role.OWNER)
    if not owns.exists():
        return False
    try:
        people.must_keep_an_owner(clinic, without=person)
    except people.LastOwner:
        return True
    return False
