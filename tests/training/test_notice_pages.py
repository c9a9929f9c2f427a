"""The inbox, what she chooses, the owner's undelivered mails: as pages."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.access import World, build
from training.models import Notice, NoticeChoice, NoticeTimes

from .posting import send

pytestmark = pytest.mark.django_db
PREFERENCES = "/inbox/preferences/"


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture
def ines(world: World) -> Client:
    return world.client("junior")


def words(client: Client, url: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", client.get(url).content.decode()))


def test_her_inbox_says_what_why_and_where_to_go(ines: Client) -> None:
    text = words(ines, "/inbox/")
    assert "Oda asked you to do Second module" in text
    assert "You get this because it was assigned to you" in text
    assert "Go on with it" in text


def test_the_bell_counts_what_she_has_not_read(world: World, ines: Client) -> None:
    unread = Notice.objects.filter(person=world.users["junior"]).count()
    bell = re.search(r'<b class="count">(\d+)', ines.get("/learn/").content.decode())
    assert bell[1] == str(unread)
    ines.post("/inbox/read/")
    assert '<b class="count">' not in ines.get("/learn/").content.decode()


def test_opening_a_message_reads_it_and_leads_on(world: World, ines: Client) -> None:
    one = Notice.objects.get(person=world.users["junior"], kind="assigned")
    answer = ines.post(reverse("training:notice-read", args=[one.public_id]), {"go": "1"})
    assert answer["Location"] == "/learn/second-module/"
    one.refresh_from_db()
    first = one.read_at
    assert first is not None
    back = ines.post(reverse("training:notice-read", args=[one.public_id]), {"page": "2"})
    assert back["Location"] == "/inbox/?page=2"
    one.refresh_from_db()
    assert one.read_at == first


def test_a_fragment_pays_nothing_for_the_bell(ines: Client, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(40) as seen:
        ines.get("/learn/", headers={"HX-Request": "true"})
    assert not [one for one in seen.captured_queries if "training_notice" in one["sql"]]


def filled(client: Client) -> dict[str, str]:
    form = client.get(PREFERENCES).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    return {name: "" if value is False else str(value) for name, value in shown.items()}


def test_what_she_chooses_holds(world: World, ines: Client) -> None:
    chosen = filled(ines) | {"due": "app", "digest": "weekly", "quiet_from": "21:30"}
    assert ines.post(PREFERENCES, chosen)["Location"] == PREFERENCES
    person = world.users["junior"]
    assert NoticeChoice.objects.get(person=person, kind="due").way == "app"
    times = NoticeTimes.objects.get(person=person)
    assert (times.digest, f"{times.quiet_from:%H:%M}") == ("weekly", "21:30")
    assert filled(ines)["due"] == "app"


@pytest.mark.parametrize(
    "wrong",
    [{"due": "pigeon"}, {"digest": ""}, {"quiet_until": ""}, {"quiet_until": "20:00:00"}],
)
def test_a_choice_that_makes_no_sense_changes_nothing(wrong, ines: Client) -> None:
    answer = ines.post(PREFERENCES, filled(ines) | wrong)
    assert answer.status_code == 422
    assert "One thing to put right" in answer.content.decode()
    assert not NoticeChoice.objects.exists()


def test_what_is_for_mentors_is_offered_to_mentors(world: World, ines: Client) -> None:
    assert "marking" not in ines.get(PREFERENCES).context["form"].fields
    assert "marking" in world.client("mentor").get(PREFERENCES).context["form"].fields


def test_the_revocation_of_a_certificate_cannot_be_switched_off(ines: Client) -> None:
    page = ines.get(PREFERENCES)
    assert "changed" not in page.context["form"].fields
    assert "Always at once" in page.content.decode()


def test_an_owner_sees_what_was_not_delivered_and_tries_it_again(world: World, at) -> None:
    client = world.client("owner")
    notice = Notice.objects.filter(person=world.users["junior"], kind="assigned")
    notice.update(state="dead", why="SMTPRecipientsRefused", tries=1, settled_at=at)
    text = words(client, "/clinic/messages/")
    assert "Ines" in text
    assert "The mail server refuses this address" in text
    assert "Something is assigned to you" in text
    client.post("/clinic/messages/again/", {"notice": str(notice.get().public_id)})
    assert notice.get().state == "waiting"


def test_another_clinics_undelivered_mails_are_not_hers(world: World, at) -> None:
    notice = Notice.objects.filter(person=world.users["junior"], kind="assigned")
    notice.update(state="dead", tries=1, settled_at=at)
    client = world.client("foreign_owner")
    assert "Ines" not in words(client, "/clinic/messages/")
    client.post("/clinic/messages/again/", {"notice": str(notice.get().public_id)})
    assert notice.get().state == "dead"


def test_the_reader_of_a_mail_can_be_anywhere(world: World, settings, at) -> None:
    """Its links name the site, not whoever happened to ask for something."""
    settings.SITE_URL = "https://learn.clinic.example"
    Notice.objects.update(send_at=at, way="")
    send(at)
    links = re.findall(r"https?://[^\s\"<]+", mail.outbox[0].body)
    assert links
    assert all(one.startswith("https://learn.clinic.example/") for one in links)
