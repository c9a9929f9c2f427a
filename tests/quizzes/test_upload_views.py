"""The page of a written question with files, and what it answers to good and bad ones."""

from __future__ import annotations

import html

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from quizzes import attempts, marking
from quizzes.models import Attempt, Response, ResponseText, Upload
from training.models import User

from .browsing import browser, item_url, start, url
from .files import PAGE, SVG, archive, pdf, png
from .making import CANARY, FILES, fixed, item, publish_bank, publish_quiz

pytestmark = pytest.mark.django_db
TEXT = "Seen <b>today</b>."


@pytest.fixture
def attempt(junior: User, space) -> Attempt:
    publish_bank([item("w1", "written", files=FILES), item("w2", "written")])
    return start(junior, space, publish_quiz(fixed(["w1", "w2"])))


@pytest.fixture
def client(junior: User) -> Client:
    return browser(junior)


def send(client: Client, attempt: Attempt, data: bytes | None, name: str = "a.png", **more: str):
    fields = {"kind": "written", "text": TEXT, "revision": "0", "go": "attach"} | more
    if data is not None:
        fields["file"] = SimpleUploadedFile(name, data)
    return client.post(url("attempt-files", attempt.public_id, 1), fields)


def file_url(attempt: Attempt) -> str:
    return url("attempt-file", attempt.public_id, 1, Upload.objects.get().public_id)


def test_before_an_answer_the_page_says_what_may_be_added_and_nothing_of_the_rubric(
    client, attempt
) -> None:
    page = client.get(item_url(attempt)).content.decode()
    assert "You may add 2 files: JPEG, PNG or PDF, each up to 1 MB." in page
    assert 'accept=".jpg,.jpeg,.png,.pdf"' in page
    assert '<label class="label" for="file">' in page
    assert f'formaction="{url("attempt-files", attempt.public_id, 1)}"' in page
    assert 'formenctype="multipart/form-data"' in page
    assert CANARY not in page
    assert "keratin" not in page.casefold()
    assert 'type="file"' not in client.get(item_url(attempt, 2)).content.decode()


def test_one_press_saves_the_text_and_the_file(client, attempt) -> None:
    answer = send(client, attempt, png(), "Foto.PNG")
    assert (answer.status_code, answer["Location"]) == (302, item_url(attempt))
    assert ResponseText.objects.first().text == TEXT
    page = client.get(item_url(attempt)).content.decode()
    assert "Foto.PNG" in page
    assert file_url(attempt) in page
    assert 'name="revision" value="2"' in page
    review = client.get(url("attempt-detail", attempt.public_id)).content.decode()
    assert "1 file" in review
    assert "Somebody reads what you wrote" in review


def test_a_file_is_taken_back_by_a_press_and_twice_does_no_harm(client, attempt) -> None:
    send(client, attempt, png())
    named = str(Upload.objects.get().public_id)
    for revision in ("2", "3"):
        assert send(client, attempt, None, remove=named, revision=revision).status_code == 302
    assert Response.objects.order_by("number").last().body == {"characters": len(TEXT)}
    assert send(client, attempt, None, remove="../x", revision="3").status_code == 302
    assert 'name="remove"' not in client.get(item_url(attempt)).content.decode()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("drawing.svg", SVG, "This kind of file is not asked for here."),
        ("page.html", PAGE, "This kind of file is not asked for here."),
        ("bomb.zip", archive(), "This kind of file is not asked for here."),
        ("a.png", png() + archive(), "something else hidden in this file"),
        ("a.html.png", png(), "has two endings"),
        ("a.jpg", png(), "is not that of what is in it"),
        ("a.pdf", pdf(b"/JavaScript"), "does things on its own"),
        ("a.png", png()[:50], "not whole"),
        ("a.png", png(60_000, 60_000), "too many pixels"),
        ("a.png", png() + b"x" * 1_000_000, "too large"),
        ("a.png", b"", "Choose a file first."),
        ("a.png", None, "Choose a file first."),
    ],
)
def test_a_file_that_is_not_taken_is_told_and_the_text_is_saved(
    client, attempt, name, data, said
) -> None:
    answer = send(client, attempt, data, name)
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    assert said in page or (data == b"" and "This file is empty." in page)
    assert TEXT in page
    assert 'name="revision" value="1"' in answer.content.decode()
    assert not Upload.objects.exists()
    assert Response.objects.get().body == {"characters": len(TEXT)}


def test_a_path_in_a_name_leads_nowhere(client, attempt) -> None:
    assert send(client, attempt, png(), "../../../etc/cron.d/a.png").status_code == 302
    assert Upload.objects.get().name == "a.png"
    assert "/" not in Upload.objects.get().kept_as


def test_what_is_far_too_large_does_not_arrive(client, attempt) -> None:
    answer = send(client, attempt, png() + b"x" * 10_000_001)
    assert answer.status_code == 422
    assert "far too large does not arrive" in answer.content.decode()


def test_a_file_is_sent_to_be_kept_and_never_as_a_page(client, attempt) -> None:
    send(client, attempt, png(), "Foto \u201eheute\u201c.png")
    answer = client.get(file_url(attempt))
    assert b"".join(answer.streaming_content) == png()
    assert answer["Content-Type"] == "image/png"
    assert answer["Content-Disposition"].startswith("attachment; filename")
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_nobody_else_opens_it_or_adds_to_it(client, attempt, stranger, mentor) -> None:
    send(client, attempt, png())
    for other in (browser(stranger), browser(mentor)):
        assert other.get(file_url(attempt)).status_code == 404
        assert send(other, attempt, png()).status_code == 404
    assert client.get(url("attempt-file", attempt.public_id, 2, Upload.objects.get().public_id))
    assert Upload.objects.count() == 1


def test_an_ended_attempt_takes_no_file(client, attempt, junior) -> None:
    attempts.submit(user=junior, attempt_id=attempt.public_id, at=timezone.now())
    assert send(client, attempt, png()).status_code == 410
    assert not Upload.objects.exists()


def test_after_marking_the_result_shows_files_levels_and_the_marker_s_words(
    client, attempt, junior, mentor
) -> None:
    send(client, attempt, png(), "Foto.png")
    attempts.submit(user=junior, attempt_id=attempt.public_id, at=timezone.now())
    waiting = client.get(url("attempt-result", attempt.public_id)).content.decode()
    assert "Somebody reads it, then you see the result" in waiting
    assert CANARY not in waiting
    marking.mark_by_hand(
        attempt_id=attempt.public_id,
        position=1,
        marking={"keratin": "met", "calm": "met"},
        revision=2,
        by=mentor,
        at=timezone.now(),
        note="Kind <and> clear.",
    )
    result = f"{url('attempt-result', attempt.public_id)}?show=all"
    first = browser(mentor).get(result).content.decode()
    assert "Kind &lt;and&gt; clear." in first
    assert "Seen &lt;b&gt;today&lt;/b&gt;." in first
    assert "Foto.png" in first
    assert "Says keratin" in first
    assert "Met" in first
    assert browser(mentor).get(file_url(attempt)).status_code == 200
    hers = client.get(result).content.decode()
    assert "Kind &lt;and&gt; clear." not in hers  # she has not passed, and may try again
    assert CANARY not in hers
    assert "Foto.png" in hers
