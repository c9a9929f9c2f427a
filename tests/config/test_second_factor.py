"""Mentors and owners need a second step: told for some days, then sent to it from every page."""

from __future__ import annotations

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse
from django.utils import timezone

from quizzes import attempts
from tests.access import build
from tests.conftest import person
from tests.quizzes import making
from tests.test_permissions import GET, TABLE
from training.models import Clinic, User

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
STEP = "/accounts/2fa/"
BANNER = "second step"


@pytest.fixture(autouse=True)
def two_weeks(settings) -> None:
    settings.SECOND_FACTOR_GRACE = 14 * DAY


def lead(clinic: Clinic, days: float, role: str = "owner", name: str = "Frida") -> User:
    """Somebody who has led for so many days."""
    return person(name, clinic, role, started_at=timezone.now() - days * DAY)


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def enrol(user: User) -> None:
    Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})


def home(role: str) -> str:
    return {"owner": "/clinic/", "mentor": "/team/"}[role]


@pytest.mark.parametrize("role", ["owner", "mentor"])
def test_before_the_end_she_is_told_how_many_days_are_left(role: str, clinic: Clinic) -> None:
    answer = client_of(lead(clinic, 3.5, role)).get(home(role))
    assert answer.status_code == 200
    assert b"11 days" in answer.content and STEP.encode() in answer.content


@pytest.mark.parametrize("role", ["owner", "mentor"])
def test_after_it_she_is_sent_to_it(role: str, clinic: Clinic) -> None:
    assert client_of(lead(clinic, 14, role)).get(home(role))["Location"] == STEP


def test_who_has_enrolled_is_told_nothing(clinic: Clinic) -> None:
    user = lead(clinic, 90)
    enrol(user)
    answer = client_of(user).get("/clinic/")
    assert answer.status_code == 200
    assert BANNER not in answer.content.decode().lower().replace("two-step", "")


@pytest.mark.parametrize("role", ["junior", "author"])
def test_nothing_is_asked_of_others(role: str, clinic: Clinic) -> None:
    answer = client_of(lead(clinic, 90, role)).get("/learn/")
    assert answer.status_code == 200 and b"days left" not in answer.content


def test_in_a_demo_clinic_nobody_is_sent_anywhere(clinic: Clinic) -> None:
    Clinic.objects.filter(pk=clinic.pk).update(is_demo=True)
    client = client_of(lead(clinic, 900))
    assert client.get("/clinic/").status_code == 200
    assert b"no last day" in client.get(STEP).content


def test_who_enrolled_on_another_device_goes_on_at_once(clinic: Clinic) -> None:
    user = lead(clinic, 90)
    client = client_of(user)
    assert client.get("/clinic/")["Location"] == STEP
    enrol(user)
    assert client.get("/clinic/").status_code == 200


def test_who_lost_the_role_goes_on_at_once(clinic: Clinic) -> None:
    user = lead(clinic, 90, "mentor")
    client = client_of(user)
    user.memberships.update(role="junior")
    assert client.get("/learn/").status_code == 200


def test_a_fragment_takes_the_whole_page_there(clinic: Clinic) -> None:
    answer = client_of(lead(clinic, 90)).get("/clinic/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, STEP)


def test_a_form_sent_after_the_end_changes_nothing(clinic: Clinic, junior: User) -> None:
    client = client_of(lead(clinic, 90))
    url = reverse("training:staff-roles", args=[junior.public_id])
    assert client.post(url, {"roles": ["owner"], "mentor": "any"})["Location"] == STEP
    assert not junior.memberships.filter(role="owner").exists()


@pytest.mark.parametrize(
    "name", ["mfa_index", "mfa_activate_totp", "mfa_list_webauthn", "account_logout"]
)
def test_the_way_out_stays_open(name: str, clinic: Clinic) -> None:
    assert client_of(lead(clinic, 90)).get(reverse(name)).status_code == 200


@pytest.mark.parametrize("path", ["/verify/", "/healthz"])
def test_what_is_open_to_anybody_is_open_to_her(path: str, clinic: Clinic) -> None:
    assert client_of(lead(clinic, 90)).get(path).status_code == 200


def test_an_exam_she_sits_is_not_taken_from_her(clinic: Clinic) -> None:
    user = lead(clinic, 90, "mentor")
    exam = making.quiz_of(2)
    sat = attempts.start(user=user, quiz=exam, space=clinic.space, at=timezone.now())
    client = client_of(user)
    page = reverse("quizzes:attempt-item", args=[sat.public_id, 1])
    assert client.get(page).status_code == 200
    done = client.post(reverse("quizzes:attempt-submit", args=[sat.public_id]))
    assert client.get(done["Location"])["Location"] == STEP


def test_an_exam_of_somebody_else_is_no_way_round(clinic: Clinic, junior: User) -> None:
    exam = making.quiz_of(2)
    sat = attempts.start(user=junior, quiz=exam, space=clinic.space, at=timezone.now())
    page = reverse("quizzes:attempt-item", args=[sat.public_id, 1])
    assert client_of(lead(clinic, 90)).get(page)["Location"] == STEP


def test_every_page_sends_her_there() -> None:
    world = build()
    clients, wrong = {role: world.client(role) for role in ("mentor", "owner")}, {}
    for name, arguments, method, fields, _ in TABLE:
        url = reverse(name, args=arguments(world))
        if method != GET or not getattr(resolve(url).func, "login_required", True):
            continue
        for role, client in clients.items():
            answer = client.get(url, fields(world))
            if answer.headers.get("Location") != STEP:
                wrong[role, name] = answer.status_code
    assert wrong == {}


def test_it_costs_a_page_no_query(clinic: Clinic) -> None:
    """Neither who has still to enrol nor who has pays for being asked."""
    counts = set()
    for name, enrolled in (("Gerda", False), ("Hedda", True)):
        user = lead(clinic, 3, name=name)
        if enrolled:
            enrol(user)
        client = client_of(user)
        client.get("/clinic/people/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/clinic/people/")
        counts.add(len(queries))
        assert not [one for one in queries.captured_queries if "mfa_auth" in one["sql"]]
    assert len(counts) == 1
