"""What is known of a clinic when rows of a file are judged: a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from training import people
from training.models import Clinic, Invitation, Membership, Team, User
from training.people import Role
from training.rules.people_rows import Known


def known(clinic: Clinic, by: User, *, at: dt.datetime) -> Known:
    """As it is now, and as far as whoever imports may know it: an account at a clinic that is not
    hers looks like none."""
    where = people.standing(user=by, clinic_id=str(clinic.public_id))
    may = people.grantable(where) if where.clinic == clinic else ()
    current = Membership.objects.current()
    here = current.filter(clinic=clinic)
    invited = Invitation.objects.standing().filter(clinic=clinic)
    return Known(
        here=frozenset(here.values_list("user__email", flat=True)),
        invited=frozenset(invited.values_list("email", flat=True)),
        accounts=frozenset(
            current.filter(clinic__in=_owned(by)).values_list("user__email", flat=True)
        ),
        mentors=_mentors(clinic),
        teams={one.name.casefold(): one.pk for one in Team.objects.filter(clinic=clinic)},
        grantable=frozenset(may),
    )


def _owned(by: User) -> list[int]:
    owned = Membership.objects.current().filter(user=by, role=Role.OWNER).select_related("clinic")
    mine = [one.clinic for one in owned]
    return [one.pk for one in (*mine, *people.branches_of(mine))]


def _mentors(clinic: Clinic) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = defaultdict(list)
    for one in people.mentors_of(clinic):
        for word in {one.email.casefold(), one.name.casefold()}:
            found[word].append(one.pk)
    return {word: tuple(ids) for word, ids in found.items()}
