"""What a page costs does not grow: the same queries for ten people and a thousand, for one fact of
each kind and many. Every page of the permission table, as each role that sees it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from quizzes import grants
from quizzes.models import Job
from training import assignments, invitations, people, scope, signoffs
from training.models import Clinic, Module, User

from .access import World, build
from .conftest import person
from .test_permissions import GET, TABLE
from .training import team_world

pytestmark = pytest.mark.django_db
VIEWERS = ("junior", "mentor", "owner")
PAGES = [
    (role, row) for row in TABLE if row[2] == GET for role in VIEWERS if row[4].get(role) == 200
]


def shown(world: World) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Every page: who looks, its address, and what is asked of it."""
    for role, (name, arguments, _, fields, _) in PAGES:
        yield role, reverse(name, args=arguments(world)), fields(world)
    ready = User.objects.get(name="First 0000").public_id
    asked = {"person": str(ready), "programme": "foundation"}
    yield "owner", reverse("training:certificate-issue"), asked
    hers = [world.users["junior"].public_id]
    yield "mentor", reverse("training:person-grant", args=hers), {"module": "milia-myths"}
    yield "owner", reverse("training:clinic-matrix"), {"show": "ready"}
    yield "owner", reverse("training:clinic-audit"), {"all": ""}
    for state in ("invited", "left"):
        yield "owner", reverse("training:clinic-people"), {"state": state}
    for role in ("mentor", "owner"):
        yield role, reverse("training:person-detail", args=[ready]), {}
        yield role, reverse("training:team-board"), {"sort": "need"}


def costs(world: World) -> dict[tuple[str, str, str], int]:
    """How many queries each page takes for each who sees it, once it is warm."""
    found = {}
    clients = {role: world.client(role) for role in VIEWERS}
    for role, url, asked in shown(world):
        clients[role].get(url, asked)
        with CaptureQueriesContext(connection) as queries:
            assert clients[role].get(url, asked).status_code == 200
        found[role, url, str(asked)] = len(queries)
    return found


def grow(world: World, people: int, times: int, prefix: str) -> None:
    """More juniors of the same mentor; more of everything that happens to Ines and to a clinic."""
    oda, ines, clinic = world.users["mentor"], world.users["junior"], world.clinic
    team = team_world.add_juniors(clinic, people, mentor=oda, prefix=prefix)
    for number in range(times):
        at = timezone.now() - dt.timedelta(minutes=90 - number)
        module = team_world.make_module(f"{prefix.lower()}-{number}", number=number + 50)
        team_world.ready(ines, module, clinic, at=at)
        team_world.ready(team[number], world.module, clinic, at=at)
        seen = team_world.observed(ines, module, clinic, by=oda, at=at)
        signoffs.sign_person(observation=seen, by=ines, at=at)
        hers = team_world.observed(team[number], world.module, clinic, by=oda, at=at)
        signoffs.sign_person(observation=hers, by=team[number], at=at)
        for quiz in (world.module, SimpleNamespace(quiz=world.ended.quiz)):
            team_world.sat(ines, quiz, clinic, at=at)
        assignments.assign(people=[ines], modules=[module], clinic=clinic, by=oda, at=at)
        _given(ines, module, clinic, by=oda, at=at)
        _asked(world, f"{prefix}{number}", at=at)
        words = scope.Words(title=f"Act {prefix} {number}")
        kept = {"space": clinic.space, "by": oda, "most_tries": 1, "run_after": at, "at": at}
        Job.objects.create(kind="some", key=f"{prefix} {number}", **kept)
        scope.add(clinic=clinic, words=words, checked_on=None, by=world.users["owner"], at=at)
    cache.clear()


def _given(person: User, module: Module, clinic: Clinic, *, by: User, at: dt.datetime) -> None:
    given = {"reason": "r", "by": by, "at": at}
    place = {"user": person, "quiz": module.quiz, "space": clinic.space}
    grants.give(**place, attempts=1, minutes=5, **given)
    grants.accommodate(user=person, factor=Decimal("1.5"), space=clinic.space, **given)


def _asked(world: World, name: str, *, at: dt.datetime) -> None:
    """Somebody more is invited, stands in the file, in a team, has gone."""
    clinic, owner = world.clinic, world.users["owner"]
    team = people.found_team(clinic=clinic, name=name, by=owner, at=at)
    wish = invitations.Wish(f"{name}@asked.test", mentor=world.users["mentor"], team=team)
    invitations.invite(clinic=clinic, wish=wish, by=owner, at=at)
    person(f"Gone {name}", clinic, "junior", ended_at=at)
    rows = {"fate": "new", "email": wish.email, "name": name, "roles": "", "mentor": "", "team": ""}
    line = world.batch.rows.count() + 2
    world.batch.rows.create(line=line, job="", **rows)


def test_every_page_takes_the_same_queries_for_ten_people_and_a_thousand() -> None:
    world = build()
    grow(world, 10, 3, "First")
    few = costs(world)
    grow(world, 990, 9, "More")
    many = costs(world)
    assert {page: (few[page], many[page]) for page in few if few[page] != many[page]} == {}
