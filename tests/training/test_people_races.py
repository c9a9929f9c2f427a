"""Two at once: one link, one clinic's last two owners, one address invited twice."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.utils import timezone

from tests.conftest import person
from tests.factories import ClinicFactory
from training import audit, invitations, people
from training.invitations import Wish
from training.models import AuditChain, Clinic, Invitation, Membership, User

from .test_invitations import FREYA, PLACE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def clinic(transactional_db: None) -> Clinic:
    return ClinicFactory(name="Linden Street clinic")


def at_once(*acts: Callable[[], object]) -> list[str]:
    """All set off together, each with a connection of its own; what came of them, sorted."""
    line = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        try:
            line.wait(20)
            act()
        except Exception as refusal:
            return type(refusal).__name__
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


def test_of_four_who_take_one_link_up_at_once_one_is_in(clinic: Clinic) -> None:
    by, at = person("Astrid", clinic, "owner"), timezone.now()
    asked = invitations.invite(clinic=clinic, wish=Wish(FREYA), by=by, at=at)
    token = invitations.token_of(asked)

    def take() -> User:
        return invitations.accept(token=token, place=PLACE, at=at)

    assert at_once(*[take] * 4) == ["Closed"] * 3 + ["done"]
    assert Membership.objects.filter(user__email=FREYA).count() == 1
    assert audit.verify(AuditChain.objects.get(clinic=clinic)) == []


def test_of_two_founders_one_founds(transactional_db: None) -> None:
    at = timezone.now()
    token = invitations.first_link(at=at)

    def found() -> User:
        given = {"clinic": "North", "email": FREYA, "place": PLACE}
        return invitations.found(token=token, **given, at=at)

    assert at_once(found, found) == ["Closed", "done"]
    assert Clinic.objects.count() == 1


def test_two_owners_who_send_each_other_away_leave_one(clinic: Clinic) -> None:
    astrid, bea = person("Astrid", clinic, "owner"), person("Bea", clinic, "owner")

    def send(by: User, whom: User) -> Callable[[], bool]:
        given = {"clinic": clinic, "successors": {}, "at": timezone.now()}
        return lambda: people.depart(person=whom, by=by, **given)

    assert at_once(send(astrid, bea), send(bea, astrid)) == ["NotYours", "done"]
    assert Membership.objects.current().filter(clinic=clinic, role="owner").count() == 1


def test_two_owners_who_invite_the_same_address_make_one_invitation(clinic: Clinic) -> None:
    owners = [person(name, clinic, "owner") for name in ("Astrid", "Bea")]

    def ask(by: User) -> Callable[[], Invitation]:
        given = {"clinic": clinic, "wish": Wish(FREYA), "at": timezone.now()}
        return lambda: invitations.invite(by=by, **given)

    assert at_once(*map(ask, owners)) == ["AlreadyInvited", "done"]
    assert Invitation.objects.count() == 1
