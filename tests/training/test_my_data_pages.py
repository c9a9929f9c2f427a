"""Her own page of what is held, her copy, and the page where an owner erases."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.conftest import person
from tests.factories import ClinicFactory, MembershipFactory
from tests.quizzes.work import run_due
from training import privacy
from training.models import Erasure, PersonalCopy, User

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def empty_storages(settings) -> None:
    settings.STORAGES = dict(settings.STORAGES)


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def erase_page(whom: User) -> str:
    return reverse("training:staff-erase", args=[whom.public_id])


def test_the_page_says_of_everything_what_why_how_long_and_what_an_erasure_does(junior) -> None:
    said = browser(junior).get(reverse("training:my-data")).content.decode()
    for one in privacy.HOLDINGS:
        assert str(one.what) in said.replace("&#x27;", "'"), one.model
    assert "Emptied" in said and "seven days" in said


def test_she_asks_for_a_copy_and_she_alone_opens_it_for_a_week(junior, owner) -> None:
    client = browser(junior)
    client.post(reverse("training:my-data-copy"))
    client.post(reverse("training:my-data-copy"))
    copy = PersonalCopy.objects.get()
    url = reverse("training:my-data-file", args=[copy.public_id, "pdf"])
    assert client.get(url).status_code == 404  # not made yet
    while run_due(clock=timezone.now):
        pass
    answer = client.get(url)
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert answer["Cache-Control"] == "no-store, private"
    assert "attachment" in answer["Content-Disposition"]
    assert browser(owner).get(url).status_code == 404
    PersonalCopy.objects.update(at=timezone.now() - dt.timedelta(days=8))
    assert client.get(url).status_code == 404


def test_looking_at_the_address_that_asks_for_a_copy_asks_for_none(junior) -> None:
    browser(junior).get(reverse("training:my-data-copy"))
    assert not PersonalCopy.objects.exists()


def test_an_owner_sees_what_would_go_and_erases_with_a_reason_and_the_address(
    junior, owner
) -> None:
    client = browser(owner)
    said = client.get(erase_page(junior)).content.decode()
    assert "Is deleted" in said and "Stays, under a number" in said
    answer = client.post(erase_page(junior), {"reason": "She asked.", "address": "x@example.test"})
    assert answer.status_code == 422 and not Erasure.objects.exists()
    sent = {"reason": "She asked.", "address": "INES@example.test"}
    assert client.post(erase_page(junior), sent).status_code == 302
    assert Erasure.objects.get().by == owner
    assert client.get(erase_page(junior)).status_code == 302  # erased already


def test_nobody_erases_somebody_whom_another_clinic_knows(junior, owner) -> None:
    MembershipFactory(user=junior, clinic=ClinicFactory(name="Harbour clinic"))
    client = browser(owner)
    said = client.get(erase_page(junior)).content.decode()
    assert "Whoever runs the server" in said and "Harbour" not in said
    client.post(erase_page(junior), {"reason": "She asked.", "address": "ines@example.test"})
    assert not Erasure.objects.exists()


def test_the_only_owner_of_a_clinic_stays(clinic, owner) -> None:
    chain = ClinicFactory(name="Chain")
    clinic.parent = chain
    clinic.save()
    chief = person("Karin", chain, "owner")
    assert "Make somebody else" not in browser(chief).get(erase_page(owner)).content.decode()
