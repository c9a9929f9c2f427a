"""While an exam runs, nothing that tells an answer leaves the server, on any surface.

Searched in bytes and headers of every address of quizzes, pages and fragments, with DEBUG too.
"""

from __future__ import annotations

import re
import uuid
from collections import Counter
from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from quizzes import attempts
from quizzes.engine.kinds import TYPED
from quizzes.forms.responses import sent as sent_of
from quizzes.models import Attempt, Belief, QuestionVersion, Quiz, Response, Space
from quizzes.quizzes import Policy
from training.models import User

from .browsing import HTMX, browser, every_kind, fields_of, form_of, item_url, start, url
from .making import BODIES, CANARY, RIGHT, fixed, publish_bank, publish_quiz, quiz_of
from .making import item as question

pytestmark = pytest.mark.django_db
# Random letters, which now and then spell the code of a belief; and what a keyboard is told.
TOKEN = re.compile(
    rb'autocorrect="off"|(?<=csrfmiddlewaretoken" value=")\w+|(?<=X-CSRFToken": ")\w+'
)


@pytest.fixture
def attempt(junior: User, space: Space) -> Attempt:
    return start(junior, space, every_kind())


def addresses(attempt: Attempt) -> list[str]:
    """Every address that quizzes has, filled in for this attempt."""
    values = {"quiz": attempt.quiz.slug, "attempt": str(attempt.public_id), "key": "exam-single"}
    values |= {"job": str(uuid.uuid4()), "question": "exam-single", "contest": str(uuid.uuid4())}
    values |= {"correction": str(uuid.uuid4()), "pk": attempt.items.first().question_id}
    values["upload"] = str(uuid.uuid4())
    values["name"] = f"{0:064}.png"
    found = []
    for pattern in get_resolver("quizzes.urls").url_patterns:
        route = "/" + re.sub(r"<\w+:(\w+)>", r"{\1}", str(pattern.pattern))
        places = range(1, attempt.items.count() + 1) if "{position}" in route else [1]
        found += [route.format(**values, position=place) for place in places]
    return found


def everything(client: Client, attempt: Attempt) -> Iterator[tuple[str, HttpResponse]]:
    """Every page and fragment, asked for, answered rightly, wrongly, and badly."""
    for address in addresses(attempt):
        for headers in ({}, HTMX):
            yield address, client.get(address, **headers)
            yield address + "?show=all", client.get(address, {"show": "all"}, **headers)
            if not address.endswith(("/submit/", "/start/")):
                bad = {"kind": "single", "choice": "zz", "revision": "0"}
                yield "bad " + address, client.post(address, bad, **headers)
    for item in attempt.items.all():
        address = item_url(attempt, item.position)
        fields = fields_of(client.get(address).content.decode())
        for revision, certainty in ((0, 1), (0, 2), (1, 3), (0, 3)):  # saved, stale, saved, stale
            more = {"revision": str(revision), "certainty": str(certainty)}
            yield "save " + address, client.post(address, fields | more, **HTMX)
            yield "post " + address, client.post(address, fields | more, follow=True)
    attempt.refresh_from_db()
    assert attempt.is_open


def secrets(attempt: Attempt) -> set[str]:
    """What tells an answer: explanations, beliefs, and what a stored question is made of."""
    told = {
        CANARY,
        "rationale",
        "M01",
        "M03",
        '"correct"',
        "correct=",
        "is_correct",
        "what-a-milium",
    }
    for version in QuestionVersion.objects.filter(items__attempt=attempt):
        told |= {
            version.digest,
            version.rationale["explanation"],
            *version.rationale["why"].values(),
        }
    for belief in Belief.objects.all():
        told |= {belief.statement, belief.refutation, belief.instead}
    return {one for one in told if one}


def answers_of(attempt: Attempt) -> Counter:
    """The status codes of everything, none of which told anything."""
    client, telling = browser(attempt.user, raise_request_exception=False), secrets(attempt)
    seen: Counter = Counter()
    for address, answer in everything(client, attempt):
        headers = repr(sorted(answer.headers.items())).encode()
        sent = TOKEN.sub(b"", answer.content) + headers
        leaked = [one for one in telling if one.encode() in sent]
        assert not leaked, (address, leaked)
        assert answer.status_code < 500, address
        seen[answer.status_code] += 1
    return seen


@pytest.mark.parametrize("debug", [False, True])
def test_no_page_or_fragment_tells_an_answer(attempt: Attempt, settings, debug: bool) -> None:
    settings.DEBUG = debug
    assert {200, 404, 409, 422} <= answers_of(attempt).keys()


def test_other_layouts_and_rules_tell_nothing_either(junior: User, space: Space) -> None:
    items = [
        question("exam-single", "matching", layout="categories"),
        question("so-many", "multiple", rule="choose_n"),
        question("near", "ordering", rule="distance"),
    ]
    publish_bank(items)
    attempt = start(junior, space, publish_quiz(fixed([one.key for one in items])))
    assert {200, 422} <= answers_of(attempt).keys()


def values_in(page: str) -> set[str]:
    """What the form names its rows and choices by."""
    named = re.findall(r'(?:value|name)="([^"]*)"', form_of(page))
    return {one.partition(".")[2] or one for one in named}


def test_the_author_s_keys_reach_no_form(junior: User, attempt: Attempt) -> None:
    client = browser(junior)
    for item in attempt.items.select_related("version"):
        shown = values_in(client.get(item_url(attempt, item.position)).content.decode())
        body = item.version.body
        parts = (part for part in body.values() if isinstance(part, list))
        keys = {row["key"] for part in parts for row in part if "key" in row}
        keys |= {one["key"] for row in body.get("nodes", ()) for one in row.get("choices", ())}
        assert len(shown) > len(keys) or item.version.kind == "branching"
        assert not shown & keys, item.version.kind


def test_names_are_others_in_every_attempt(junior: User, stranger: User, space: Space) -> None:
    quiz = quiz_of(2)
    pages = []
    for user, where in ((junior, space), (stranger, stranger.memberships.get().clinic.space)):
        attempt = start(user, where, quiz)
        pages.append(values_in(browser(user).get(item_url(attempt)).content.decode()))
    names = [{one for one in page if re.fullmatch(r"[0-9a-f]{16}", one)} for page in pages]
    assert len(names[0]) == len(names[1]) == 3
    assert not names[0] & names[1]


def test_the_right_option_stands_anywhere_with_the_same_chance(junior: User, space: Space) -> None:
    """Chi-square over 240 pages: 2 degrees of freedom, 13.8 at one in a thousand."""
    quiz, places = quiz_of(8, policy=Policy()), Counter()
    for round_ in range(30):
        seed = round_.to_bytes(16, "big")
        attempt = attempts.start(user=junior, quiz=quiz, space=space, at=timezone.now(), seed=seed)
        for item in attempts.sheet(user=junior, attempt_id=attempt.public_id).items:
            places[list(item.delivery["options"].values()).index("Keratin")] += 1
        attempts.submit(user=junior, attempt_id=attempt.public_id, at=timezone.now())
    expected = sum(places.values()) / 3
    assert sum((places[n] - expected) ** 2 / expected for n in range(3)) < 13.8


def test_after_a_failed_attempt_the_key_stays_where_it_is(junior: User, space: Space) -> None:
    attempt, client = start(junior, space, every_kind()), browser(junior)
    result = client.post(url("attempt-submit", attempt.public_id)).url
    for address in (result, f"{result}?show=all", f"{result}?show=missed"):
        page = client.get(address).content
        assert CANARY.encode() not in page
        assert b"Keratin" not in page


@pytest.mark.parametrize("kind", [kind for kind in BODIES if kind not in {*TYPED, "scale"}])
def test_the_keys_of_the_author_are_no_answer(kind: str, attempt: Attempt) -> None:
    """Sent as they are, a, b, c would put the steps of a procedure in order, and show it."""
    place = attempt.items.get(version__kind=kind, question__part=0)
    sent = sent_of(kind, RIGHT[kind])
    sent |= {"kind": kind, "revision": "0"}
    refused = browser(attempt.user).post(item_url(attempt, place.position), sent, **HTMX)
    assert refused.status_code == 422
    assert not Response.objects.exists()


def test_the_result_of_another_exam_tells_nothing_of_the_one_that_runs(
    junior: User, mentor: User, space: Space
) -> None:
    """Two exams on the same questions: one was passed, the other runs."""
    ended = start(junior, space, every_kind())
    for item in ended.items.select_related("version"):
        attempts.answer(
            user=junior,
            attempt_id=ended.public_id,
            position=item.position,
            response=RIGHT[item.version.kind],
            certainty=3,
            revision=0,
            at=timezone.now(),
            in_keys=True,
        )
    result = browser(junior).post(url("attempt-submit", ended.public_id)).url
    telling = {CANARY, "Keratin", "Harmless", "Firm", "Scrubbing helps", "Xanthelasma", "Ask"}
    shown = browser(mentor).get(f"{result}?show=all").content.decode()
    assert all(one in shown for one in telling)
    start(junior, space, every_kind(slug="other"))
    for user in (junior, mentor):
        for address in (result, f"{result}?show=all", f"{result}?show=missed"):
            answer = browser(user).get(address)
            sent = TOKEN.sub(b"", answer.content) + repr(sorted(answer.headers.items())).encode()
            assert not [one for one in telling | secrets(ended) if one.encode() in sent]
            assert b"stands in an exam that is running now" in sent


def test_a_passed_exam_keeps_the_key_that_another_still_asks_for(
    junior: User, space: Space
) -> None:
    every_kind(slug="other")
    ended = start(junior, space, every_kind())
    client = browser(junior)
    attempts.start(user=junior, quiz=Quiz.objects.get(slug="other"), space=space, at=timezone.now())
    attempts.submit(
        user=junior,
        attempt_id=Attempt.objects.get(quiz__slug="other").public_id,
        at=timezone.now(),
    )
    for item in ended.items.select_related("version"):
        attempts.answer(
            user=junior,
            attempt_id=ended.public_id,
            position=item.position,
            response=RIGHT[item.version.kind],
            certainty=3,
            revision=0,
            at=timezone.now(),
            in_keys=True,
        )
    page = client.get(client.post(url("attempt-submit", ended.public_id)).url).content
    assert CANARY.encode() not in page
    assert "may still ask this question" in page.decode()
