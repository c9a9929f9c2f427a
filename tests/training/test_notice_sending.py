"""Mails: sent once, as each wants them, and again when they went wrong."""

from __future__ import annotations

import datetime as dt
import smtplib

import pytest
from django.core import mail

from quizzes import jobs
from training import assignments, notices
from training.models import AuditEvent, Notice
from training.rules.mailing import MOST_TRIES, Way
from training.rules.notices import Kind

from . import team_world as world
from .posting import AT, DAY, HOUR, choose, running, send, state_of, subjects

pytestmark = pytest.mark.django_db
LATER = 5 * dt.timedelta(minutes=1)


@pytest.fixture
def module(clinic):
    return world.make_module("milia-myths")


@pytest.fixture
def asked(junior, mentor, clinic, module, at):
    """Ines is asked to do a module within ten days."""
    due = at.date() + 10 * DAY
    made = assignments.assign(
        people=[junior], modules=[module], clinic=clinic, due_on=due, by=mentor, at=at
    )
    return made.made[0]


def broken(monkeypatch, error: Exception) -> None:
    def refuse(self, messages):
        raise error

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)


def test_it_is_mailed_with_one_link_why_it_came_and_where_to_choose(asked, junior, at) -> None:
    assert send(at) == {"sent": 1, "failed": 0}
    (sent,) = mail.outbox
    assert sent.subject == "Oda asked you to do Milia myths"
    assert sent.to == [junior.email]
    page, _kind = sent.alternatives[0]
    for text in (sent.body, page):
        assert "/learn/milia-myths/" in text
        assert "You get this because it was assigned to you" in text
        assert "/inbox/preferences/" in text
    assert page.count("<a ") == 2
    assert "prefers-color-scheme: dark" in page
    notice = Notice.objects.get()
    assert sent.extra_headers["Message-ID"] == f"<notice-{notice.public_id}@localhost>"


def test_whatever_is_sent_is_sent_once(asked, at) -> None:
    send(at)
    assert send(at + HOUR) == {"sent": 0, "failed": 0}
    assert len(mail.outbox) == 1


def test_what_she_wants_in_the_inbox_alone_is_not_mailed(asked, junior, at) -> None:
    choose(junior, {Kind.ASSIGNED: Way.APP}, at)
    send(at)
    assert state_of(junior, "assigned") == ("kept", "")
    assert mail.outbox == []


def test_a_digest_is_one_mail_of_all_that_came(junior, mentor, clinic, module, at) -> None:
    choose(junior, {Kind.ASSIGNED: Way.DIGEST}, at)
    more = world.make_module("second-module", number=2)
    for one in (module, more):
        given = {"people": [junior], "modules": [one], "clinic": clinic, "by": mentor}
        assignments.assign(at=at, **given)
        send(at + HOUR)
    assert mail.outbox == []
    send(at + DAY)  # at nine; the digest's hour is eight
    assert subjects(junior) == ["2 things for you"]
    assert mail.outbox[0].body.count("You get this") == 2
    assert "/inbox/" in mail.outbox[0].body
    assert send(at + 2 * DAY)["sent"] == 0


def test_quiet_hours_put_a_mail_off_to_the_morning(asked, junior, at) -> None:
    junior.time_zone = "Asia/Tokyo"
    junior.save()
    night = dt.datetime(2026, 11, 23, 13, 0, tzinfo=dt.UTC)  # ten in the evening there
    assert send(night)["sent"] == 0
    assert send(dt.datetime(2026, 11, 23, 21, 59, tzinfo=dt.UTC))["sent"] == 0
    assert send(dt.datetime(2026, 11, 23, 22, 0, tzinfo=dt.UTC))["sent"] == 1


def test_what_she_has_read_meanwhile_is_not_mailed_as_well(asked, junior, at) -> None:
    Notice.objects.update(read_at=at)
    send(at)
    assert state_of(junior, "assigned") == ("kept", "")


def test_a_mail_that_goes_wrong_is_tried_again_later_each_time(
    asked, junior, at, monkeypatch
) -> None:
    with monkeypatch.context() as patched:
        broken(patched, TimeoutError())
        assert send(at) == {"sent": 0, "failed": 1}
        assert state_of(junior, "assigned") == ("waiting", "TimeoutError")
        assert send(at + LATER / 2) == {"sent": 0, "failed": 0}
        send(at + LATER)
    assert send(at + 2 * LATER)["sent"] == 0
    assert send(at + HOUR)["sent"] == 1
    assert state_of(junior, "assigned") == ("sent", "")


def test_what_is_given_up_is_the_owners_to_try_again(
    asked, junior, owner, clinic, at, monkeypatch
) -> None:
    with monkeypatch.context() as patched:
        broken(patched, ConnectionRefusedError())
        for day in range(MOST_TRIES):
            send(at + day * DAY)
    assert state_of(junior, "assigned") == ("dead", "ConnectionRefusedError")
    assert [one.person for one in notices.dead(clinic, number=1)] == [junior]
    assert notices.try_again(clinic=clinic, by=owner, at=at + 9 * DAY) == 1
    assert AuditEvent.objects.filter(action="notices.again", actor=owner).exists()
    send(at + 9 * DAY)
    assert len(mail.outbox) == 1
    assert list(notices.dead(clinic, number=1)) == []


def test_a_server_that_cannot_be_reached_counts_as_a_try(asked, junior, at, monkeypatch) -> None:
    def refuse(self):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.open", refuse)
    assert send(at) == {"sent": 0, "failed": 1}
    assert Notice.objects.get().tries == 1
    assert state_of(junior, "assigned") == ("waiting", "ConnectionRefusedError")


def test_an_address_that_is_refused_is_given_up_at_once(asked, junior, at, monkeypatch) -> None:
    broken(monkeypatch, smtplib.SMTPRecipientsRefused({junior.email: (550, b"unknown")}))
    send(at)
    assert state_of(junior, "assigned") == ("dead", "SMTPRecipientsRefused")


def test_the_share_of_a_killed_sender_follows_when_its_lease_is_over(
    asked, at, monkeypatch, settings
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("training.notices.sending._deliver", killed)
        with pytest.raises(KeyboardInterrupt):
            send(at)
    assert send(at + settings.JOB_LEASE / 2)["sent"] == 0
    assert send(at + settings.JOB_LEASE)["sent"] == 1
    assert send(at + HOUR)["sent"] == 0


def killed(*given: object) -> None:
    raise KeyboardInterrupt


def test_a_sender_whose_lease_is_over_sends_nothing_more(asked, at, monkeypatch) -> None:
    """Another has taken it over: it is that one's to send."""
    over = notices.sending.truth.over

    def meanwhile(rows, *, at):
        Notice.objects.update(claim="0" * 32)
        return over(rows, at=at)

    monkeypatch.setattr("training.notices.sending.truth.over", meanwhile)
    with pytest.raises(jobs.LeaseLost):
        notices.send(running(at))
    assert mail.outbox == []


def test_a_name_of_control_characters_stays_one_line_of_the_header(
    junior, mentor, clinic, module, at
) -> None:
    mentor.name = "Oda\r\nBcc: all@example.test\u2028\u202e <b>x</b>"
    mentor.save()
    assignments.assign(people=[junior], modules=[module], clinic=clinic, by=mentor, at=at)
    send(at)
    sent = mail.outbox[0]
    assert sent.subject == "Oda Bcc: all@example.test <b>x</b> asked you to do Milia myths"
    assert sent.message()["Bcc"] is None
    assert "<b>x</b>" not in sent.alternatives[0][0]


def test_old_messages_are_forgotten_and_those_that_wait_are_not(asked, at) -> None:
    assert notices.prune(running(AT + 500 * DAY)) == {"forgotten": 0}
    send(at)
    assert notices.prune(running(AT + 500 * DAY)) == {"forgotten": 1}
