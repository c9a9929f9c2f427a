"""Sitting an attempt in a browser: shown, saved, refused, with and without fragments."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from quizzes import attempts
from quizzes.models import Attempt, AttemptItem, Response, Space
from training.models import User

from .browsing import HTMX, browser, every_kind, fields_of, item_url, named, start, url
from .making import quiz_of

pytestmark = pytest.mark.django_db


def single(page: str, text: str, revision: int = 0, **more: str) -> dict[str, str]:
    return {"kind": "single", "choice": named(page, text), "revision": str(revision), **more}


@pytest.fixture
def attempt(junior: User, space: Space) -> Attempt:
    return start(junior, space, quiz_of(3))


def test_each_kind_of_question_saves_what_its_own_page_sends(junior: User, space: Space) -> None:
    attempt, client = start(junior, space, every_kind()), browser(junior)
    for item in attempt.items.select_related("version"):
        page = client.get(item_url(attempt, item.position)).content.decode()
        answer = client.post(item_url(attempt, item.position), fields_of(page), **HTMX)
        assert answer.status_code == 200, (item.version.kind, answer.content)
        stored = Response.objects.get(item=item)
        assert stored.body is not None, item.version.kind
        assert stored.certainty == 1
        assert "checked" in client.get(item_url(attempt, item.position)).content.decode()


def test_a_save_answers_with_a_small_fragment_and_its_revision(
    junior: User, attempt: Attempt
) -> None:
    client = browser(junior)
    page = client.get(item_url(attempt)).content.decode()
    answer = client.post(item_url(attempt), single(page, "Milk", certainty="3"), **HTMX)
    body = answer.content.decode()
    assert 'data-outcome="saved" data-revision="1" data-answered="1"' in body
    assert "Saved" in body
    assert len(answer.content) <= 1024
    assert "no-store" in answer["Cache-Control"]
    assert "HX-Request" in answer["Vary"]


@pytest.mark.parametrize(
    ("go", "position", "then"),
    [("next", 1, 2), ("back", 2, 1), ("back", 1, 1), ("stay", 2, 2), ("3", 1, 3), ("flag", 1, 1)],
)
def test_without_script_the_button_saves_and_leads_on(
    junior: User, attempt: Attempt, go: str, position: int, then: int
) -> None:
    client = browser(junior)
    page = client.get(item_url(attempt, position)).content.decode()
    answer = client.post(item_url(attempt, position), single(page, "Keratin", go=go))
    assert answer.status_code == 302
    assert answer.url == item_url(attempt, then)
    assert Response.objects.count() == 1


@pytest.mark.parametrize(("go", "position"), [("next", 3), ("review", 1), ("77", 1), ("²", 1)])
def test_past_the_last_question_comes_the_review(
    junior: User, attempt: Attempt, go: str, position: int
) -> None:
    client = browser(junior)
    page = client.get(item_url(attempt, position)).content.decode()
    answer = client.post(item_url(attempt, position), single(page, "Keratin", go=go))
    assert answer.url in (url("attempt-detail", attempt.public_id), item_url(attempt, position))


def test_a_flag_is_set_and_taken_off_and_a_second_click_changes_nothing(
    junior: User, attempt: Attempt
) -> None:
    client = browser(junior)
    for go, flagged in (("flag", True), ("flag", True), ("unflag", False)):
        client.post(item_url(attempt), {"kind": "single", "revision": "0", "go": go})
        assert attempt.items.get(position=1).flagged is flagged


def test_a_double_click_is_one_answer(junior: User, attempt: Attempt) -> None:
    client = browser(junior)
    page = client.get(item_url(attempt)).content.decode()
    for _ in range(2):
        answer = client.post(item_url(attempt), single(page, "Milk"), **HTMX)
        assert 'data-revision="1"' in answer.content.decode()
    assert Response.objects.count() == 1


def test_a_second_window_is_shown_both_answers_and_overwrites_nothing(
    junior: User, attempt: Attempt
) -> None:
    client = browser(junior)
    page = client.get(item_url(attempt)).content.decode()
    client.post(item_url(attempt), single(page, "Milk"))
    late = single(page, "Dirt", certainty="2")
    part = client.post(item_url(attempt), late, **HTMX)
    assert part.status_code == 409
    assert 'data-outcome="stale" data-revision="1"' in part.content.decode()
    assert "<li>Milk</li>" in part.content.decode()
    whole = client.post(item_url(attempt), late)
    text = whole.content.decode()
    assert whole.status_code == 409
    assert "<li>Milk</li>" in text
    assert f'value="{late["choice"]}" checked' in text
    assert Response.objects.count() == 1
    kept = fields_of(text) | {"choice": late["choice"], "go": "stay"}
    assert client.post(item_url(attempt), kept).status_code == 302
    assert Response.objects.count() == 2


def test_what_arrives_too_late_is_not_counted_and_not_lost_from_sight(
    junior: User, space: Space
) -> None:
    attempt, client = start(junior, space, quiz_of(3), ago=19), browser(junior)
    page = client.get(item_url(attempt)).content.decode()
    over = timezone.now() - dt.timedelta(seconds=6)
    Attempt.objects.filter(pk=attempt.pk).update(deadline_at=over)
    answer = client.post(item_url(attempt), single(page, "Milk"), **HTMX)
    assert answer.status_code == 403
    assert 'data-outcome="closed"' in answer.content.decode()
    whole = client.post(item_url(attempt), single(page, "Milk"))
    assert whole.status_code == 410
    assert "<li>Milk</li>" in whole.content.decode()
    assert not Response.objects.exists()


def test_the_grace_of_a_save_on_its_way_is_kept(junior: User, attempt: Attempt) -> None:
    client = browser(junior)
    page = client.get(item_url(attempt)).content.decode()
    Attempt.objects.update(deadline_at=timezone.now() - dt.timedelta(seconds=2))
    assert client.post(item_url(attempt), single(page, "Milk"), **HTMX).status_code == 200


def test_after_the_hand_in_nothing_is_saved(junior: User, attempt: Attempt) -> None:
    client = browser(junior)
    page = client.get(item_url(attempt)).content.decode()
    attempts.submit(user=junior, attempt_id=attempt.public_id, at=timezone.now())
    answer = client.post(item_url(attempt), single(page, "Milk"), **HTMX)
    assert answer.status_code == 410
    assert url("attempt-result", attempt.public_id) in answer.content.decode()
    assert client.get(item_url(attempt)).url == url("attempt-result", attempt.public_id)


@pytest.mark.parametrize("name", ["attempt-detail", "attempt-result", "attempt-item"])
def test_every_look_ends_an_attempt_whose_time_is_over(
    junior: User, space: Space, name: str
) -> None:
    attempt = start(junior, space, quiz_of(2), ago=30)
    place = [1] if name == "attempt-item" else []
    answer = browser(junior).get(url(name, attempt.public_id, *place))
    attempt.refresh_from_db()
    assert not attempt.is_open
    assert answer.status_code == (200 if name == "attempt-result" else 302)


def test_what_is_no_answer_stays_in_the_fields_with_what_to_do(junior: User, space: Space) -> None:
    attempt, client = start(junior, space, every_kind()), browser(junior)
    place = attempt.items.get(version__kind="ordering").position
    fields = fields_of(client.get(item_url(attempt, place)).content.decode())
    wrong = {k: "2" if k.startswith("o.") else v for k, v in fields.items()}
    answer = client.post(item_url(attempt, place), wrong)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Give each step its own." in text
    assert text.count('<option value="2" selected>') == 3
    assert client.post(item_url(attempt, place), wrong, **HTMX).status_code == 422


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe\x00",
        b"kind=single&revision=0&choice=%00%ff",
        b"kind=multiple&revision=0&choices=zz&choices=zz",
        b"kind=matching&revision=0&m.zz=a",
        b"kind=true_false&revision=0&s.=1",
        b"kind=ordering&revision=0&o.a=999999",
        b"kind=single&revision=99999999999999999999&choice=a",
        b"kind=single&revision=0&certainty=%F0%9F%98%80&choice=a",
        b"kind[]=single&revision=0&choice[]=a",
    ],
)
def test_any_bytes_get_an_answer_and_none_is_stored(
    junior: User, attempt: Attempt, body: bytes
) -> None:
    client = browser(junior)
    for headers in ({}, HTMX):
        answer = client.generic(
            "POST", item_url(attempt), body, "application/x-www-form-urlencoded", **headers
        )
        assert answer.status_code in (302, 409, 422), (body, answer.status_code)
    assert not Response.objects.exclude(body=None).exists()


@pytest.mark.parametrize("position", [0, 4, 10**6, 10**30])
def test_a_place_that_is_not_there_is_404(junior: User, attempt: Attempt, position: int) -> None:
    client = browser(junior)
    sent = {"kind": "single", "revision": "0"}
    assert client.get(item_url(attempt, position)).status_code == 404
    assert client.post(item_url(attempt, position), sent).status_code == 404


def test_an_attempt_of_somebody_else_is_not_there(
    stranger: User, mentor: User, owner: User, attempt: Attempt
) -> None:
    sent = {"kind": "single", "revision": "0"}
    for user in (stranger, mentor, owner):
        client = browser(user)
        assert client.get(item_url(attempt)).status_code == 404
        assert client.post(item_url(attempt), sent, **HTMX).status_code == 404
        for name in ("attempt-detail", "attempt-result"):
            assert client.get(url(name, attempt.public_id)).status_code == 404
        assert client.post(url("attempt-submit", attempt.public_id)).status_code == 404
    assert browser(owner).get(url("attempt-detail", uuid.uuid4())).status_code == 404
    assert attempt.items.filter(revision__gt=0).count() == 0


def test_signed_out_a_save_is_told_so_and_a_page_leads_to_the_sign_in(
    client, attempt: Attempt
) -> None:
    answer = client.post(item_url(attempt), {"kind": "single"}, **HTMX)
    assert answer.status_code == 401
    assert client.get(item_url(attempt)).status_code == 302


def test_a_save_needs_the_token_of_our_own_form(junior: User, attempt: Attempt) -> None:
    client = browser(junior, enforce_csrf_checks=True)
    assert client.post(item_url(attempt), {"kind": "single", "revision": "0"}).status_code == 403
    assert AttemptItem.objects.filter(revision__gt=0).count() == 0
