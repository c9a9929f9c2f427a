"""The look before handing in, the hand-in, the result, and what all these pages cost."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.utils import timezone

from quizzes import attempts
from quizzes.models import Attempt, Result, Space
from tests.conftest import person
from training.models import Clinic, User

from .browsing import HTMX, browser, every_kind, fields_of, item_url, singles, start, url
from .making import CANARY, RIGHT, quiz_of

pytestmark = pytest.mark.django_db


def answer_all(attempt: Attempt, *, right: bool = True) -> None:
    for item in attempt.items.select_related("version"):
        kind = item.version.kind
        attempts.answer(
            user=attempt.user,
            attempt_id=attempt.public_id,
            position=item.position,
            response=RIGHT[kind] if right else {"single": "b"}.get(kind),
            certainty=3,
            revision=item.revision,
            at=timezone.now(),
            in_keys=True,
        )


def ended(user: User, space: Space, quiz, *, right: bool) -> str:
    attempt = start(user, space, quiz)
    answer_all(attempt, right=right)
    attempts.submit(user=user, attempt_id=attempt.public_id, at=timezone.now())
    return url("attempt-result", attempt.public_id)


def test_before_handing_in_every_answer_stands_there_and_what_is_open_is_named(
    junior: User, space: Space
) -> None:
    attempt, client = start(junior, space, every_kind(slug="all-kinds")), browser(junior)
    answer_all(attempt)
    open_one = start(junior, space, quiz_of(3))
    attempts.flag(user=junior, attempt_id=open_one.public_id, position=2, flagged=True)
    page = client.get(url("attempt-detail", attempt.public_id)).content.decode()
    for text in ("Keratin", "Firm", "Scrubbing helps → False", "Pearly, newborn → Milium"):
        assert f"<li>{text}</li>" in page, text
    assert page.index("<li>Ask</li>") < page.index("<li>Clean</li>") < page.index("<li>Open</li>")
    assert "not answered" not in page
    other = client.get(url("attempt-detail", open_one.public_id)).content.decode()
    assert "3 questions are not answered." in other
    assert "You flagged" in other
    assert f'href="{item_url(open_one, 2)}">2</a>' in other


def test_handing_in_twice_makes_one_result(junior: User, space: Space) -> None:
    attempt, client = start(junior, space, quiz_of(2)), browser(junior)
    for _ in range(2):
        answer = client.post(url("attempt-submit", attempt.public_id))
        assert answer.url == url("attempt-result", attempt.public_id)
    assert Result.objects.count() == 1
    assert client.get(url("attempt-submit", attempt.public_id)).status_code == 405


def test_a_pass_shows_everything(junior: User, space: Space) -> None:
    result = ended(junior, space, every_kind(), right=True)
    page = browser(junior).get(result).content.decode()
    assert "Passed" in page
    assert "100%" in page
    assert CANARY in page
    assert "Your answer, right" in page


def test_not_yet_shows_topics_and_beliefs_and_says_what_comes_later(
    junior: User, space: Space
) -> None:
    result = ended(junior, space, quiz_of(3, must_not_miss=True), right=False)
    page = browser(junior).get(result).content.decode()
    for words in (
        "Not yet",
        "The score is below the pass mark of 80%.",
        "A must-not-miss question was not right",
        "One belief to let go of",
        "Refutation of M03.",
        "You were sure",
        "0 of 3",
        "come when you have passed, or after the last attempt",
        "The next attempt opens on",
        "Milk",
    ):
        assert words in page, words
    assert CANARY not in page
    assert "Keratin" not in page


def test_the_questions_are_filtered_by_the_address(junior: User, space: Space) -> None:
    attempt, client = start(junior, space, quiz_of(3)), browser(junior)
    for place, response in ((1, "a"), (2, "b"), (3, "a")):
        attempts.answer(
            user=junior,
            attempt_id=attempt.public_id,
            position=place,
            response=response,
            certainty=None,
            revision=0,
            at=timezone.now(),
            in_keys=True,
        )
    result = client.post(url("attempt-submit", attempt.public_id)).url
    missed, every = (client.get(f"{result}?show={x}").content.decode() for x in ("missed", "all"))
    assert (missed.count('<li class="wrap-row"'), every.count('<li class="wrap-row"')) == (1, 3)
    assert "66%" in missed  # never rounded up
    assert "To look at (1)" in missed


def test_a_mentor_sees_all_of_an_ended_attempt_and_others_nothing(
    junior: User, mentor: User, clinic: Clinic, space: Space, stranger: User
) -> None:
    result = ended(junior, space, quiz_of(2), right=False)
    page = browser(mentor).get(result).content.decode()
    assert "Ines" in page
    assert CANARY in page
    for user in (stranger, person("Nils", clinic, "mentor"), person("Jonas", clinic, "junior")):
        assert browser(user).get(result).status_code == 404


def test_practice_explains_each_answer_at_once_and_keeps_it(junior: User, space: Space) -> None:
    attempt, client = start(junior, space, every_kind("practice")), browser(junior)
    place = attempt.items.get(version__kind="single", question__part=0).position
    before = client.get(item_url(attempt, place)).content.decode()
    assert CANARY not in before
    sent = fields_of(before)
    assert client.post(item_url(attempt, place), sent | {"go": "check"}).url == item_url(
        attempt, place
    )
    after = client.get(item_url(attempt, place)).content.decode()
    assert CANARY in after
    assert 'name="choice"' not in after
    others = re.findall(r'name="choice" value="([^"]+)"', before)
    other = sent | {"choice": next(o for o in others if o != sent["choice"]), "revision": "1"}
    locked = client.post(item_url(attempt, place), other, **HTMX)
    assert (locked.status_code, 'data-outcome="locked"' in locked.content.decode()) == (409, True)
    onward = client.post(item_url(attempt, place), {**other, "go": "next"})
    assert onward.url == item_url(attempt, place + 1)


def test_half_an_answer_in_practice_is_kept_and_not_judged(junior: User, space: Space) -> None:
    attempt, client = start(junior, space, every_kind("practice")), browser(junior)
    place = attempt.items.get(version__kind="matching").position
    fields = fields_of(client.get(item_url(attempt, place)).content.decode())
    gap = next(name for name in fields if name.startswith("m."))
    client.post(item_url(attempt, place), fields | {gap: "", "go": "check"})
    page = client.get(item_url(attempt, place)).content.decode()
    assert "Answer all of it" in page
    assert CANARY not in page


def test_checking_without_an_answer_asks_for_one(junior: User, space: Space) -> None:
    attempt, client = start(junior, space, every_kind("practice")), browser(junior)
    for headers in ({}, HTMX):
        sent = {"kind": "single", "revision": "0", "go": "check"}
        answer = client.post(item_url(attempt), sent, **headers)
        assert answer.status_code == 422
        assert "Give an answer first." in answer.content.decode()


def test_a_round_without_an_answer_has_no_score(junior: User, space: Space) -> None:
    attempt, client = start(junior, space, every_kind("practice")), browser(junior)
    result = client.post(url("attempt-submit", attempt.public_id)).url
    page = client.get(result).content.decode()
    assert "Nothing answered this time" in page
    assert "0%" not in page
    assert "0%" not in client.get(url("practice-list")).content.decode()


def test_pages_cost_the_same_for_five_questions_and_for_twenty(
    junior: User, space: Space, statements
) -> None:
    counts = {size: costs(junior, space, size, statements) for size in (5, 20)}
    assert counts[5] == counts[20]
    assert counts[20]["save"] <= 5
    assert counts[20]["review"] <= 7


def costs(user: User, space: Space, size: int, statements) -> dict[str, int]:
    attempt, client = start(user, space, singles(size)), browser(user)
    answer_all(attempt, right=False)
    review = url("attempt-detail", attempt.public_id)
    fields = fields_of(client.get(item_url(attempt, 2)).content.decode()) | {"certainty": "1"}
    found: dict[str, int] = {}

    def count(name: str, act: Callable[[], HttpResponse]) -> HttpResponse:
        with statements() as made:
            answer = act()
        assert answer.status_code == 200, name
        found[name] = len(made)
        return answer

    count("item", lambda: client.get(item_url(attempt, 2)))
    count("save", lambda: client.post(item_url(attempt, 2), fields, **HTMX))
    assert len(count("review", lambda: client.get(review)).content) <= 60_000
    result = client.post(url("attempt-submit", attempt.public_id)).url
    count("result", lambda: client.get(result))
    return found
