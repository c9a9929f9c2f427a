"""A quarter of a clinic, day by day: every message counted. None twice, none after the fact, none
missing."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from django.core import mail

from tests.conftest import person
from training import assignments, people
from training.models import Certificate, Clinic, Module, Notice, User
from training.rules.mailing import Way
from training.rules.notices import Kind

from . import team_world as world
from .posting import DAY, HOUR, choose, decide, send
from .test_certificates import certify, make_programme, observe

pytestmark = pytest.mark.django_db
MONDAY = dt.datetime(2026, 9, 28, 9, 0, tzinfo=dt.UTC)
WEEKS = 13


@dataclass
class Quarter:
    """The clinic, and what has to happen on which day of it."""

    clinic: Clinic
    mentor: User
    owner: User
    modules: list[Module]
    juniors: list[User]
    acts: dict[int, list[Callable[[dt.datetime], object]]] = field(default_factory=dict)

    def on(self, day: int, act: Callable[[dt.datetime], object]) -> None:
        self.acts.setdefault(day, []).append(act)

    def assign(self, who: int, module: int, day: int, due: int) -> None:
        self.on(
            day,
            lambda at: assignments.assign(
                people=[self.juniors[who]],
                modules=[self.modules[module]],
                clinic=self.clinic,
                due_on=(MONDAY + due * DAY).date(),
                by=self.mentor,
                at=at,
            ),
        )

    def finish(self, who: int, module: int, day: int) -> None:
        """Everything read and passed; there is no sign-off."""
        given = (self.juniors[who], self.modules[module], self.clinic)
        self.on(day, lambda at: world.ready(*given, at=at))

    def withdraw(self, who: int, day: int) -> None:
        self.on(
            day,
            lambda at: assignments.withdraw(
                assignment=self.juniors[who].assignments.get(), by=self.mentor, at=at
            ),
        )

    def live(self) -> None:
        """Twice a day as a worker would: decide, send; what people do, they do at nine."""
        for number in range(7 * WEEKS):
            for hour in (8, 12):
                at = MONDAY.replace(hour=hour) + number * DAY
                decide(at)
                send(at + HOUR / 2)
                if hour == 8:
                    for act in self.acts.get(number, ()):
                        act(at + HOUR)


@pytest.fixture
def quarter(clinic, mentor, owner) -> Quarter:
    names = ["Ines", "Jonas", "Mei", "Tomas", "Leila", "Sofia", "Priya", "Yusuf", "Amara", "Noor"]
    juniors = [person(name, clinic, "junior", mentor=mentor) for name in names]
    modules = [world.make_module(f"m-{one}", number=one, signoff=one == 9) for one in range(1, 4)]
    return Quarter(clinic, mentor, owner, modules, juniors)


def kinds(who: User) -> list[str]:
    """What was mailed to her, in order: kind, and step where it has one."""
    rows = Notice.objects.filter(person=who, state=Notice.State.SENT).order_by("at", "pk")
    return [f"{kind} {step}".strip() for kind, step in rows.values_list("kind", "step")]


def held(quarter: Quarter, who: int, module: Module, ends: int) -> Certificate:
    """A certificate issued long ago that ends on that day of the quarter."""
    programme = make_programme(module)
    issued = MONDAY + ends * DAY - 730 * DAY
    world.ready(quarter.juniors[who], module, quarter.clinic, at=issued)
    observe(quarter.juniors[who], module, quarter.clinic, quarter.mentor, issued)
    made = certify(quarter.juniors[who], programme, quarter.clinic, quarter.owner, issued)
    Notice.objects.all().delete()
    return made


def test_a_quarter_of_twelve_people(quarter: Quarter) -> None:
    skilled = world.make_module("skilled", number=9)
    first = held(quarter, 8, skilled, ends=60)
    expected = dict(_stories(quarter, first))
    quarter.live()
    people_ = [*quarter.juniors, quarter.mentor, quarter.owner]
    assert {one.name: kinds(one) for one in people_} == expected
    # Each mail is one message here, none is on its way, and no two are the same.
    sent = Counter((one.to[0], one.extra_headers["Message-ID"]) for one in mail.outbox)
    assert set(sent.values()) == {1}
    assert len(mail.outbox) == sum(map(len, expected.values()))
    assert not Notice.objects.filter(state__in=["waiting", "sending", "dead"]).exists()


def _stories(quarter: Quarter, first: Certificate) -> Iterator[tuple[str, list[str]]]:
    """What happens to each, and what each has to hear."""
    due, late = ["due 7", "due 3", "due 1"], ["overdue 1", "overdue 7", "overdue 14", "overdue 21"]
    quarter.assign(0, 0, day=1, due=15)  # does it in time, after two reminders
    quarter.finish(0, 0, day=13)
    yield "Ines", ["assigned", *due[:2]]
    quarter.assign(1, 0, day=1, due=20)  # never does it
    yield "Jonas", ["assigned", *due, *late]
    quarter.assign(2, 0, day=2, due=30)  # it is taken back
    quarter.withdraw(2, day=24)
    yield "Mei", ["assigned", "due 7"]
    quarter.assign(3, 0, day=3, due=40)  # she leaves
    quarter.on(
        38,
        lambda at: people.depart(
            person=quarter.juniors[3],
            clinic=quarter.clinic,
            successors={},
            by=quarter.owner,
            at=at,
        ),
    )
    yield "Tomas", ["assigned", *due[:2]]
    quarter.assign(4, 0, day=5, due=7)  # two days before: only the last rung is left
    quarter.finish(4, 0, day=9)  # and she is late by two
    yield "Leila", ["assigned", "due 1", "overdue 1"]
    quarter.assign(5, 0, day=10, due=45)  # done, then something else
    quarter.finish(5, 0, day=20)
    quarter.assign(5, 1, day=21, due=60)
    quarter.finish(5, 1, day=58)
    yield "Sofia", ["assigned", "assigned", *due[:2]]
    # wants no mail about what is due: it is in her inbox alone
    choose(quarter.juniors[6], {Kind.DUE: Way.APP}, MONDAY)
    quarter.assign(6, 0, day=1, due=20)
    quarter.finish(6, 0, day=22)
    yield "Priya", ["assigned", "overdue 1"]
    # an act of her mentor's and its end before anybody could be told
    quarter.assign(7, 0, day=30, due=50)
    quarter.on(30, lambda at: quarter.juniors[7].assignments.update(withdrawn_at=at))
    yield "Yusuf", []
    yield "Amara", _renewing(quarter, first)
    yield "Noor", []
    yield "Oda", []
    yield "Astrid", []


def _renewing(quarter: Quarter, first: Certificate) -> list[str]:
    """Her certificate ends on day 60 of the quarter; she renews it on day 40."""
    amara, module = quarter.juniors[8], Module.objects.get(slug="skilled")

    def renew(at: dt.datetime) -> None:
        world.sat(amara, module, quarter.clinic, at=at)
        observe(amara, module, quarter.clinic, quarter.mentor, at)
        certify(amara, first.programme, quarter.clinic, quarter.owner, at)

    quarter.on(40, renew)
    return ["window 60", "window 30", "certified"]
