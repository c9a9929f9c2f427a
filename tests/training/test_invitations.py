"""Inviting, sending again, withdrawing, and taking an invitation up; what a link never opens."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from quizzes import jobs
from quizzes.models import Job
from tests.conftest import person
from tests.factories import ClinicFactory, MembershipFactory, UserFactory
from training import audit, invitations, people
from training.invitations import Place, Wish, token_of
from training.management import prepare
from training.models import AuditChain, AuditEvent, Clinic, Invitation, User
from training.rules import names

from .team_world import AT

FREYA = "freya@example.test"
PLACE = Place("Freya Lind", "four-words-make-one", "Europe/Oslo")
LATER = AT + invitations.LIFE


def invite(clinic, by, email=FREYA, **wish: object) -> Invitation:
    return invitations.invite(clinic=clinic, wish=Wish(email=email, **wish), by=by, at=AT)


@pytest.fixture
def asked(clinic, owner, mentor) -> Invitation:
    return invite(clinic, owner, roles=["junior", "author"], mentor=mentor, job="Therapist")


def accept(invitation, at=AT, **changed: object) -> User:
    given = {"token": token_of(invitation), "place": PLACE, "at": at} | changed
    return invitations.accept(**given)


def opens(token: str, at: dt.datetime = AT) -> bool:
    try:
        invitations.find(token=token, at=at)
    except invitations.Closed:
        return False
    return True


def test_whoever_takes_it_up_is_what_she_was_asked_to_be(asked, clinic, owner, mentor) -> None:
    freya = accept(asked)
    held = {one.role: one for one in freya.memberships.all()}
    assert set(held) == {"junior", "author"}
    assert (held["junior"].mentor, held["junior"].job) == (mentor, "Therapist")
    assert (freya.name, freya.time_zone, freya.email) == ("Freya Lind", "Europe/Oslo", FREYA)
    assert freya.check_password(PLACE.password)
    actions = list(AuditEvent.objects.order_by("number").values_list("action", flat=True))
    assert actions == ["invitation.made", *["membership.started"] * 2, "invitation.used"]
    assert audit.verify(AuditChain.objects.get(clinic=clinic)) == []


def test_a_link_works_once(asked) -> None:
    accept(asked)
    assert not opens(token_of(asked))
    with pytest.raises(invitations.Closed):
        accept(asked)
    assert User.objects.filter(email=FREYA).count() == 1


def test_a_link_works_for_fourteen_days(asked) -> None:
    assert opens(token_of(asked), LATER - dt.timedelta(seconds=1))
    assert not opens(token_of(asked), LATER)
    with pytest.raises(invitations.Closed):
        accept(asked, at=LATER)


def test_sending_again_kills_the_old_link_and_gives_two_weeks_more(asked, owner) -> None:
    old = token_of(asked)
    fresh = invitations.renew(invitation=asked, by=owner, at=LATER)
    assert not opens(old, LATER)
    assert opens(token_of(fresh), LATER + dt.timedelta(days=13))


def test_a_link_that_is_withdrawn_is_dead(asked, owner) -> None:
    token = token_of(asked)
    invitations.withdraw(invitation=asked, by=owner, at=AT)
    assert not opens(token)
    for act in (invitations.renew, invitations.withdraw):
        with pytest.raises(ValidationError):
            act(invitation=asked, by=owner, at=AT)


def test_a_link_opens_nothing_but_what_it_is_for(asked) -> None:
    token = token_of(asked)
    with pytest.raises(invitations.Closed):
        invitations.found(token=token, clinic="Mine", email=FREYA, place=PLACE, at=AT)
    # nor when the row says something else than the digest it was sealed with
    Invitation.objects.update(purpose="founder", clinic=None)
    assert not opens(token)


def test_a_link_holds_256_bits_and_the_database_does_not_hold_it(asked, clinic, owner) -> None:
    token, other = token_of(asked), token_of(invite(clinic, owner, "other@example.test"))
    assert len(token) == 43
    assert token != other
    row = Invitation.objects.filter(pk=asked.pk).values().get()
    assert token not in str(row)
    assert asked.public_id.hex not in token
    assert not opens(str(asked.public_id))
    assert not opens(asked.token_hash)
    assert not opens(asked.salt)


@pytest.mark.parametrize("token", ["", "x", "\x00", "a" * 5000, "../../etc", "ü" * 43])
def test_a_guess_opens_nothing(token: str, asked) -> None:
    assert not opens(token)


def test_nobody_is_asked_twice_or_who_is_here(asked, clinic, owner, junior) -> None:
    with pytest.raises(invitations.AlreadyInvited):
        invite(clinic, owner, " FREYA@Example.test ")
    with pytest.raises(invitations.AlreadyHere):
        invite(clinic, owner, junior.email)


@pytest.mark.parametrize("email", ["freya", "freya@", "@example.test", "a b@example.test", ""])
def test_what_is_no_address_is_refused(email: str, clinic, owner) -> None:
    with pytest.raises(ValidationError):
        invite(clinic, owner, email)


@pytest.mark.parametrize("role", ["mentor", "junior", "author"])
def test_whoever_is_no_owner_here_invites_nobody(role: str, clinic, other_clinic) -> None:
    for by in (person("Vida", clinic, role), person("Olof", other_clinic, "owner")):
        with pytest.raises(people.NotYours):
            invite(clinic, by)


def test_an_owner_of_the_chain_invites_to_its_clinics(clinic, owner) -> None:
    branch = ClinicFactory(parent=clinic)
    freya = accept(invite(branch, owner, roles=["owner"]))
    assert people.standing(user=freya).clinic == branch


def test_a_mentor_of_elsewhere_is_no_choice(clinic, other_clinic, owner) -> None:
    foreign = person("Moa", other_clinic, "mentor")
    with pytest.raises(ValidationError):
        invite(clinic, owner, mentor=foreign)


def test_a_mentor_who_left_meanwhile_is_left_out(asked, clinic, owner, mentor) -> None:
    people.depart(person=mentor, clinic=clinic, successors={}, by=owner, at=AT)
    assert accept(asked).memberships.get(role="junior").mentor is None


def test_whoever_has_an_account_joins_with_it_and_with_no_new_password(
    clinic, other_clinic, owner, stranger
) -> None:
    asked = invite(clinic, owner, stranger.email)
    before = stranger.password
    with pytest.raises(invitations.Closed):  # the link alone is no way into an account
        accept(asked)
    someone = UserFactory()
    with pytest.raises(invitations.Closed):
        invitations.take_up(token=token_of(asked), user=someone, at=AT)
    invitations.take_up(token=token_of(asked), user=stranger, at=AT)
    stranger.refresh_from_db()
    assert stranger.password == before
    assert {one.clinic for one in stranger.memberships.all()} == {clinic, other_clinic}


def test_a_role_she_has_already_is_not_given_twice(clinic, owner, stranger) -> None:
    asked = invite(clinic, owner, stranger.email, roles=["junior", "mentor"])
    MembershipFactory(user=stranger, clinic=clinic, role="junior")
    invitations.take_up(token=token_of(asked), user=stranger, at=AT)
    assert stranger.memberships.filter(clinic=clinic, ended_at=None).count() == 2


def test_a_closed_account_comes_back_by_its_mail(clinic, owner, junior) -> None:
    people.depart(person=junior, clinic=clinic, successors={}, by=owner, at=AT)
    back = accept(invite(clinic, owner, junior.email))
    assert back.pk == junior.pk
    assert back.is_active
    assert back.check_password(PLACE.password)


def test_the_mail_carries_the_link_in_both_forms_once(asked, clinic, owner) -> None:
    job = invitations.post(clinic, base="https://clinic.example/", by=owner, at=AT)
    for _ in range(2):  # a worker that was killed begins anew
        running = jobs.Running(job, lambda: AT)
        job.refresh_from_db()
        type(job).objects.filter(pk=job.pk).update(state="running")
        invitations.deliver(running)
    [sent] = mail.outbox
    link = f"https://clinic.example/invitations/{token_of(asked)}/"
    page = sent.alternatives[0][0]
    assert link in sent.body
    assert f'href="{link}"' in page
    assert (sent.to, sent.subject) == ([FREYA], f"Your invitation to {clinic}")
    assert not re.search(r"\sstyle=|<script|<img", page)


def test_a_mail_that_could_not_be_sent_waits_again(asked, clinic, owner, settings) -> None:
    settings.EMAIL_BACKEND = "tests.training.test_invitations.Broken"
    job = invitations.post(clinic, base="https://clinic.example", by=owner, at=AT)
    with pytest.raises(ConnectionError):
        invitations.deliver(jobs.Running(job, lambda: AT))
    asked.refresh_from_db()
    assert asked.sent_at is None


class Broken:
    def __init__(self, **options: object) -> None:
        pass

    def __enter__(self) -> Broken:
        return self

    def __exit__(self, *problem: object) -> None:
        pass

    def send_messages(self, messages: list) -> int:
        raise ConnectionError


def test_a_name_cannot_break_out_of_a_mail(clinic, owner) -> None:
    clinic.name = "Linden\r\nBcc: all@example.test"
    clinic.save()
    asked = invite(clinic, owner, name="<script>alert(1)</script>\r\nX: y")
    written = invitations.mailing.letter(asked, "https://clinic.example")
    assert "\n" not in written.subject
    assert "<script" not in written.alternatives[0][0]


def test_the_first_link_makes_the_first_owner_and_no_second(db) -> None:
    path = prepare.first_link(at=AT)
    older = path.split("/")[2]
    token = invitations.first_link(at=AT)
    assert not opens(older)
    given = {"clinic": "North", "email": "Ada@Example.test", "place": PLACE, "at": AT}
    with pytest.raises(invitations.Closed):
        accept(Invitation.objects.get(withdrawn_at=None))
    ada = invitations.found(token=token, **given)
    where = people.standing(user=ada)
    assert (where.clinic.name, where.roles, ada.email) == ("North", {"owner"}, "ada@example.test")
    with pytest.raises(invitations.Closed):
        invitations.found(token=token, **given)
    assert prepare.first_link(at=AT) is None
    assert Clinic.objects.count() == 1


def test_invitations_that_are_over_are_forgotten(asked, clinic, owner) -> None:
    accept(invite(clinic, owner, "used@example.test"))
    gone = invite(clinic, owner, "gone@example.test")
    invitations.withdraw(invitation=gone, by=owner, at=AT)

    def left(days: int) -> set[str]:
        moment = AT + dt.timedelta(days=days)
        invitations.prune(jobs.Running(Job(kind="prune"), lambda: moment))
        return set(Invitation.objects.values_list("email", flat=True))

    assert left(14) == {FREYA, "used@example.test", "gone@example.test"}
    assert left(15) == {FREYA}
    assert left(44) == {FREYA}
    assert left(45) == set()
    assert audit.verify(AuditChain.objects.get(clinic=clinic)) == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ada \t Lovelace\n", "Ada Lovelace"),
        ("Ada\x00\x1b[31m", "Ada [31m"),
        ("\u202eadA", "adA"),
        ("Zoe\u0308", "Zo\u00eb"),
        ("نور", "نور"),
        ("\u2028", ""),
    ],
)
def test_a_name_is_one_line_of_what_can_be_seen(typed: str, kept: str) -> None:
    assert names.tidy(typed) == kept
