"""The people of a clinic: who works here, is invited, has left; searched, filtered, paged.

A fixed number of queries, whatever the size of the clinic.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, TextField
from django.db.models.functions import Cast

from training.models import Clinic, Invitation, Membership, Team, TeamPlace, User

PAGE_ROWS = 50
HERE, INVITED, LEFT = "here", "invited", "left"
STATES = (HERE, INVITED, LEFT)


@dataclass(frozen=True, slots=True)
class Row:
    """One person; `roles` are those she has, or had when she has left."""

    person: User
    roles: tuple[Membership, ...]
    teams: tuple[Team, ...]

    @property
    def job(self) -> str:
        return next((one.job for one in self.roles if one.job), "")

    @property
    def learner(self) -> Membership | None:
        return next((one for one in self.roles if one.role == Membership.Role.JUNIOR), None)

    @property
    def since(self) -> object:
        return min(one.started_at for one in self.roles)

    @property
    def until(self) -> object:
        """When she left; None while an account that is closed still holds a role."""
        ends = [one.ended_at for one in self.roles]
        return max(ends) if all(ends) else None


@dataclass(frozen=True, slots=True)
class Listing:
    """`rows` are people; of the state "invited" there are none, and `invited` holds the page."""

    page: Page
    rows: tuple[Row, ...]
    invited: tuple[Invitation, ...]
    counts: Mapping[str, int]  # by state
    teams: tuple[Team, ...]


def clean_query(text: str) -> str:
    """What was typed into the search, as it is searched for."""
    return " ".join(text.replace("\x00", "").split())[:100]


def listing(
    *,
    clinic: Clinic,
    q: str = "",
    role: str = "",
    state: str = HERE,
    team: Team | None = None,
    number: object = 1,
) -> Listing:
    """One page of the people of this clinic, by name."""
    ever = Membership.objects.filter(clinic=clinic)
    now = ever.filter(ended_at__isnull=True, user__is_active=True)
    everybody = User.objects.filter(Exists(ever.filter(user=OuterRef("pk")))).annotate(
        is_here=Exists(now.filter(user=OuterRef("pk")))
    )
    asked = Invitation.objects.standing().filter(clinic=clinic)
    counted = everybody.aggregate(
        here=Count("pk", filter=Q(is_here=True)), left=Count("pk", filter=Q(is_here=False))
    )
    counted["invited"] = asked.count()
    teams = tuple(Team.objects.filter(clinic=clinic).order_by("name"))
    if state == INVITED:
        page = Paginator(_invited(asked, q, role, team), PAGE_ROWS).get_page(number)
        return Listing(page, (), tuple(page), counted, teams)
    held = ever if state == LEFT else now
    found = everybody.filter(is_here=state != LEFT)
    if role:
        found = found.filter(Exists(held.filter(user=OuterRef("pk"), role=role)))
    if team:
        found = found.filter(Exists(TeamPlace.objects.filter(team=team, person=OuterRef("pk"))))
    rows = _with_rows(_named(found, q), held, clinic)
    page = Paginator(rows, PAGE_ROWS).get_page(number)
    return Listing(page, tuple(_row(one) for one in page), (), counted, teams)


def _named(rows: QuerySet, q: str) -> QuerySet:
    """Those whose name or address holds every word of `q`."""
    for word in q.split():
        rows = rows.filter(Q(name__icontains=word) | Q(email__icontains=word))
    return rows


def _invited(
    rows: QuerySet[Invitation], q: str, role: str, team: Team | None
) -> QuerySet[Invitation]:
    """Newest first. A role is looked for in the text of the list it stands in: the few there are
    hold no other's name."""
    rows = rows.annotate(asked=Cast("roles", TextField())).filter(asked__contains=role)
    if team:
        rows = rows.filter(team=team)
    return _named(rows, q).select_related("mentor", "team", "by").order_by("-at", "-pk")


def _with_rows(
    people: QuerySet[User], held: QuerySet[Membership], clinic: Clinic
) -> QuerySet[User]:
    roles = held.select_related("mentor").order_by("started_at", "pk")
    places = TeamPlace.objects.filter(team__clinic=clinic).select_related("team")
    return people.order_by("name", "pk").prefetch_related(
        Prefetch("memberships", roles, to_attr="held_here"),
        Prefetch("team_places", places.order_by("team__name"), to_attr="placed_here"),
    )


def _row(person: User) -> Row:
    teams = tuple(place.team for place in person.placed_here)
    return Row(person, _newest(person.held_here), teams)


def _newest(rows: list[Membership]) -> tuple[Membership, ...]:
    """Each role once: of one that was held several times, the last time."""
    return tuple({one.role: one for one in rows}.values())
