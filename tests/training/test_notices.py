"""Messages: written with the act or decided by the clock, and looked at again before they go."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail
from django.db import transaction

from tests.conftest import person
from training import assignments, certificates, clinicsettings, notices, outbox, people, signoffs
from training.models import Certificate, Membership, Notice
from training.outbox import Message
from training.rules.mailing import Way
from training.rules.notices import Kind

from . import team_world as world
from .posting import DAY, HOUR, choose, decide, send, state_of, subjects, told
from .test_certificates import certify, make_programme, observe

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


@pytest.fixture
def held(junior, mentor, owner, clinic, module, at) -> Certificate:
    programme = make_programme(module)
    world.ready(junior, module, clinic, at=at)
    observe(junior, module, clinic, mentor, at)
    made = certify(junior, programme, clinic, owner, at)
    send(at)
    mail.outbox.clear()
    return made


def test_an_assignment_is_told_in_the_transaction_that_makes_it(
    junior, mentor, clinic, module, at
) -> None:
    wanted = {"people": [junior], "modules": [module], "clinic": clinic, "by": mentor, "at": at}
    with pytest.raises(RuntimeError), transaction.atomic():
        assignments.assign(**wanted)
        raise RuntimeError
    assert told(junior) == []
    assignments.assign(**wanted)
    assert told(junior) == [("assigned", "")]


def test_the_same_message_written_twice_is_one(asked, junior, clinic, at) -> None:
    again = Message(junior.pk, clinic.pk, Kind.ASSIGNED, outbox.key_of(asked))
    outbox.tell([again, again], at=at)
    assert Notice.objects.count() == 1


def test_what_was_taken_back_before_its_turn_is_dropped_and_says_why(
    asked, junior, mentor, at
) -> None:
    assignments.withdraw(assignment=asked, by=mentor, at=at)
    send(at)
    assert state_of(junior, "assigned") == ("dropped", "withdrawn")
    assert mail.outbox == []


def test_what_is_done_before_its_turn_is_dropped(asked, junior, clinic, module, mentor, at) -> None:
    world.ready(junior, module, clinic, at=at)
    observe(junior, module, clinic, mentor, at)
    send(at)
    assert state_of(junior, "assigned") == ("dropped", "done")


def test_whoever_has_left_hears_nothing_more(asked, junior, clinic, owner, at) -> None:
    people.depart(person=junior, clinic=clinic, successors={}, by=owner, at=at)
    decide(at + 3 * DAY)
    send(at + 3 * DAY)
    assert told(junior) == [("assigned", "")]
    assert state_of(junior, "assigned") == ("dropped", "left")


def test_reminders_follow_the_ladder_while_it_is_not_done(asked, junior, at) -> None:
    for day in range(40):
        decide(at + day * DAY)
    steps = [("due", step) for step in "731"] + [
        ("overdue", step) for step in ("1", "7", "14", "21")
    ]
    assert told(junior) == [("assigned", ""), *steps]


def test_a_clinic_sets_its_own_ladder(asked, junior, clinic, owner, at) -> None:
    for name, days in (("remind_before", [5]), ("remind_after", [])):
        clinicsettings.save(clinic=clinic, name=name, value=days, by=owner, at=at)
    for day in range(40):
        decide(at + day * DAY)
    assert told(junior) == [("assigned", ""), ("due", "5")]


def test_a_reminder_that_waited_past_its_day_is_dropped(asked, junior, at) -> None:
    decide(at + 9 * DAY)
    send(at + 11 * DAY)
    assert state_of(junior, "due") == ("dropped", "late")


def test_a_certificate_is_announced_to_its_end_and_not_after_its_renewal(
    held, junior, owner, clinic, module, at
) -> None:
    decide(held.valid_until - 85 * DAY)
    assert told(junior)[-1] == ("window", "90")
    world.sat(junior, module, clinic, at=held.valid_until - 75 * DAY)
    observe(junior, module, clinic, _mentor(junior), held.valid_until - 74 * DAY)
    certify(junior, held.programme, clinic, owner, held.valid_until - 73 * DAY)
    send(held.valid_until - 72 * DAY)
    assert state_of(junior, "window") == ("dropped", "superseded")
    decide(held.valid_until - 30 * DAY)
    assert ("window", "60") not in told(junior)


def _mentor(junior):
    return Membership.objects.get(user=junior, role="junior").mentor


def test_a_certificate_that_ends_is_said_to_have_ended(held, junior) -> None:
    for moment in (held.valid_until + HOUR, held.valid_until + 30 * DAY + HOUR):
        decide(moment)
        send(moment + DAY)
    assert [step for kind, step in told(junior) if kind == "lapsed"] == ["grace", "lapsed"]
    assert "Your certificate has ended: Foundation" in subjects(junior)
    assert "Your certificate has lapsed: Foundation" in subjects(junior)


def test_a_revocation_is_mailed_whatever_she_chose(held, junior, owner, at) -> None:
    choose(junior, dict.fromkeys(notices.kinds_for(mentors=False, owns=False), Way.APP), at)
    given = {"reason": "Wrong name", "by": owner, "at": at}
    certificates.change(certificate=held, kind="revoked", **given)
    send(at)
    assert subjects(junior) == ["Your certificate was revoked: Foundation"]
    assert "Wrong name" not in mail.outbox[0].body
    with pytest.raises(ValueError):
        choose(junior, {Kind.CHANGED: Way.APP}, at)


def test_a_suspension_that_was_undone_is_not_told_any_more(held, junior, owner, at) -> None:
    for kind in ("suspended", "resumed"):
        certificates.change(certificate=held, kind=kind, reason="R", by=owner, at=at)
    send(at)
    assert subjects(junior) == ["Your certificate is in force again: Foundation"]


def test_both_hear_once_that_a_skill_can_be_observed(junior, mentor, clinic, module, at) -> None:
    world.ready(junior, module, clinic, at=at)
    for hour in range(5):
        decide(at + hour * HOUR)
    assert told(junior) == told(mentor) == [("offered", "0")]
    observe(junior, module, clinic, mentor, at + DAY)
    send(at + 2 * DAY)
    assert state_of(mentor, "offered") == ("dropped", "observed")


def test_an_observation_waits_for_her_signature_until_she_signs(
    junior, mentor, clinic, module, at
) -> None:
    world.ready(junior, module, clinic, at=at)
    seen = world.observed(junior, module, clinic, by=mentor, at=at)
    assert told(junior) == [("observed", "")]
    signoffs.sign_person(observation=seen, by=junior, at=at)
    send(at + HOUR)
    assert state_of(junior, "observed") == ("dropped", "signed")


def test_the_owner_hears_that_nothing_is_missing_any_more(
    junior, mentor, owner, clinic, module, at
) -> None:
    programme = make_programme(module)
    world.ready(junior, module, clinic, at=at)
    observe(junior, module, clinic, mentor, at)
    decide(at + HOUR)
    assert told(owner) == [("ready", "1")]
    certify(junior, programme, clinic, owner, at + 2 * HOUR)
    send(at + 3 * HOUR)
    assert state_of(owner, "ready") == ("dropped", "certified")


def test_a_text_that_changes_practice_is_told_to_who_read_the_old_one(
    junior, clinic, module, at
) -> None:
    world.read(junior, module, clinic, count=1, at=at)
    person("Jonas", clinic, "junior")
    lesson = module.lessons.first()
    old = lesson.revisions.get()
    lesson.revisions.create(
        number=2,
        title="Lesson 1",
        minutes=5,
        source="",
        segments=[],
        severity="practice-changing",
        digest="new",
        published_at=at + DAY,
    )
    decide(at + DAY + HOUR)
    assert old.reads.count() == 1
    assert [(n.person, n.kind) for n in Notice.objects.all()] == [(junior, "content")]


def test_what_is_not_there_any_more_holds_up_nobody(asked, junior, clinic, at) -> None:
    things = {
        Kind.WINDOW: "certificate",
        Kind.CHANGED: "certificatechange",
        Kind.RESULT: "attempt",
        Kind.CONTENT: "lessonrevision",
        Kind.DUE: "assignment",
    }
    given = (junior.pk, clinic.pk)
    outbox.tell([Message(*given, kind, f"{what}:999") for kind, what in things.items()], at=at)
    assert send(at)["sent"] == 1
    assert Notice.objects.filter(state="dropped").count() == len(things)
