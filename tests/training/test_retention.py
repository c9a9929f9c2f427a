"""What a clinic keeps no longer is forgotten, by its own settings, and no result changes."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.management import call_command

from quizzes import jobs, marking
from quizzes.models import Attempt, Job, MarkNote, Response, ResponseText, Result, Upload
from tests.quizzes.work import run_due
from training import clinicsettings, invitations, privacy
from training.models import AuditEvent, Invitation, ObservedNote, OccasionWords

from . import canaries

pytestmark = pytest.mark.django_db
DAY, YEAR = dt.timedelta(days=1), dt.timedelta(days=366)


@pytest.fixture(autouse=True)
def empty_storages(settings) -> None:
    settings.STORAGES = dict(settings.STORAGES)


@pytest.fixture
def caged(clinic, mentor, owner, at) -> canaries.Caged:
    found = canaries.caged(clinic, mentor, owner, at)
    while run_due(clock=lambda: at):
        pass
    return found


def forget(at: dt.datetime) -> dict[str, int]:
    found: dict[str, int] = {}
    for model, count in privacy.forget_old(at=at):
        found[model] = found.get(model, 0) + count
    return found


def texts(her) -> int:
    return ResponseText.objects.filter(response__item__attempt__user=her).count()


def test_what_she_typed_stays_until_the_months_after_her_certificate_are_over(caged, at) -> None:
    before = texts(caged.her)
    ends = caged.her.certificates.get().valid_until
    forget(ends + 2 * YEAR - 30 * DAY)
    assert texts(caged.her) == before
    forget(ends + 2 * YEAR + 30 * DAY)
    running = Attempt.objects.get(quiz__slug="runs")
    left = ResponseText.objects.filter(response__item__attempt__user=caged.her)
    assert {one.response.item.attempt_id for one in left} <= {running.pk}
    assert not any(m.objects.exists() for m in (MarkNote, ObservedNote, OccasionWords))
    assert not Upload.objects.exclude(kept_as="").exists()


def test_results_responses_and_digests_stay_as_they_were(caged, at) -> None:
    facts = [list(model.objects.order_by("pk").values()) for model in (Response, Result)]
    digest = marking.digest_of(caged.exam)
    forget(at + 20 * YEAR)
    assert facts == [list(model.objects.order_by("pk").values()) for model in (Response, Result)]
    assert marking.digest_of(Attempt.objects.get(pk=caged.exam.pk)) == digest


def test_each_clinic_decides_how_long_and_it_stands_on_its_record(caged, owner, at) -> None:
    ends = caged.her.certificates.get().valid_until
    month = ends + dt.timedelta(days=400)
    assert "quizzes.ResponseText" not in forget(month)
    who = {"clinic": caged.clinic, "by": owner, "at": at}
    clinicsettings.save(name="keep_answers", value=12, **who)
    found = forget(month)
    event = AuditEvent.objects.filter(action="data.forgotten").latest("pk")
    assert event.chain.clinic == caged.clinic
    assert event.data["rows"]["quizzes.ResponseText"] == found["quizzes.ResponseText"] >= 2


def test_invitations_go_once_they_were_over_for_as_long_as_is_set(clinic, owner, at) -> None:
    wish = invitations.Wish(email="freya@example.test")
    made = invitations.invite(clinic=clinic, wish=wish, by=owner, at=at)
    forget(made.expires_at + 13 * DAY)
    assert Invitation.objects.exists()
    assert forget(made.expires_at + 15 * DAY) == {"training.Invitation": 1}


def test_a_dry_run_says_how_much_and_forgets_nothing(caged, capsys, monkeypatch, at) -> None:
    far = at + 20 * YEAR
    monkeypatch.setattr("django.utils.timezone.now", lambda: far)
    before = texts(caged.her)
    call_command("forget_old", dry_run=True)
    assert "quizzes.ResponseText" in capsys.readouterr().out
    assert texts(caged.her) == before
    call_command("forget_old")
    assert texts(caged.her) < before


def test_the_schedule_does_it_every_day(caged, at) -> None:
    far = at + 20 * YEAR
    jobs.tick(at=far)
    job = Job.objects.get(kind="data_forgotten")
    jobs.run(job.pk, holder="one", clock=lambda: far)
    job.refresh_from_db()
    assert job.state == "done" and job.outcome["quizzes.ResponseText"] >= 2
