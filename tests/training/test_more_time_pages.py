"""More time everywhere: who gives it, what is refused, how it ends, what another clinic reads."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quizzes import grants
from quizzes.models import Accommodation
from tests.conftest import person
from tests.factories import ClinicFactory, MembershipFactory
from training import teams
from training.models import AuditEvent, Clinic, Module, User

from .team_world import make_module
from .test_exception_pages import runs

DAY = dt.timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def module(clinic: Clinic) -> Module:
    return make_module("milia-myths")


@pytest.fixture
def url(client: Client, mentor: User, junior: User) -> str:
    client.force_login(mentor)
    return reverse("training:person-more-time", args=[junior.public_id])


def accommodate(user: User, by: User, factor: str, **more: object) -> Accommodation:
    given = {"factor": Decimal(factor), "reason": "Second language", "at": timezone.now()}
    return grants.accommodate(user=user, by=by, **given | more)


@pytest.mark.parametrize(
    ("percent", "other", "factor"),
    [("25", "", "1.25"), ("100", "", "2"), ("other", "33", "1.33"), ("other", "400", "5")],
)
@pytest.mark.parametrize("role", ["mentor", "owner"])
def test_a_mentor_and_an_owner_give_more_time(
    client: Client, request, url: str, junior, clinic, role, percent, other, factor
) -> None:
    giver = request.getfixturevalue(role)
    client.force_login(giver)
    sent = {"percent": percent, "other": other, "reason": "Second language"}
    assert client.post(url, sent).status_code == 302
    given = Accommodation.objects.get()
    assert (given.user, given.by, given.factor) == (junior, giver, Decimal(factor))
    assert grants.factor_of(junior, at=timezone.now()) == Decimal(factor)
    event = AuditEvent.objects.get(action="accommodation.given")
    assert event.chain.clinic == clinic


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"reason": "r"}, "Choose how much more time."),
        ({"percent": "25"}, "Say why. An exception needs a reason."),
        ({"percent": "7", "reason": "r"}, "Choose one of these, or write another percentage."),
        ({"percent": "other", "reason": "r"}, "Write the percentage: a whole number"),
        ({"percent": "other", "other": "401", "reason": "r"}, "Write a whole number from 1 to 400"),
        ({"percent": "other", "other": "0", "reason": "r"}, "Write a whole number from 1 to 400"),
        ({"percent": "25", "reason": "r", "ends": "2020-01-01"}, "That day has passed."),
    ],
)
def test_what_is_refused_says_what_to_do(client: Client, url: str, sent, says: str) -> None:
    answer = client.post(url, sent)
    assert (answer.status_code, says in answer.content.decode()) == (422, True)
    assert not Accommodation.objects.exists()


def test_the_present_one_is_shown_and_ended_early_with_a_reason(
    client: Client, url: str, junior, mentor
) -> None:
    accommodate(junior, mentor, "1.5", at=timezone.now() - DAY)
    shown = client.get(url).content.decode()
    assert "50% more time everywhere" in shown
    assert "Second language" in shown
    assert client.post(url, {"end": "1", "end-reason": " "}).status_code == 422
    assert grants.factor_of(junior, at=timezone.now()) == Decimal("1.5")
    assert client.post(url, {"end": "1", "end-reason": "No longer wanted"}).status_code == 302
    assert grants.factor_of(junior, at=timezone.now()) == 1
    page = client.get(reverse("training:person-detail", args=[junior.public_id]))
    words = [one.text for one in page.context["page"].events]
    assert words == ["Oda ended the extra time.", "Oda gave 50% more time everywhere."]
    assert "No accommodation holds now" in client.get(url).content.decode()


def test_a_newer_one_takes_the_place_of_the_older_while_it_lasts(
    junior, mentor, clinic: Clinic
) -> None:
    now = timezone.now()
    accommodate(junior, mentor, "1.5", at=now - 3 * DAY)
    accommodate(junior, mentor, "2", at=now - 2 * DAY, ends=now + DAY)

    def rows(at: dt.datetime) -> list[tuple[str, str]]:
        found = teams.accommodations_of(junior, clinic, at=at)
        return [(one.what.partition("%")[0], one.cell.text) for one in found]

    assert rows(now) == [("100", "holds"), ("50", "replaced")]
    assert rows(now + 2 * DAY) == [("100", "over"), ("50", "holds")]


def test_what_runs_is_told_first_and_moved_when_agreed(
    client: Client, url: str, junior, module, clinic
) -> None:
    attempt = runs(junior, module, clinic)
    sent = {"percent": "50", "reason": "r"}
    shown = client.post(url, sent).content.decode()
    then = timezone.localtime(attempt.deadline_at + dt.timedelta(minutes=10))
    assert f"Quiz: milia-myths: ends at {then:%H:%M}" in shown
    assert not Accommodation.objects.exists()
    confirm = re.search(r'name="confirm" value="([^"]+)"', shown)[1]
    assert client.post(url, sent | {"confirm": confirm}).status_code == 302
    attempt.refresh_from_db()
    assert timezone.localtime(attempt.deadline_at) == then


def test_why_another_clinic_gave_it_is_not_to_be_read_here(
    client: Client, url: str, junior, mentor
) -> None:
    harbour = ClinicFactory(name="Harbour clinic")
    olof = person("Olof", harbour, "mentor")
    MembershipFactory(user=junior, clinic=harbour, mentor=olof)
    accommodate(junior, olof, "1.5", reason="A private matter")
    for page in (url, reverse("training:person-detail", args=[junior.public_id])):
        shown = client.get(page).content.decode()
        assert "50% more time everywhere" in shown
        assert "another clinic" in shown.lower()
        assert "A private matter" not in shown
        assert "Olof" not in shown


def test_nobody_gives_it_to_herself_or_out_of_sight(client: Client, mentor, owner, stranger):
    for user, other in ((mentor, stranger), (owner, owner), (mentor, mentor)):
        client.force_login(user)
        address = reverse("training:person-more-time", args=[other.public_id])
        answer = client.post(address, {"percent": "25", "reason": "r"})
        assert answer.status_code in (403, 404)
    assert not Accommodation.objects.exists()


def test_the_owners_record_and_the_learner_hear_of_it(
    client: Client, url: str, junior, owner
) -> None:
    client.post(url, {"percent": "50", "reason": "r"})
    client.force_login(junior)
    assert "Oda gave you 50% more time everywhere" in client.get("/learn/").content.decode()
    client.force_login(owner)
    client.post(url, {"end": "1", "end-reason": "r"})
    record = client.get(reverse("training:clinic-audit")).content.decode()
    assert "gave <b>Ines</b> 50% more time everywhere" in record
    assert "ended the extra time of <b>Ines</b>" in record
    client.force_login(junior)
    assert "Astrid ended your extra time" in client.get("/learn/").content.decode()
