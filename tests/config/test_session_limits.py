"""How long somebody stays signed in, and what gives her session another key."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quizzes import attempts
from quizzes.models import Attempt
from tests.factories import PASSWORD, MembershipFactory
from tests.quizzes import making
from training.models import Clinic, User

time_machine = pytest.importorskip("time_machine")
pytestmark = pytest.mark.django_db
MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)
START = dt.datetime(2026, 3, 2, 8, 0, tzinfo=dt.UTC)
HOME = "/learn/"


@pytest.fixture
def clock() -> Iterator[object]:
    with time_machine.travel(START, tick=False) as clock:
        yield clock


def signed_in(user: User) -> Client:
    client = Client()
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD, "remember": "on"})
    return client


def inside(client: Client, path: str = HOME) -> bool:
    return client.get(path).status_code == 200


def stays(client: Client, clock: object, step: dt.timedelta, times: int) -> int:
    """How often she may come back after such a pause before she is signed out."""
    for number in range(times):
        clock.shift(step)
        if not inside(client):
            return number
    return times


def test_a_learner_is_signed_out_after_eight_hours_without_a_click(junior, clock) -> None:
    client = signed_in(junior)
    assert stays(client, clock, 8 * HOUR - MINUTE, 1) == 1
    assert stays(client, clock, 8 * HOUR, 1) == 0


@pytest.mark.parametrize("role", ["mentor", "owner"])
def test_who_leads_is_signed_out_after_an_hour_without_a_click(role, clock, request) -> None:
    client = signed_in(request.getfixturevalue(role))
    assert stays(client, clock, HOUR - MINUTE, 1) == 1
    assert stays(client, clock, HOUR, 1) == 0


def test_a_learner_signs_in_once_a_month_whatever_she_does(junior, clock) -> None:
    assert stays(signed_in(junior), clock, 7 * HOUR, 200) == 30 * 24 // 7


def test_who_leads_signs_in_twice_a_day_whatever_she_does(owner, clock) -> None:
    assert stays(signed_in(owner), clock, 50 * MINUTE, 50) == 12 * 60 // 50


def test_a_session_that_is_over_is_gone_from_the_database(owner, clock) -> None:
    client = signed_in(owner)
    clock.shift(2 * HOUR)
    client.get(HOME)
    assert not Session.objects.exists()


def test_a_session_is_written_every_five_minutes_at_most(junior, clock) -> None:
    client = signed_in(junior)
    inside(client)
    kept = Session.objects.get().session_data
    clock.shift(4 * MINUTE)
    inside(client)
    assert Session.objects.get().session_data == kept
    clock.shift(MINUTE)
    inside(client)
    assert Session.objects.get().session_data != kept


@pytest.fixture
def sitting(owner: User, clinic: Clinic, clock: object) -> tuple[Client, str]:
    """An owner in an exam of hers."""
    client = signed_in(owner)
    exam = making.quiz_of(2)
    begun = attempts.start(user=owner, quiz=exam, space=clinic.space, at=timezone.now())
    return client, reverse("quizzes:attempt-item", args=[begun.public_id, 1])


@pytest.mark.parametrize("after", [2 * HOUR, 13 * HOUR])
def test_who_sits_an_exam_is_not_thrown_out_of_it(sitting, clock, after) -> None:
    client, page = sitting
    Attempt.objects.update(deadline_at=None)
    clock.shift(after)
    assert inside(client, page)


def test_who_sits_an_exam_is_signed_out_everywhere_else(sitting, clock) -> None:
    client, _ = sitting
    clock.shift(2 * HOUR)
    assert not inside(client)


def test_somebody_elses_exam_keeps_nobody_in(sitting, clock, mentor) -> None:
    _, page = sitting
    client = signed_in(mentor)
    clock.shift(2 * HOUR)
    assert client.get(page)["Location"].startswith("/accounts/login/")


def test_a_fragment_after_the_end_is_401_and_loses_nothing(owner, clock) -> None:
    client = signed_in(owner)
    clock.shift(2 * HOUR)
    assert client.get(HOME, headers={"HX-Request": "true"}).status_code == 401


def test_signing_in_gives_another_key(junior) -> None:
    client = Client()
    client.get("/accounts/login/")
    client.session.save()
    before = client.session.session_key
    client.post("/accounts/login/", {"login": junior.email, "password": PASSWORD})
    assert client.session.session_key != before


def test_a_role_that_was_given_gives_another_key(junior, clinic, clock) -> None:
    client = signed_in(junior)
    inside(client)
    before = client.session.session_key
    MembershipFactory(user=junior, clinic=clinic, role="mentor")
    clock.shift(5 * MINUTE)
    assert inside(client)
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()
    assert UserSession.objects.get(user=junior).session_key == client.session.session_key


def test_a_role_that_was_given_shortens_the_session(junior, clinic, clock) -> None:
    client = signed_in(junior)
    MembershipFactory(user=junior, clinic=clinic, role="mentor")
    clock.shift(5 * MINUTE)
    inside(client)
    assert stays(client, clock, HOUR, 1) == 0


def test_a_role_is_felt_by_whoever_asks_for_fragments_alone(junior, clinic, clock) -> None:
    client = signed_in(junior)
    MembershipFactory(user=junior, clinic=clinic, role="owner")
    fragment = {"HX-Request": "true"}
    clock.shift(15 * MINUTE)
    assert client.get(HOME, headers=fragment).status_code == 200
    clock.shift(HOUR)
    assert client.get(HOME, headers=fragment).status_code == 401


def test_a_new_password_ends_all_other_sessions_and_gives_this_one_another_key(junior) -> None:
    here, elsewhere = signed_in(junior), signed_in(junior)
    before = here.session.session_key
    given = {"oldpassword": PASSWORD, "password1": "pearls under skin"}
    given["password2"] = given["password1"]
    here.post(reverse("account_change_password"), given)
    assert (inside(here), inside(elsewhere)) == (True, False)
    assert here.session.session_key != before


def test_a_password_that_was_reset_ends_all_sessions(junior) -> None:
    client = signed_in(junior)
    junior.set_password("pearls under skin")
    junior.save()
    assert not inside(client)


def test_showing_again_who_one_is_gives_another_key(junior, clock) -> None:
    client = signed_in(junior)
    inside(client)
    before = client.session.session_key
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert client.session.session_key != before
    assert inside(client)
    assert UserSession.objects.get(user=junior).session_key == client.session.session_key
