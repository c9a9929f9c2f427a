"""What is shown when, by the policy of a quiz: afterwards, between answers, and told before."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from quizzes import attempts, quizzes, results
from quizzes.forms import before, seeing
from quizzes.models import Attempt, Quiz
from quizzes.quizzes import Policy

from .making import AT, CANARY, EXAM, quiz_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("host")]
LATER = AT + dt.timedelta(minutes=10)
MARKS_LATER = {"later": {"marks": "always", "correctness": "always", "responses": "always"}}


def quiz(review: Any, *, preset: str = "exam", **rules: Any) -> Quiz:
    policy = replace(EXAM if preset == "exam" else Policy(), review=review, **rules)
    return quiz_of(2, preset=preset, policy=policy)


def sat(user, found: Quiz, space, *answers: str) -> Attempt:
    attempt = attempts.start(user=user, quiz=found, space=space, at=AT)
    for position, response in enumerate(answers, start=1):
        attempts.answer(
            user=user,
            attempt_id=attempt.public_id,
            position=position,
            response=response,
            certainty=None,
            revision=0,
            at=AT,
            in_keys=True,
        )
    return attempt


def result(user, attempt: Attempt, at: dt.datetime) -> results.ResultPage:
    return results.page(viewer=user, attempt_id=attempt.public_id, at=at)


def test_a_score_that_comes_later_is_not_there_before(junior, space) -> None:
    attempt = sat(junior, quiz(MARKS_LATER), space, "a", "b")
    attempts.submit(user=junior, attempt_id=attempt.public_id, at=AT)
    early, late = result(junior, attempt, AT), result(junior, attempt, LATER)
    assert (early.score, early.passed, early.rows, early.waits) == (None, None, (), False)
    assert late.score == Decimal("0.5")
    assert [row.state for row in late.rows] == ["right", "wrong"]
    assert CANARY not in repr(late)


def test_the_words_on_what_she_chose_alone_tell_no_other_option(junior, space) -> None:
    shown = {"responses": "always", "correctness": "always", "specific": "always"}
    found = quiz({"just_after": shown}, preset="practice")
    attempt = sat(junior, found, space, "b", "a")
    attempts.submit(user=junior, attempt_id=attempt.public_id, at=AT)
    feedback = result(junior, attempt, AT).rows[0].feedback
    assert [(row.given, bool(row.why)) for row in feedback.rows] == [(True, True)]
    assert (feedback.right, feedback.explanation, feedback.beliefs) == ((), "", ())


def test_practice_that_tells_nothing_while_it_runs_still_keeps_an_answer(junior, space) -> None:
    found = quiz({"later": {"responses": "always"}}, preset="practice")
    attempt = sat(junior, found, space, "b")
    item = attempts.page(user=junior, attempt_id=attempt.public_id, position=1).item
    assert (item.locked, item.feedback, item.tried) == (True, None, None)


@pytest.mark.parametrize(
    "review",
    [
        {"during": {"key": "always"}},
        {"just_after": {"key": "always"}},
        {"later": {"general": "always"}},
        {"later": {"kez": "always"}},
    ],
)
def test_a_matrix_that_would_tell_a_key_or_means_nothing_is_not_published(review) -> None:
    with pytest.raises(ValueError, match=r"key_while|not_judged|unknown"):
        quiz(review)


def test_a_learner_is_told_before_what_she_will_see() -> None:
    with translation.override("en"):
        usual = seeing.afterwards(EXAM, "exam")
        odd = seeing.afterwards(replace(EXAM, review=MARKS_LATER), "exam")
    assert usual[0].startswith("Afterwards you see: your answers, which were right")
    assert usual[1].startswith("When you have passed, or after the last attempt:")
    assert odd == (
        "In the two minutes after the end: nothing yet.",
        "Later you see: your answers, which were right and your score.",
    )


def test_an_author_reads_each_moment_by_itself() -> None:
    rows = seeing.matrix(replace(EXAM, closes=AT), "exam")
    assert len(rows) == 3
    assert {len(row.cells) for row in rows} == {len(seeing.things())}


def test_her_time_is_explained_by_its_parts(junior, mentor, space) -> None:
    found = quiz("")
    page = quizzes.rules_page(user=junior, quiz=found, space=space, at=AT)
    assert before.own_time(page) == ""
    given = replace(page.given, minutes=10, factor=Decimal("1.5"))
    longer = replace(page, given=given, time=replace(page.time, seconds=45 * 60))
    assert before.own_time(longer) == (
        "45 minutes: 20 for everybody, 10 more for you here and your 50% more everywhere."
    )


def test_tries_and_certainty_are_told_with_their_price() -> None:
    tried = Policy(behaviour="tries", tries=2, penalty=Decimal("0.25"))
    assert "Up to 2 tries" in before.tries(tried, "practice")
    assert "25%" in before.tries(tried, "practice")
    assert before.tries(Policy(), "practice") == ""
    counting = before.certainty(Policy(certainty=True, certainty_counts=True))
    assert any("6 points are taken" in sentence for sentence in counting)
