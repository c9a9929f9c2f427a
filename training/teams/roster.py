"""Which people a board looks at, picked in two queries whatever the size of the team."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import DateTimeField, Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from quizzes.models import Attempt, Result
from training.models import (
    Assignment,
    Clinic,
    LessonRead,
    Membership,
    User,
)

PAGE_ROWS = 50
SCAN = 500  # people looked at when the board is filtered by state or sorted by need
WINDOW = 500  # newest results and assignments that are looked at for signs of need
CANDIDATES = 10  # people from outside the page that each sign of need may add
# The quizzes that count: of a module, or its must-not-miss questions alone.
COUNTING = Q(quiz__module__isnull=False) | Q(quiz__red_flags_of__isnull=False)


@dataclass(frozen=True, slots=True)
class Roster:
    """`people` are in order; `others` were fetched only because they may need somebody today.
    `has_more` = there are people after these."""

    people: tuple[User, ...]
    others: tuple[User, ...]
    has_more: bool


def named(people: QuerySet[User], q: str) -> QuerySet[User]:
    """Those whose name holds every word of `q`."""
    for word in q.split():
        people = people.filter(name__icontains=word)
    return people.order_by("name", "pk")


def pick(
    people: QuerySet[User], clinic: Clinic, *, start: int, count: int, candidates: Q | None
) -> Roster:
    """`count` people from `start`, and those who fit `candidates`; each with job and last sign."""
    ids = list(people.values_list("pk", flat=True)[start : start + count + 1])
    kept, has_more = ids[:count], len(ids) > count
    wanted = Q(pk__in=kept)
    if candidates is not None and has_more:  # a team of one page has nobody else
        # Flat on purpose: each side of the OR is a look by primary key, and whether a candidate is
        # in sight at all is asked of the few rows found, not of everybody.
        wanted |= candidates
    signed = with_signs(people.filter(wanted).order_by(), clinic)
    found = {person.pk: person for person in signed}
    mine = tuple(found.pop(pk) for pk in kept if pk in found)
    return Roster(people=mine, others=tuple(found.values()), has_more=has_more)


def with_signs(people: QuerySet[User], clinic: Clinic) -> QuerySet[User]:
    """Each with `job`, `since`, `read_at` and `tried_at` at this clinic."""
    found = people.annotate(**_signs(clinic.pk, clinic.space_id))
    return found.only("pk", "public_id", "name", "email", "time_zone")


@lru_cache(maxsize=64)
def _signs(clinic: int, space: int) -> Mapping[str, Subquery]:
    """What `with_signs` adds, put together once a clinic: it costs more than to ask for it."""
    here = Membership.objects.filter(clinic=clinic, user=OuterRef("pk"), ended_at__isnull=True)
    reads = LessonRead.objects.filter(clinic=clinic, user=OuterRef("pk")).order_by()
    # The space is asked inside the aggregate: as a condition it would tempt SQLite to walk through
    # all attempts of the clinic for each person, instead of the few of hers.
    tries = Attempt.objects.filter(user=OuterRef("pk")).order_by()
    last = Max(Coalesce("submitted_at", "started_at"), filter=Q(space=space))
    return {
        "job": Subquery(here.order_by("role").values("job")[:1]),
        "since": Subquery(here.order_by("role").values("started_at")[:1]),
        "read_at": _newest(reads.values("user").annotate(last=Max("at"))),
        "tried_at": _newest(tries.values("user").annotate(last=last)),
    }


def last_sign(person: User) -> dt.datetime | None:
    """When she last read or answered something here; for people from `with_signs`."""
    return max((when for when in (person.read_at, person.tried_at) if when), default=None)


def day_in(zone: str, moment: dt.datetime | None) -> dt.date | None:
    return moment.astimezone(zoneinfo.ZoneInfo(zone)).date() if moment else None


def likely_needy(clinic: Clinic, at: dt.datetime) -> Q:
    """The newest signs of need in a large team: a bounded look, so that the page's cost does not
    grow with the team. Whether somebody does need help is decided by rule afterwards."""
    return _needy(clinic.pk, clinic.space_id, at.date() + dt.timedelta(days=7))


@lru_cache(maxsize=64)
def _needy(clinic: int, space: int, soon: dt.date) -> Q:
    newest = Result.objects.filter(space=space).order_by("-pk").values("pk")[:WINDOW]
    again = COUNTING & Q(passed=False, attempt__number__gt=1)
    unsafe = COUNTING & Q(passed=False, must_not_miss_right=False)
    skilled = Q(passed=True, quiz__module__signoff__isnull=False)
    # those who did not pass come first: False sorts before True
    tried = Result.objects.filter(again | unsafe | skilled, pk__in=newest).order_by("passed", "-pk")
    due = _due(clinic, space, soon)
    return Q(pk__in=tried.values("user")[:CANDIDATES]) | Q(pk__in=due.values("person")[:CANDIDATES])


def _due(clinic: int, space: int, soon: dt.date) -> QuerySet[Assignment]:
    """The newest assignments that are due, or will be until then, with the quiz not passed."""
    newest = Assignment.objects.filter(clinic=clinic).order_by("-pk").values("pk")[:WINDOW]
    passed = Result.objects.standing().filter(
        space=space,
        passed=True,
        user=OuterRef("person"),
        quiz=Coalesce(OuterRef("quiz"), OuterRef("module__quiz")),
    )
    due = Assignment.objects.current().filter(pk__in=newest, due_on__lte=soon)
    return due.filter(~Exists(passed)).order_by("-pk")


def _newest(grouped: QuerySet) -> Subquery:
    return Subquery(grouped.values("last"), output_field=DateTimeField())
