"""One's own account: what one is called, where one is reached, where one is signed in."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD
from training import people
from training.models import AuditEvent, User

pytestmark = pytest.mark.django_db
ACCOUNT, EMAIL = "/account/", "/account/email/"
NEW = "ines.new@example.test"


@pytest.fixture
def her(junior: User) -> Client:
    EmailAddress.objects.create(user=junior, email=junior.email, verified=True, primary=True)
    client = Client()
    client.post("/accounts/login/", {"login": junior.email, "password": PASSWORD})
    return client


def ask(client: Client, email: str) -> object:
    return client.post(EMAIL, {"address-email": email})


def link() -> str:
    return re.search(r"/account/email/\S+", mail.outbox[-1].body).group()


def actions() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))


def test_everything_about_it_is_in_one_place(her: Client) -> None:
    text = her.get(ACCOUNT).content.decode()
    for words in ("ines@example.test", "Change password", "Add a passkey", "Two-step sign-in"):
        assert words in text
    assert "This one" in text and ACCOUNT in her.get("/learn/").content.decode()


def test_she_says_how_she_is_called_and_where_she_is(her: Client, junior: User) -> None:
    told = {"name": "  Ines   Vlaanderen ", "time_zone": "Europe/Lisbon"}
    assert her.post(ACCOUNT, told).status_code == 302
    junior.refresh_from_db()
    assert (junior.name, junior.time_zone) == ("Ines Vlaanderen", "Europe/Lisbon")
    assert actions()[-1] == "account.renamed"


@pytest.mark.parametrize(
    "told",
    [
        {"name": " ", "time_zone": "UTC"},
        {"name": "Ines", "time_zone": "Mars/Olympus"},
        {"name": "x" * 151, "time_zone": "UTC"},
    ],
)
def test_what_will_not_do_is_said_and_changes_nothing(
    told: dict[str, str], her: Client, junior: User
) -> None:
    assert her.post(ACCOUNT, told).status_code == 422
    junior.refresh_from_db()
    assert (junior.name, junior.time_zone) == ("Ines", "UTC")


def test_an_address_changes_when_she_follows_the_link(her: Client, junior: User) -> None:
    ask(her, NEW.upper())
    assert mail.outbox[-1].to == [NEW]
    junior.refresh_from_db()
    assert junior.email == "ines@example.test"
    assert not EmailAddress.objects.filter(email=NEW).exists()
    page = link()
    assert her.get(page).status_code == 200
    junior.refresh_from_db()
    assert junior.email == "ines@example.test"
    assert her.post(page)["Location"] == ACCOUNT
    junior.refresh_from_db()
    assert junior.email == NEW
    assert [one.email for one in EmailAddress.objects.filter(user=junior)] == [NEW]
    assert actions()[-1] == "account.readdressed"
    assert (
        Client().post("/accounts/login/", {"login": NEW, "password": PASSWORD}).status_code == 302
    )


def test_who_had_the_old_address_hears_of_it(her: Client) -> None:
    ask(her, NEW)
    her.post(link())
    told = mail.outbox[-1]
    assert told.to == ["ines@example.test"] and NEW in told.body


def test_the_link_works_once(her: Client, junior: User) -> None:
    ask(her, NEW)
    page = link()
    her.post(page)
    assert her.get(page).status_code == her.post(page).status_code == 410


def test_the_link_is_hers_alone(her: Client, mentor: User) -> None:
    ask(her, NEW)
    other = Client()
    other.force_login(mentor)
    assert other.post(link()).status_code == 410
    assert Client().get(link())["Location"].startswith("/accounts/login/")
    mentor.refresh_from_db()
    assert mentor.email == "oda@example.test"


def test_a_newer_link_leaves_the_older_one_of_no_use_once_followed(her: Client) -> None:
    ask(her, NEW)
    first = link()
    ask(her, "ines.other@example.test")
    assert her.post(link()).status_code == 302
    assert her.post(first).status_code == 410


def test_the_link_is_good_for_three_days(junior: User, at: dt.datetime) -> None:
    token = people.address_token(user=junior, email=NEW, at=at)
    almost = at + dt.timedelta(days=3, seconds=-1)
    assert people.address_of(user=junior, token=token, at=almost) == NEW
    with pytest.raises(people.UsedUp):
        people.address_of(user=junior, token=token, at=at + dt.timedelta(days=3))


@pytest.mark.parametrize("change", [lambda t: t[:-1], lambda t: "x" + t, lambda t: t[::-1]])
def test_a_changed_link_is_none(change: object, junior: User, at: dt.datetime) -> None:
    token = people.address_token(user=junior, email=NEW, at=at)
    with pytest.raises(people.UsedUp):
        people.address_of(user=junior, token=change(token), at=at)


def test_an_address_somebody_has_is_told_to_that_address_alone(
    her: Client, junior: User, mentor: User
) -> None:
    answers = []
    for email in (NEW, mentor.email):
        mail.outbox.clear()
        answer = her.post(EMAIL, {"address-email": email}, follow=True)
        answers.append(re.sub(r"csrf\S+ \S+|X-CSRF\S+ \S+", "", answer.content.decode()))
        assert [one.to for one in mail.outbox] == [[email]]
    assert answers[0].replace(NEW, "-") == answers[1].replace(mentor.email, "-")
    assert "/account/email/" not in mail.outbox[0].body


def test_an_address_that_was_taken_meanwhile_is_refused(her: Client, junior: User) -> None:
    ask(her, NEW)
    User.objects.create_user(NEW, PASSWORD)
    assert her.post(link()).status_code == 410
    junior.refresh_from_db()
    assert junior.email == "ines@example.test"


@pytest.mark.parametrize("email", ["", "ines", "ines@example.test", "INES@example.test"])
def test_what_is_no_new_address_is_said(email: str, her: Client) -> None:
    assert ask(her, email).status_code == 422
    assert not mail.outbox


def test_nobody_has_mail_sent_to_strangers_for_ever(her: Client) -> None:
    statuses = [ask(her, f"{number}@example.test").status_code for number in range(6)]
    assert statuses == [302] * 5 + [429]


def test_she_signs_one_of_her_devices_out(her: Client, junior: User) -> None:
    phone = Client()
    phone.post("/accounts/login/", {"login": junior.email, "password": PASSWORD})
    listed = UserSession.objects.exclude(session_key=her.session.session_key).get(user=junior)
    her.post(reverse("training:device-end", args=[listed.pk]))
    assert phone.get("/learn/").status_code == 302
    assert her.get("/learn/").status_code == 200


def test_she_signs_every_other_device_out(her: Client, junior: User) -> None:
    phone = Client()
    phone.post("/accounts/login/", {"login": junior.email, "password": PASSWORD})
    her.post(reverse("usersessions_list"))
    assert (phone.get("/learn/").status_code, her.get("/learn/").status_code) == (302, 200)


def test_nobody_signs_a_device_of_somebody_else_out(her: Client, mentor: User) -> None:
    hers = UserSession.objects.get(session_key=her.session.session_key)
    other = Client()
    other.force_login(mentor)
    assert other.post(reverse("training:device-end", args=[hers.pk])).status_code == 404
    assert her.get("/learn/").status_code == 200
