"""The copy of everything that is held of a person: all of hers, nothing of others, for a week."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from quizzes.models import Job
from tests.conftest import person
from tests.quizzes import making
from tests.quizzes.making import CANARY
from tests.quizzes.work import run_due
from training import privacy
from training.models import AuditEvent, PersonalCopy, User

from . import canaries
from .canaries import EMAIL, NAME, word

pytestmark = pytest.mark.django_db
WEEK = dt.timedelta(days=7)


@pytest.fixture(autouse=True)
def empty_storages(settings) -> None:
    settings.STORAGES = dict(settings.STORAGES)


@pytest.fixture
def caged(clinic, mentor, owner, at) -> canaries.Caged:
    return canaries.caged(clinic, mentor, owner, at)


def work(at: dt.datetime) -> None:
    while run_due(clock=lambda: at):
        pass


def made(her: User, at: dt.datetime) -> PersonalCopy:
    work(at)
    return her.copies.get()


def test_it_holds_what_she_typed_and_what_was_written_about_her(caged, at) -> None:
    said = json.loads(privacy.as_json(privacy.document(caged.her, at=at)))
    text = json.dumps(said, ensure_ascii=False)
    for what in ("short", "written", "half", "reason", "contest", "outcome", "again", "both"):
        assert word(what) in text, what
    for what in ("work", "suspended", "job"):
        assert word(what) in text, what
    assert f"{canaries.MARK}.png" in text and EMAIL in text and NAME in text
    chosen = [one["answer"] for one in said["quizzes"][0]["answers"] if one["position"] == 1]
    assert chosen == [["Keratin"]]  # as she saw it, not the author's key of it
    assert {one["name"] for one in said["holdings"]} == {one.model for one in privacy.HOLDINGS}


def test_it_holds_no_key_no_explanation_and_nothing_of_others(caged, clinic, at) -> None:
    jonas = person("Jonas", clinic, "junior")
    quiz = making.Quiz.objects.get(slug="typed")
    canaries.attempts.start(user=jonas, quiz=quiz, space=clinic.space, at=at)
    text = privacy.as_json(privacy.document(caged.her, at=at)).decode()
    assert CANARY not in text
    assert "Jonas" not in text and "jonas@" not in text and "oda@" not in text
    assert caged.her.password not in text
    assert "Oda" in text  # by name, who decided about her


def test_the_worker_makes_it_once_and_it_opens_as_file_and_as_paper(caged, at) -> None:
    first = caged.her.copies.get()
    assert privacy.ask(person=caged.her, at=at) == first
    copy = made(caged.her, at)
    said = json.loads(privacy.open_copy(copy=copy, of="json").read())
    assert said["person"]["email"] == EMAIL
    pdf = privacy.open_copy(copy=copy, of="pdf").read()
    assert pdf.startswith(b"%PDF-") and len(pdf) > 10_000
    assert Job.objects.get(key=f"personal_copy:{copy.pk}").state == "done"
    assert AuditEvent.objects.filter(action="copy.asked", actor=caged.her).exists()


def test_what_no_font_can_draw_is_counted_and_never_left_out_in_silence(junior, at) -> None:
    User.objects.filter(pk=junior.pk).update(name="Łucja Nguyễn 王芳")
    junior.refresh_from_db()
    printed = privacy.printed(privacy.document(junior, at=at))
    assert printed.unfit >= 2 and printed.unfit % 2 == 0
    assert "王芳" in privacy.as_json(privacy.document(junior, at=at)).decode()


def test_it_is_gone_after_a_week(caged, at) -> None:
    copy = made(caged.her, at)
    assert privacy.standing(caged.her, at=at + WEEK - dt.timedelta(hours=1))[0] == copy
    assert privacy.standing(caged.her, at=at + WEEK + dt.timedelta(hours=1)) == (None, None)
    dict(privacy.forget_old(at=at + WEEK + dt.timedelta(hours=1)))
    assert not PersonalCopy.objects.exists()


def test_the_command_writes_a_file_for_its_owner_alone_and_is_on_record(
    junior, tmp_path, capsys
) -> None:
    out = tmp_path / "ines.json"
    call_command("export_person", "Ines@example.test", dry_run=True)
    assert not out.exists() and "Your name" in capsys.readouterr().out
    call_command("export_person", "ines@example.test", out=out)
    assert json.loads(out.read_text())["person"]["name"] == "Ines"
    assert out.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "ines.json.pdf").read_bytes().startswith(b"%PDF-")
    assert AuditEvent.objects.filter(action="copy.printed", subject=junior).count() == 1
    with pytest.raises(CommandError, match="is there already"):
        call_command("export_person", "ines@example.test", out=out)
    with pytest.raises(CommandError, match="no account"):
        call_command("export_person", "nobody@example.test")
