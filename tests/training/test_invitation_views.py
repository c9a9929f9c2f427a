"""The page behind an invitation's link, and an owner's acts on invitations, over HTTP."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import PASSWORD
from training import invitations
from training.invitations import Wish, token_of
from training.models import Invitation, Membership, User

from .test_invitations import AT, FREYA, PLACE

SENT = {"name": "Freya Lind", "password": PLACE.password, "time_zone": "Europe/Oslo"}
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_knocks_yet() -> None:
    cache.clear()


@pytest.fixture
def owners(owner) -> Client:
    client = Client()
    client.force_login(owner, backend=BACKEND)
    return client


def invite(clinic, owner, email=FREYA, **wish: object) -> Invitation:
    wanted = Wish(email=email, **wish)
    return invitations.invite(clinic=clinic, wish=wanted, by=owner, at=timezone.now())


def path(token: str) -> str:
    return reverse("training:invitation", args=[token])


def test_an_owner_invites_and_the_person_is_in(owners, clinic, mentor, mailoutbox) -> None:
    sent = {"email": FREYA, "name": "", "roles": ["junior"], "mentor": str(mentor.public_id)}
    answer = owners.post(reverse("training:invite"), sent, follow=True)
    assert f"{FREYA} is invited" in answer.content.decode()
    link = path(token_of(Invitation.objects.get()))
    freya = Client()
    page = freya.get(link)
    assert f"Welcome to {clinic}" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    answer = freya.post(link, SENT, follow=True)
    assert answer.request["PATH_INFO"] == "/learn/"
    assert freya.get(link).status_code == 404
    assert Membership.objects.get(user__email=FREYA).mentor == mentor
    again = Client()
    again.post("/accounts/login/", {"login": FREYA, "password": PLACE.password})
    assert again.get("/learn/").status_code == 200


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"name": " \t"}, "Write your name."),
        ({"password": "short"}, "at least 12 characters"),
        ({"password": "password1234"}, "too common"),
        ({"password": "freya@example.test"}, "too similar"),
        ({"time_zone": "Moon/Crater"}, "Choose a time zone from the list."),
    ],
)
def test_what_will_not_do_is_said_and_uses_nothing_up(clinic, owner, changed, words) -> None:
    link = path(token_of(invite(clinic, owner)))
    answer = Client().post(link, SENT | changed)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Invitation.objects.get().used_at is None
    assert not User.objects.filter(email=FREYA).exists()


def test_every_link_that_does_not_work_gets_the_same_bytes(clinic, owner, junior) -> None:
    used, old, withdrawn, renewed, here = (
        invite(clinic, owner, f"{name}@example.test")
        for name in ("used", "old", "withdrawn", "renewed", "here")
    )
    tokens = [token_of(one) for one in (used, old, withdrawn, renewed, here)]
    now = timezone.now()
    invitations.accept(token=tokens[0], place=PLACE, at=now)
    Invitation.objects.filter(pk=old.pk).update(expires_at=now - dt.timedelta(seconds=1))
    invitations.withdraw(invitation=withdrawn, by=owner, at=now)
    invitations.renew(invitation=renewed, by=owner, at=now)
    dead = [*tokens[:4], "unknown", "A" * 43, str(here.public_id), here.token_hash]
    for method in ("get", "post"):
        answers = [getattr(Client(), method)(path(token), SENT) for token in dead]
        assert {answer.status_code for answer in answers} == {404}
        assert len({answer.content for answer in answers}) == 1
        assert len({str(told(answer)) for answer in answers}) == 1
    assert Client().get(path(tokens[4])).status_code == 200


def told(answer: HttpResponse) -> list[tuple[str, str]]:
    """Its headers without the time of day, which a second may pass between two of them."""
    return sorted((name, value) for name, value in answer.headers.items() if name != "Expires")


def test_who_knocks_too_often_is_told_to_wait_whatever_she_says_of_her_address() -> None:
    client = Client()
    answers = [
        client.get(path(f"guess-{number}"), headers={"X-Forwarded-For": f"10.0.0.{number}"})
        for number in range(31)
    ]
    assert [answer.status_code for answer in answers] == [404] * 30 + [429]
    assert "Wait a minute" in answers[-1].content.decode()


def test_whoever_has_an_account_signs_in_and_joins(clinic, owner, stranger) -> None:
    link = path(token_of(invite(clinic, owner, stranger.email)))
    client = Client()
    page = client.get(link).content.decode()
    assert "There is an account with this address." in page
    assert client.post(link, SENT).status_code == 422
    assert not Membership.objects.filter(user=stranger, clinic=clinic).exists()
    onward = re.search(r'href="(/accounts/login/\?next=[^"]+)"', page).group(1)
    answer = client.post(onward, {"login": stranger.email, "password": PASSWORD}, follow=True)
    assert answer.request["PATH_INFO"] == link
    answer = client.post(link, follow=True)
    assert f"Welcome to {clinic}." in answer.content.decode()
    assert client.get(link).status_code == 404


def test_an_invitation_of_somebody_else_is_not_hers(clinic, owner, stranger, junior) -> None:
    link = path(token_of(invite(clinic, owner, stranger.email)))
    client = Client()
    client.force_login(junior, backend=BACKEND)
    assert "is for somebody else" in client.get(link).content.decode()
    client.post(link)
    assert Invitation.objects.get().used_at is None


def test_whoever_comes_back_is_not_signed_in_by_the_link_alone(clinic, owner, junior) -> None:
    """She may have a second step: the link is no way past it."""
    junior.is_active = False
    junior.save()
    Membership.objects.filter(user=junior).update(ended_at=AT)
    client = Client()
    answer = client.post(path(token_of(invite(clinic, owner, junior.email))), SENT)
    assert answer["Location"] == "/accounts/login/"
    assert client.get("/learn/").status_code == 302


def test_the_first_owner_founds_the_clinic(db) -> None:
    link = path(invitations.first_link(at=timezone.now()))
    client = Client()
    assert "Your clinic begins here" in client.get(link).content.decode()
    sent = SENT | {"clinic": "North", "email": "ada@"}
    assert client.post(link, sent).status_code == 422
    answer = client.post(link, sent | {"email": "ada@example.test"}, follow=True)
    assert answer.request["PATH_INFO"] == "/clinic/"
    assert client.get(link).status_code == 404


def test_a_form_from_another_site_is_refused(clinic, owner) -> None:
    link = path(token_of(invite(clinic, owner)))
    assert Client(enforce_csrf_checks=True).post(link, SENT).status_code == 403


def test_invitations_are_listed_sent_again_and_withdrawn(owners, clinic, owner) -> None:
    asked = invite(clinic, owner, roles=["mentor"])
    page = owners.get("/clinic/people/?state=invited&role=mentor").content.decode()
    assert FREYA in page
    assert FREYA not in owners.get("/clinic/people/?state=invited&role=owner").content.decode()
    old = token_of(asked)
    owners.post(reverse("training:invitation-renew", args=[asked.public_id]))
    assert Client().get(path(old)).status_code == 404
    owners.post(reverse("training:invitation-withdraw", args=[asked.public_id]))
    page = owners.get("/clinic/people/?state=invited").content.decode()
    assert "No invitation waits" in page
    answer = owners.post(reverse("training:invitation-renew", args=[asked.public_id]), follow=True)
    assert "Somebody was quicker" in answer.content.decode()


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"email": "freya@"}, "Write the whole address"),
        ({"email": "astrid@example.test"}, "works here already"),
        ({"email": "asked@example.test"}, "Invited already"),
        ({"email": FREYA, "roles": []}, "Choose at least one role."),
        ({"email": FREYA, "roles": ["god"]}, "Choose from the roles"),
    ],
)
def test_what_cannot_be_invited_is_said_in_words(owners, clinic, owner, sent, words) -> None:
    invite(clinic, owner, "asked@example.test")
    answer = owners.post(reverse("training:invite"), {"roles": ["junior"], "mentor": "any"} | sent)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Invitation.objects.count() == 1


def test_whether_somebody_has_an_account_elsewhere_is_not_told(owners, stranger) -> None:
    """The same words for an address with an account at another clinic and one without."""
    told = []
    for email in (stranger.email, FREYA):
        sent = {"email": email, "roles": ["junior"], "mentor": "any"}
        answer = owners.post(reverse("training:invite"), sent, follow=True)
        page = answer.content.decode()
        told.append(re.search(r'role="status".*?</', page, re.DOTALL).group().replace(email, ""))
    assert told[0] == told[1]


def test_the_secret_of_a_link_stands_on_no_page_of_the_clinic(owners, clinic, owner) -> None:
    token = token_of(invite(clinic, owner))
    for address in ("/clinic/people/?state=invited", "/clinic/audit/", "/clinic/people/"):
        assert token not in owners.get(address).content.decode()
