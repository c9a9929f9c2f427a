"""The calendar behind a secret link: what is in it, how it is written, who may read it."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from training import assignments, calendars, people
from training.models import AuditEvent, CalendarLink
from training.rules.calendars import Event, calendar, escape, fold

from . import team_world as world
from .test_certificates import certify, make_programme, observe

AT = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@given(st.text())
def test_a_folded_line_comes_together_again_and_no_part_is_too_long(text: str) -> None:
    line = escape(text)
    folded = fold(line)
    assert folded.endswith(b"\r\n")
    parts = folded[:-2].split(b"\r\n")
    assert all(len(part) <= 75 for part in parts)
    assert all(part.decode() is not None for part in parts)
    assert b"".join([parts[0], *(part[1:] for part in parts[1:])]).decode() == line


@given(st.text())
def test_no_text_breaks_out_of_its_line(text: str) -> None:
    plain = re.sub(r"\\.", "", escape(text))
    assert not set(plain) & set("\r\n,;\\")


def test_a_file_is_what_calendars_read() -> None:
    event = Event("x@milium", dt.date(2026, 12, 31), "Due: Milia, myths; all", "https://a.test/b/")
    text = calendar([event], name="Training", at=AT).decode()
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert "DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n" in text
    assert "SUMMARY:Due: Milia\\, myths\\; all\r\n" in text
    assert "DTSTAMP:20261123T090000Z\r\n" in text


@pytest.fixture
def learning(junior, mentor, owner, clinic, at):
    """Something due, something done, a certificate."""
    first, second = world.make_module("milia-myths"), world.make_module("second", number=2)
    programme = make_programme(first)
    world.ready(junior, first, clinic, at=at)
    observe(junior, first, clinic, mentor, at)
    certify(junior, programme, clinic, owner, at)
    given = {"people": [junior], "clinic": clinic, "by": mentor, "at": at, "note": "Ask Noor"}
    third = world.make_module("third", number=3, signoff=False)
    assignments.assign(modules=[second, third], due_on=dt.date(2026, 12, 4), **given)
    world.ready(junior, third, clinic, at=at)
    return junior


@pytest.mark.django_db
def test_it_holds_what_is_due_and_when_certificates_end_and_nobodys_name(learning, at) -> None:
    token = calendars.make_link(person=learning, at=at)
    text = calendars.feed(token, at=at).decode()
    assert re.findall(r"SUMMARY:(.+)\r", text) == [
        "Due: Second",
        "Certificate ends: Foundation",
    ]
    for personal in ("Ines", "Oda", "Noor", "example.test", str(learning.public_id)):
        assert personal not in text


@pytest.mark.django_db
def test_the_secret_is_kept_as_a_digest_and_a_new_one_ends_it(learning, at) -> None:
    first = calendars.make_link(person=learning, at=at)
    assert first not in str(CalendarLink.objects.values())
    second = calendars.make_link(person=learning, at=at)
    assert calendars.feed(first, at=at) is None
    assert calendars.feed(second, at=at) is not None
    assert calendars.end_link(person=learning, at=at) is True
    assert calendars.end_link(person=learning, at=at) is False
    assert calendars.feed(second, at=at) is None
    acts = AuditEvent.objects.filter(action__startswith="calendar.").values_list(
        "action", flat=True
    )
    assert list(acts.order_by("pk")) == ["calendar.linked", "calendar.linked", "calendar.ended"]


@pytest.mark.django_db
def test_who_has_left_has_no_calendar(learning, clinic, owner, at) -> None:
    token = calendars.make_link(person=learning, at=at)
    people.depart(person=learning, clinic=clinic, successors={}, by=owner, at=at)
    assert calendars.feed(token, at=at) is None


@pytest.mark.django_db
def test_it_is_shown_once_and_read_without_signing_in(learning) -> None:
    client = Client()
    backend = "allauth.account.auth_backends.AuthenticationBackend"
    client.force_login(learning, backend=backend)
    shown = re.search(r'value="(http[^"]+\.ics)"', client.post("/inbox/calendar/").content.decode())
    assert shown[1] not in client.get("/inbox/preferences/").content.decode()
    answer = Client().get(shown[1])
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    assert answer.content.startswith(b"BEGIN:VCALENDAR")
    client.post("/inbox/calendar/", {"end": "1"})
    assert Client().get(shown[1]).status_code == 404
    assert Client().get(f"/calendar/{learning.public_id}.ics").status_code == 404
