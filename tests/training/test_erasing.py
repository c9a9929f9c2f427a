"""Erasing a person: no trace of her is left, and all that rests on what she did still stands."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.contrib.sessions.models import Session
from django.core.files.storage import storages
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse
from structlog.testing import capture_logs

from quizzes import marking
from quizzes.models import Attempt, Mark, Response, ResponseText, Result
from quizzes.privacy import Fate
from quizzes.quizzes import Policy
from tests.conftest import person
from tests.factories import PASSWORD
from tests.quizzes.work import run_due
from training import audit, certificates, privacy
from training.models import AuditChain, AuditEvent, Certificate, Erasure, User
from training.privacy import Choice, Refused

from . import canaries
from .canaries import EMAIL, MARK, NAME

pytestmark = pytest.mark.django_db
LATER = dt.timedelta(minutes=30)


@pytest.fixture(autouse=True)
def empty_storages(settings) -> None:
    """Files of other tests are in memory still."""
    settings.STORAGES = dict(settings.STORAGES)


@pytest.fixture
def caged(clinic, mentor, owner, at) -> canaries.Caged:
    found = canaries.caged(clinic, mentor, owner, at)
    while run_due(clock=lambda: at):
        pass
    return found


def erase(caged, choice=Choice.REVOKED, *, reason="She asked for it.", by=None, at) -> Erasure:
    given = {"certificates_": choice, "reason": reason, "by": by or caged.owner}
    return privacy.erase(person=caged.her, **given, at=at)


@pytest.mark.django_db(transaction=True)
def test_no_trace_of_her_is_left_in_any_table_file_or_log(caged, at, caplog) -> None:
    before = set(canaries.traces())
    assert len(before) > 25  # else the net has holes
    assert all(storages[one].listdir("")[1] for one in ("uploads", "copies"))
    with capture_logs() as logs:
        erase(caged, reason=f"{NAME} asked.", at=at + LATER)
    assert sorted(set(canaries.traces())) == []
    assert MARK not in canaries.readable(logs)
    assert MARK not in caplog.text.casefold()
    assert not any(storages[one].listdir("")[1] for one in ("uploads", "copies"))


@pytest.mark.django_db(transaction=True)
def test_a_name_that_must_stay_on_a_certificate_stays_there_alone(caged, at) -> None:
    erase(caged, Choice.KEPT, reason="Proof is owed for ten years.", at=at + LATER)
    assert set(canaries.traces()) == {"training_certificateholder.name"}


def test_chains_digests_marks_and_totals_hold(caged, at) -> None:
    sealed = {one.pk: marking.digest_of(one) for one in Attempt.objects.filter(state="submitted")}
    guarded = [
        list(model.objects.order_by("pk").values()) for model in (Response, Mark, Certificate)
    ]
    results = list(Result.objects.order_by("pk").values())
    erase(caged, at=at + LATER)
    for chain in AuditChain.objects.all():
        assert audit.verify(chain) == []
    for pk, digest in sealed.items():
        assert marking.digest_of(Attempt.objects.get(pk=pk)) == digest
    for model, rows in zip((Response, Mark, Certificate), guarded, strict=True):
        ids = [row["id"] for row in rows]
        assert list(model.objects.filter(pk__in=ids).order_by("pk").values()) == rows
    assert list(Result.objects.order_by("pk").values())[: len(results)] == results
    assert recomputed(caged.exam) == caged.exam.results.order_by("number").last().score


def recomputed(attempt: Attempt) -> Decimal | None:
    """Its score from the newest mark of each question."""
    newest = {one.item_id: one for one in Mark.objects.filter(item__attempt=attempt)}
    marks = [
        marking.item_mark(newest[item.pk], weight=item.weight, must_not_miss=False, certainty=None)
        for item in attempt.items.all()
    ]
    return marking.total(Policy.from_json(attempt.policy), marks).score


def test_what_she_was_typing_is_marked_before_it_goes(caged, at) -> None:
    runs = Attempt.objects.get(user=caged.her, quiz__slug="runs")
    assert runs.is_open
    erase(caged, at=at + LATER)
    runs.refresh_from_db()
    assert not runs.is_open
    assert not ResponseText.objects.filter(response__item__attempt__user=caged.her).exists()


def test_nobody_signs_in_as_her_and_the_pages_of_others_still_open(caged, at) -> None:
    erase(caged, at=at + LATER)
    assert not any("_auth_user_id" in one.get_decoded() for one in Session.objects.all())
    client = Client()
    client.post("/accounts/login/", {"login": EMAIL, "password": PASSWORD})
    assert "_auth_user_id" not in client.session
    client.force_login(caged.owner, backend="allauth.account.auth_backends.AuthenticationBackend")
    made = Certificate.objects.get(person=caged.her)
    her = caged.her.public_id
    pages = [
        reverse("training:staff-detail", args=[her]),
        reverse("training:certificate-detail", args=[made.public_id]),
        reverse("training:verify-detail", args=[made.code]),
        reverse("training:clinic-matrix"),
        reverse("training:clinic-audit"),
        reverse("training:scope-table"),
    ]
    for page in pages:
        answer = client.get(page)
        assert answer.status_code in (200, 404), page
        assert MARK not in answer.content.decode().casefold(), page
    assert "Name erased" in client.get(pages[2]).content.decode()


def test_her_certificates_are_revoked_or_kept_as_was_decided(caged, at) -> None:
    made = Certificate.objects.get(person=caged.her)
    with pytest.raises(Refused) as refusal:
        erase(caged, Choice.NONE, at=at)
    assert refusal.value.code == "certificates"
    erase(caged, at=at + LATER)
    fresh = certificates.with_history().get(pk=made.pk)
    assert certificates.state_of(fresh, at=at + LATER) == "revoked"
    assert AuditEvent.objects.filter(action="certificate.revoked", subject=caged.her).exists()


def test_it_is_on_record_who_decided_it_and_why_and_happens_once(caged, at) -> None:
    found = erase(caged, at=at + LATER)
    event = AuditEvent.objects.get(action="person.erased", chain__clinic=caged.clinic)
    assert (event.actor, event.subject_id) == (caged.owner, caged.her.pk)
    assert event.words.text == found.reason.text == "She asked for it."
    assert event.data["rows"]["quizzes.ResponseText"] >= 3
    with pytest.raises(Refused) as refusal:
        erase(caged, at=at + LATER)
    assert refusal.value.code == "erased"


def test_a_dry_run_counts_what_then_goes_and_changes_nothing(caged, at) -> None:
    before = sorted(canaries.traces())
    plan = privacy.plan(caged.her)
    assert sorted(canaries.traces()) == before
    counts = plan.counts
    assert counts["quizzes.ResponseText"] == ResponseText.objects.count()
    assert counts["sessions.Session"] == 1
    assert plan.certificates == 1
    assert all(line.holding.because for line in plan.of(Fate.KEPT))


def test_the_last_owner_of_a_clinic_is_not_erased(clinic, owner, at) -> None:
    assert privacy.plan(owner).orphaned == (clinic,)
    with pytest.raises(Refused) as refusal:
        privacy.erase(person=owner, certificates_=Choice.NONE, reason="Why", by=None, at=at)
    assert refusal.value.code == "last_owner"
    owner.refresh_from_db()
    assert owner.is_active and owner.name == "Astrid"


def test_a_mentor_leaves_her_people_to_every_mentor_and_her_marks_stay(
    clinic, mentor, junior, owner, at
) -> None:
    privacy.erase(person=mentor, certificates_=Choice.NONE, reason="Why", by=owner, at=at)
    assert junior.memberships.get().mentor is None
    mentor.refresh_from_db()
    assert mentor.name == f"Erased person {mentor.pk}"


@pytest.mark.django_db(transaction=True)
def test_a_restored_backup_is_put_right_again(clinic, owner, junior, at) -> None:
    second = person("Jonas", clinic, "junior")
    privacy.erase(person=junior, certificates_=Choice.NONE, reason="Why", by=owner, at=at)
    assert privacy.reapply(at=at) == 0
    again = User(public_id=junior.public_id, email="ines@example.test", name="Ines")
    User.objects.filter(pk=junior.pk).update(public_id=second.public_id.__class__(int=1))
    again.save()  # as an older copy of the database has her
    assert privacy.reapply(at=at) == 1
    again.refresh_from_db()
    assert not again.is_active and "Ines" not in again.name


def test_the_command_shows_all_of_it_first(caged, capsys) -> None:
    call_command("erase_person", EMAIL, dry_run=True)
    said = capsys.readouterr().out
    assert "What you typed as an answer" in said and "Nothing was changed." in said
    assert User.objects.get(pk=caged.her.pk).name == NAME
    with pytest.raises(CommandError, match="--keep-certificates"):
        call_command("erase_person", EMAIL, reason="Asked.")
    call_command("erase_person", EMAIL, "--revoke-certificates", reason="Asked.")
    assert not User.objects.filter(email=EMAIL).exists()
    with pytest.raises(CommandError, match="no account"):
        call_command("erase_person", EMAIL)
