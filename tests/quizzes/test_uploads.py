"""Files beside a text: part of the answer, kept apart, covered by the digest, erasable."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.db.models import Q

from quizzes import attempts, marking, permissions, results
from quizzes.formats.uploads import Unfit
from quizzes.models import Attempt, AttemptItem, Response, ResponseText, Upload

from .files import SVG, jpeg, pdf, png
from .making import AT, FILES, fixed, item, publish_bank, publish_quiz

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("host")]
PHOTO, PAPER = png(), pdf()


@pytest.fixture
def attempt(junior, space) -> Attempt:
    publish_bank([item("w1", "written", files=FILES), item("w2", "written"), item("q1")])
    quiz = publish_quiz(fixed(["w1", "w2", "q1"]))
    return attempts.start(user=junior, quiz=quiz, space=space, at=AT)


@pytest.fixture
def attach(attempt):
    def attached(data: bytes = PHOTO, name: str = "a.png", **changes: object) -> attempts.Saved:
        act = {"user": attempt.user, "attempt_id": attempt.public_id, "position": 1, "at": AT}
        revision = AttemptItem.objects.get(attempt=attempt, position=1).revision
        return attempts.attach(**(act | {"revision": revision} | changes), name=name, data=data)

    return attached


@pytest.fixture
def write(attempt):
    def written(text: str | None, revision: int, position: int = 1) -> attempts.Saved:
        place = {"user": attempt.user, "attempt_id": attempt.public_id, "position": position}
        return attempts.answer(**place, response=text, certainty=2, revision=revision, at=AT)

    return written


def bodies() -> list[object]:
    return list(Response.objects.order_by("number").values_list("body", flat=True))


def test_a_file_is_a_new_answer_that_names_its_digest_beside_the_same_text(write, attach) -> None:
    write("Seen today.", 0)
    saved = attach()
    assert saved.revision == 2
    upload = Upload.objects.get()
    assert bodies() == [{"characters": 11}, {"characters": 11, "files": [upload.sha256]}]
    assert set(ResponseText.objects.values_list("text", flat=True)) == {"Seen today."}
    assert list(Response.objects.values_list("certainty", flat=True)) == [2, 2]
    assert (upload.name, upload.media_type, upload.size) == ("a.png", "image/png", len(PHOTO))


def test_a_text_written_afterwards_keeps_the_files(write, attach) -> None:
    attach()
    attach(PAPER, "b.pdf")
    write("Now with words.", 2)
    first, second = Upload.objects.all()
    assert bodies()[-1] == {"characters": 15, "files": [first.sha256, second.sha256]}
    write(None, 3)
    assert bodies()[-1] == {"characters": 0, "files": [first.sha256, second.sha256]}


def test_a_file_taken_back_is_a_new_answer_and_its_bytes_go(
    attempt, attach, django_capture_on_commit_callbacks
) -> None:
    attach()
    upload = Upload.objects.get()
    kept = upload.kept_as
    place = {"user": attempt.user, "attempt_id": attempt.public_id, "position": 1}
    with django_capture_on_commit_callbacks(execute=True):
        attempts.detach(**place, upload=upload.public_id, revision=1, at=AT)
    assert bodies()[-1] is None
    upload.refresh_from_db()
    assert (upload.name, upload.kept_as, upload.removed_at) == ("", "", AT)
    assert upload.sha256
    assert not storages["uploads"].exists(kept)
    with pytest.raises(Upload.DoesNotExist):
        attempts.detach(**place, upload=upload.public_id, revision=2, at=AT)


def test_the_name_on_the_disk_tells_nothing_and_only_we_may_read_it(
    attach, settings, tmp_path: Path
) -> None:
    options = {"location": tmp_path / "uploads"}
    options |= {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700}
    backend = "django.core.files.storage.FileSystemStorage"
    settings.STORAGES = settings.STORAGES | {"uploads": {"BACKEND": backend, "OPTIONS": options}}
    attach(name="Klara Novak.png")
    (found,) = (tmp_path / "uploads").iterdir()
    assert len(found.name) == 48
    assert found.read_bytes() == PHOTO
    assert stat.S_IMODE(found.stat().st_mode) == 0o600


def test_what_is_not_asked_for_changes_nothing(attach) -> None:
    attach()
    refused = [("drawing.svg", SVG), ("a.png", PHOTO), ("big.png", png() + b"x" * 1_000_001)]
    for name, data in refused:
        with pytest.raises(Unfit):
            attach(data, name)
    attach(PAPER, "b.pdf")
    with pytest.raises(Unfit) as caught:
        attach(jpeg(), "c.jpg")
    assert caught.value.code == "too_many"
    assert (Response.objects.count(), Upload.objects.count()) == (2, 2)


@pytest.mark.parametrize("position", [2, 3, 9])
def test_where_no_files_are_asked_for_there_is_no_place_for_one(attach, position) -> None:
    with pytest.raises(AttemptItem.DoesNotExist):
        attach(position=position)
    assert not Upload.objects.exists()


def test_it_obeys_the_rules_of_a_save(attempt, attach, write, stranger, later) -> None:
    with pytest.raises(AttemptItem.DoesNotExist):
        attach(user=stranger)
    write("Newer.", 0)
    with pytest.raises(attempts.Stale):
        attach(revision=0)
    with pytest.raises(attempts.TooLate):
        attach(at=later(minutes=30))
    attempts.submit(user=attempt.user, attempt_id=attempt.public_id, at=AT)
    with pytest.raises(attempts.AttemptClosed):
        attach()
    assert not Upload.objects.exists()


def test_a_full_disk_leaves_nothing_behind(attach, monkeypatch) -> None:
    def full(*args: object, **kwargs: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(storages["uploads"], "save", full)
    with pytest.raises(OSError, match="no space"):
        attach()
    assert not Response.objects.exists()
    assert not Upload.objects.exists()


def test_the_digest_of_the_attempt_covers_the_files(attempt, attach) -> None:
    attach()
    ended = attempts.submit(user=attempt.user, attempt_id=attempt.public_id, at=AT)
    assert marking.digest_of(ended) == ended.digest
    assert Response.objects.get().body["files"] == [Upload.objects.get().sha256]
    assert [mark.state for mark in ended.items.get(position=1).marks.all()] == ["waiting"]


def test_erasing_takes_names_and_bytes_and_leaves_every_digest(
    attempt, write, attach, junior, stranger, django_capture_on_commit_callbacks
) -> None:
    write("Text.", 0)
    attach(name="Klara.png")
    ended = attempts.submit(user=junior, attempt_id=attempt.public_id, at=AT)
    kept, before = Upload.objects.get().kept_as, bodies()
    assert attempts.erase_texts(stranger) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert attempts.erase_texts(junior) == 3  # the text stands beside two answers
    assert attempts.erase_texts(junior) == 0
    upload = Upload.objects.get()
    assert (upload.name, upload.kept_as, upload.removed_at) == ("", "", None)
    assert not storages["uploads"].exists(kept)
    assert bodies() == before
    assert marking.digest_of(ended) == ended.digest
    with pytest.raises(FileNotFoundError):
        opened(junior, attempt)


def opened(viewer, attempt: Attempt) -> bytes:
    place = {"viewer": viewer, "attempt_id": attempt.public_id, "position": 1, "at": AT}
    _, data = results.open_upload(**place, upload=Upload.objects.get().public_id)
    return data.read()


def test_it_is_opened_by_its_writer_and_by_who_may_see_the_answer(
    attempt, attach, junior, mentor, stranger, host, space
) -> None:
    attach()
    assert opened(junior, attempt) == PHOTO
    with pytest.raises(Attempt.DoesNotExist):
        opened(mentor, attempt)
    host.SCOPES[mentor.pk] = Q(space=space)
    host.RIGHTS.add((mentor.pk, permissions.VIEW_ATTEMPT))
    with pytest.raises(results.NotEnded):
        opened(mentor, attempt)
    attempts.submit(user=junior, attempt_id=attempt.public_id, at=AT)
    assert opened(mentor, attempt) == opened(junior, attempt) == PHOTO
    with pytest.raises(Attempt.DoesNotExist):
        opened(stranger, attempt)


def test_it_stays_closed_while_an_exam_that_runs_asks_the_same(
    attempt, attach, junior, mentor, host, space
) -> None:
    attach()
    assert opened(junior, attempt) == PHOTO  # her own exam, which runs
    attempts.submit(user=junior, attempt_id=attempt.public_id, at=AT)
    host.SCOPES[mentor.pk] = Q(space=space)
    host.RIGHTS.add((mentor.pk, permissions.VIEW_ATTEMPT))
    sitting = attempts.start(user=mentor, quiz=attempt.quiz, space=space, at=AT)
    with pytest.raises(Upload.DoesNotExist):
        opened(mentor, attempt)
    attempts.submit(user=mentor, attempt_id=sitting.public_id, at=AT)
    assert opened(mentor, attempt) == PHOTO


def test_pages_tell_the_files_of_the_newest_answer_in_one_query_more(
    attempt, attach, junior, statements
) -> None:
    with statements() as before:
        attempts.sheet(user=junior, attempt_id=attempt.public_id)
    attach(PAPER, "b.pdf")
    attach()
    with statements() as after:
        found = attempts.sheet(user=junior, attempt_id=attempt.public_id).items[0]
    assert [one.name for one in found.files] == ["b.pdf", "a.png"]
    assert found.answered
    assert len(after) == len(before) + 2  # the files, and the (empty) text beside them
    words = attempts.overview(user=junior, attempt_id=attempt.public_id).questions[0].words
    assert words == ("2 files",)
