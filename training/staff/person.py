"""What an owner sees and may change of one person."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from quizzes import contests
from quizzes.models import Result
from training import people, permissions, signoffs
from training.models import Clinic, Membership, Team, User
from training.people import Charge, Standing

from .onlookers import Onlookers, onlookers


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for her as a mentor: contested marks and written answers of her mentees, which go
    with the person; observations she has begun and not signed, which nobody else can sign."""

    contests: int = 0
    answers: int = 0
    drafts: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """`held` are the roles she has here now, `former` those that ended, newest first. `also_at` are
    her other clinics that the viewer owns too."""

    person: User
    held: tuple[Membership, ...]
    former: tuple[Membership, ...]
    teams: tuple[Team, ...]
    charges: tuple[Charge, ...]
    waiting: Waiting
    onlookers: Onlookers
    also_at: tuple[Clinic, ...]
    may_change: bool
    may_view_as: bool

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(one.role for one in self.held)

    @property
    def learner(self) -> Membership | None:
        return next((one for one in self.held if one.role == people.Role.JUNIOR), None)

    @property
    def is_here(self) -> bool:
        return bool(self.held) and self.person.is_active

    @property
    def job(self) -> str:
        return next((one.job for one in (*self.held, *self.former) if one.job), "")


def known(clinic: Clinic) -> QuerySet[User]:
    """Everybody who works here or ever did."""
    ever = Membership.objects.filter(clinic=clinic, user=OuterRef("pk"))
    return User.objects.filter(Exists(ever))


def page(*, standing: Standing, person: User, at: dt.datetime) -> Page:
    """One person of the clinic the viewer owns; the caller knows that she is or was there."""
    clinic = standing.clinic
    rows = person.memberships.filter(clinic=clinic).select_related("mentor", "clinic", "user")
    rows = list(rows.order_by("-started_at", "-pk"))
    held = tuple(one for one in reversed(rows) if one.ended_at is None)
    return Page(
        person=person,
        held=held,
        former=tuple(one for one in rows if one.ended_at is not None),
        teams=tuple(Team.objects.filter(clinic=clinic, places__person=person).order_by("name")),
        charges=tuple(people.charges_of(person, clinic)),
        waiting=_waiting(person, clinic, at),
        onlookers=onlookers(person, clinic),
        also_at=_also_at(standing, person),
        may_change=person != standing.user and permissions.may(standing, permissions.CHANGE_ROLES),
        may_view_as=may_view_as(standing, person, held),
    )


def _waiting(person: User, clinic: Clinic, at: dt.datetime) -> Waiting:
    """Three counts, whatever she mentors."""
    hers = Membership.objects.current().filter(mentor=person, clinic=clinic).values("user")
    results = Result.objects.standing().filter(space=clinic.space_id, score__isnull=True)
    contested = contests.waiting(space=clinic.space).filter(user__in=hers)
    drafts = signoffs.drafts(observer=person, clinic=clinic, at=at)
    return Waiting(contested.count(), results.filter(user__in=hers).count(), drafts.count())


def may_view_as(standing: Standing, person: User, held: tuple[Membership, ...]) -> bool:
    """Whether she may look at the pages as this person sees them: not as an owner, nor as whoever
    owns the chain or runs the site."""
    if person == standing.user or not held or not person.is_active or person.is_superuser:
        return False
    if not permissions.may(standing, permissions.VIEW_AS):
        return False
    return not permissions.owners_over(standing.clinic).filter(user=person).exists()


def _also_at(standing: Standing, person: User) -> tuple[Clinic, ...]:
    """Her other clinics, as far as the viewer owns them: a stranger's clinic is not named."""
    owned = standing.user.memberships.filter(role=people.Role.OWNER, ended_at__isnull=True)
    mine = [one.clinic for one in owned.select_related("clinic")]
    sight = {one.pk for one in (*mine, *people.branches_of(mine))} - {standing.clinic.pk}
    hers = Membership.objects.current().filter(user=person, clinic__in=sight)
    return tuple(Clinic.objects.filter(pk__in=hers.values("clinic")).order_by("name"))
