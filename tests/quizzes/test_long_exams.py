"""An exam of a hundred questions asks the database no more often than one of ten."""

from __future__ import annotations

import pytest
from django.db import reset_queries
from django.utils import timezone

from quizzes import attempts
from quizzes.models import Mark, Response, Space
from training.models import User

from .browsing import HTMX, browser, item_url, named, singles, start, url

pytestmark = pytest.mark.django_db
SIZES = (10, 100)


def answer_all(user: User, attempt: object) -> None:
    for position in range(1, attempt.items.count() + 1):
        attempts.answer(
            user=user,
            attempt_id=attempt.public_id,
            position=position,
            response="ab"[position % 2],  # every second answer reveals a belief
            certainty=1 + position % 3,
            revision=0,
            at=timezone.now(),
            in_keys=True,
        )


def test_handing_in_and_marking_takes_ten_statements_at_most_for_any_number_of_questions(
    junior: User, space: Space, host: object, statements
) -> None:
    counts = []
    for size in SIZES:
        attempt = start(junior, space, singles(size))
        answer_all(junior, attempt)
        with statements() as found:
            attempts.submit(user=junior, attempt_id=attempt.public_id, at=timezone.now())
        counts.append(len(found))
    assert Mark.objects.count() == sum(SIZES)
    assert counts[0] == counts[1] <= 10, found.real


def test_marking_is_one_transaction(junior: User, space: Space, host: object, statements) -> None:
    attempt = start(junior, space, singles(3))
    with statements() as found:
        attempts.submit(user=junior, attempt_id=attempt.public_id, at=timezone.now())
    said = [query["sql"] for query in found.captured_queries]
    writes = [at for at, sql in enumerate(said) if sql.startswith(("INSERT", "UPDATE"))]
    opened = sum(sql.startswith("SAVEPOINT") for sql in said[: writes[0]])
    closed = [at for at, sql in enumerate(said) if sql.startswith("RELEASE")]
    assert opened == 1
    assert closed[-1] > writes[-1]
    assert said[closed[-1]].split()[-1] == said[0].split()[-1]


def test_every_page_and_act_of_a_long_exam_costs_what_it_costs_in_a_short_one(
    junior: User, space: Space, statements
) -> None:
    client, costs = browser(junior), []
    for size in SIZES:
        quiz = singles(size)
        reset_queries()  # the log forgets its beginning when it is full
        with statements() as starting:
            assert client.post(url("quiz-start", quiz.slug)).status_code == 302
        attempt = quiz.attempts.get()
        client.get(item_url(attempt))  # a process meets each question once
        with statements() as item:
            page = client.get(item_url(attempt)).content.decode()
        sent = {"kind": "single", "revision": "0", "choice": named(page, "Milk")}
        with statements() as saving:
            assert client.post(item_url(attempt), sent, **HTMX).status_code == 200
        client.get(url("attempt-detail", attempt.public_id))
        with statements() as review:
            client.get(url("attempt-detail", attempt.public_id))
        with statements() as submitting:
            client.post(url("attempt-submit", attempt.public_id))
        with statements() as result:
            assert client.get(url("attempt-result", attempt.public_id)).status_code == 200
        every = (starting, item, saving, review, submitting, result)
        costs.append([len(one) for one in every])
        assert Response.objects.filter(item__attempt=attempt).count() == 1
    assert costs[0] == costs[1]
