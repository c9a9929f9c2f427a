"""Importing people: nothing before it is confirmed, everything once, whatever happens meanwhile."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quizzes import jobs
from quizzes.models import Job
from tests.conftest import person
from tests.factories import ClinicFactory
from training import audit, imports, invitations, people
from training.imports import running as portions
from training.invitations import Wish
from training.models import AuditChain, AuditEvent, ImportRow, Invitation, PeopleImport

from .team_world import AT

pytestmark = pytest.mark.django_db
HEAD = "email,name,role,mentor,team\n"


def begin(clinic, owner, text: str) -> PeopleImport:
    table = imports.read((HEAD + text).encode())
    return imports.begin(clinic=clinic, table=table, filename="p.csv", by=owner, at=AT)


def confirm(batch, by) -> Job:
    return imports.confirm(batch=batch, base="https://clinic.example", by=by, at=AT)


def work(job: Job) -> Job:
    """As the worker does it."""
    done = jobs.run(job.pk, holder="test", clock=timezone.now)
    job.refresh_from_db()
    assert done is not None
    return job


def fates(batch) -> list[str]:
    return list(batch.rows.order_by("line").values_list("fate", flat=True))


def test_a_dry_run_does_nothing(clinic, owner, junior) -> None:
    batch = begin(clinic, owner, f"new@example.test\n{junior.email}\nbad@\n")
    assert fates(batch) == ["new", "here", "refused"]
    assert not Invitation.objects.exists()
    assert not Job.objects.exists()
    assert not mail.outbox


def test_what_is_confirmed_is_done_once_with_role_mentor_and_team(clinic, owner, mentor) -> None:
    people.found_team(clinic=clinic, name="Early", by=owner, at=AT)
    batch = begin(clinic, owner, 'a@example.test,Ada,"Learner, Author",oda,early\nb@example.test\n')
    job = confirm(batch, owner)
    assert confirm(batch, owner).pk == job.pk
    assert work(job).outcome == {"invited": 2}
    ada = Invitation.objects.get(email="a@example.test")
    assert (ada.name, ada.roles, ada.mentor, ada.team.name) == (
        "Ada",
        ["junior", "author"],
        mentor,
        "Early",
    )
    work(Job.objects.get(kind=invitations.KIND))
    assert sorted(one.to[0] for one in mail.outbox) == ["a@example.test", "b@example.test"]
    events = AuditEvent.objects.filter(action="invitation.made").count()
    assert (events, AuditEvent.objects.filter(action="import.confirmed").count()) == (2, 1)
    assert audit.verify(AuditChain.objects.get(clinic=clinic)) == []


def test_whoever_joined_meanwhile_is_not_asked_once_more(clinic, owner) -> None:
    batch = begin(clinic, owner, "a@example.test\nb@example.test\nc@example.test\n")
    person("A", clinic, "junior")
    invitations.invite(clinic=clinic, wish=Wish("b@example.test"), by=owner, at=AT)
    work(confirm(batch, owner))
    assert fates(batch) == ["here", "invited", "new"]
    assert Invitation.objects.count() == 2


def test_a_worker_that_was_killed_begins_where_it_ended(clinic, owner, monkeypatch) -> None:
    monkeypatch.setattr(portions, "PORTION", 2)
    batch = begin(clinic, owner, "".join(f"p{n}@example.test\n" for n in range(5)))
    job, real, turns = confirm(batch, owner), portions._portion, []

    def killed(*given: object) -> None:
        turns.append(1)
        if len(turns) == 2:
            raise SystemExit
        real(*given)

    monkeypatch.setattr(portions, "_portion", killed)
    with pytest.raises(SystemExit):
        work(job)
    assert Invitation.objects.count() == 2
    Job.objects.update(lease_until=timezone.now() - dt.timedelta(seconds=1))
    assert work(job).outcome == {"invited": 5}
    assert Invitation.objects.count() == 5
    assert AuditEvent.objects.filter(action="invitation.made").count() == 5


def test_whoever_owns_the_clinic_no_more_imports_nobody(clinic, owner) -> None:
    second = person("Bea", clinic, "owner")
    job = confirm(begin(clinic, owner, "a@example.test\n"), owner)
    people.depart(person=owner, clinic=clinic, successors={}, by=second, at=AT)
    assert work(job).error == "not_allowed"
    assert not Invitation.objects.exists()


def test_an_account_elsewhere_is_told_of_only_where_it_is_hers_to_see(clinic, owner) -> None:
    branch, foreign = ClinicFactory(parent=clinic), ClinicFactory()
    person("Near", branch, "junior")
    person("Far", foreign, "junior")
    batch = begin(clinic, owner, "near@example.test\nfar@example.test\n")
    assert fates(batch) == ["joins", "new"]
    work(confirm(batch, owner))
    assert Invitation.objects.count() == 2


def test_files_are_forgotten_after_a_month(clinic, owner) -> None:
    begin(clinic, owner, "a@example.test\n")
    job = Job(kind="prune")
    imports.prune(jobs.Running(job, lambda: AT + dt.timedelta(days=29)))
    assert ImportRow.objects.exists()
    imports.prune(jobs.Running(job, lambda: AT + dt.timedelta(days=31)))
    assert not PeopleImport.objects.exists()


@pytest.fixture
def owners(owner) -> Client:
    client = Client()
    client.force_login(owner, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def upload(client: Client, text: str | bytes, name: str = "people.csv") -> object:
    data = text if isinstance(text, bytes) else text.encode()
    sent = {"file": SimpleUploadedFile(name, data)}
    return client.post(reverse("training:people-import"), sent, follow=True)


def test_an_owner_looks_confirms_and_sees_what_came_of_it(owners, clinic, owner) -> None:
    answer = upload(owners, HEAD + "ada@example.test,Ada\nbad@,Bea,boss\n")
    page = answer.content.decode()
    assert "Nothing is done yet." in page
    assert "1 person would get an invitation." in page
    assert "This is no email address." in page
    here = answer.request["PATH_INFO"]
    assert "ada@example.test" not in owners.get(f"{here}?show=refused").content.decode()
    owners.post(here)
    assert "Invitations are being made" in owners.get(here).content.decode()
    work(Job.objects.get(kind=imports.KIND))
    fragment = owners.get(here, headers={"HX-Request": "true"}).content.decode()
    assert "1 of 1 rows done" in fragment
    assert "<html" not in fragment


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "There is no row with people."),
        (b"name\nAda\n", "No column is called Email."),
        (b"\xff\xfe", "Save it as “CSV UTF-8”"),
        (b"PK\x03\x04", "This is no CSV file and no Excel workbook"),
    ],
)
def test_a_file_that_cannot_be_read_is_said_in_words(owners, data, words) -> None:
    answer = upload(owners, data)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not PeopleImport.objects.exists()


HOSTILE = '"><img src=x onerror=alert(1)>'


def test_what_stands_in_a_file_is_text_on_every_page(owners) -> None:
    row = f"{HOSTILE},{HOSTILE},{HOSTILE},{HOSTILE},{HOSTILE}".replace('"', '""')
    cells = ",".join(f'"{one}"' for one in row.split(","))
    answer = upload(owners, HEAD.strip() + f',"<b>{HOSTILE[2:]}"\n{cells}\n', "<i>p.csv")
    page = answer.content.decode()
    assert "&lt;img src=x" in page
    assert "<img src=x" not in page
    assert "<i>p.csv" not in page
    assert "<b><img" not in page


def test_the_template_can_be_imported(owners, mentor) -> None:
    answer = owners.get(reverse("training:people-import-template"))
    assert answer["Content-Disposition"].startswith("attachment")
    table = imports.read(answer.content)
    assert (len(table.rows), table.ignored) == (2, ())


def test_a_file_of_another_clinic_is_not_there(owners, other_clinic) -> None:
    foreign = person("Olof", other_clinic, "owner")
    batch = begin(other_clinic, foreign, "a@example.test\n")
    url = reverse("training:people-import-detail", args=[batch.public_id])
    assert owners.get(url).status_code == 404
    assert owners.post(url).status_code == 404


def test_the_page_of_its_job_leads_to_the_file(owners, clinic, owner) -> None:
    batch = begin(clinic, owner, "a@example.test\n")
    job = confirm(batch, owner)
    page = reverse("quizzes:job-detail", args=[job.public_id])
    assert "Inviting people from a file" in owners.get(page).content.decode()
    Job.objects.update(state="failed", error="not_allowed", ended_at=AT)
    assert "owns this clinic no more" in owners.get(page).content.decode()
    post = invitations.post(clinic, base="https://clinic.example", by=owner, at=AT)
    page = reverse("quizzes:job-detail", args=[post.public_id])
    assert "Sending invitations" in owners.get(page).content.decode()
