"""A word of the author's tells as much as the key: it waits wherever the key waits."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from quizzes import attempts, grants, results
from quizzes.engine.review import Visible
from quizzes.engine.review_policy import ENDED
from quizzes.marking import narrowed
from quizzes.models import Quiz, Space
from quizzes.quizzes import Policy

from .making import AT, CANARY, EXAM, fixed, item, publish_bank, publish_quiz
from .test_results import look, sit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("host")]
OUTCOME = dict.fromkeys(("responses", "correctness", "marks"), "always")
WORDS = {one: OUTCOME | {"specific": "once_over", "general": "once_over"} for one in ENDED}
DAY = dt.timedelta(days=1)


def exam(review: Any = WORDS, slug: str = "exam", count: int = 3, **rules: Any) -> Quiz:
    keys = [f"q{number}" for number in range(1, count + 1)]
    publish_bank([item(key) for key in keys])
    return publish_quiz(fixed(keys), slug=slug, policy=replace(EXAM, review=review, **rules))


def told(page: results.ResultPage) -> bool:
    return any(row.feedback for row in page.rows)


def test_words_without_the_key_wait_while_a_renewal_is_open(junior, mentor, space) -> None:
    quiz = exam()
    ended = sit(junior, quiz, space, "aab")
    assert not told(look(junior, ended))
    passed = sit(junior, quiz, space, "aaa", AT + 2 * DAY)
    assert told(look(junior, passed, AT + 2 * DAY))
    again = {"counts_from": AT + 3 * DAY, "reason": "renewal"}
    quiz.grants.create(user=junior, space=space, by=mentor, at=AT, **again)
    for one in (ended, passed):
        assert not told(look(junior, one, AT + 4 * DAY))


def test_words_without_the_key_wait_while_she_sits_the_quiz_elsewhere(junior, space) -> None:
    quiz, elsewhere = exam(), Space.objects.create(name="Elsewhere")
    ended = sit(junior, quiz, space, "aaa")
    attempts.start(user=junior, quiz=quiz, space=elsewhere, at=AT)
    assert not told(look(junior, ended))


def test_words_without_the_key_wait_for_another_exam_that_may_ask_the_same(junior, space) -> None:
    small = exam(slug="small")
    exam(slug="whole", count=4)
    page = look(junior, sit(junior, small, space, "aaa"))
    assert (told(page), {row.to_come for row in page.rows}) == (
        False,
        {small.revisions.get().title},
    )


def test_who_may_be_asked_again_is_never_shown_more_than_the_author_chose(junior, space) -> None:
    key_alone = {one: {"key": "once_over", "marks": "always"} for one in ENDED}
    quiz, elsewhere = exam(key_alone), Space.objects.create(name="Elsewhere")
    ended = sit(junior, quiz, space, "aaa")
    attempts.start(user=junior, quiz=quiz, space=elsewhere, at=AT)
    page = look(junior, ended)
    assert (page.score, page.rows, page.beliefs) == (1, (), ())


@pytest.mark.parametrize("allowed", [None, 3])
def test_what_was_promised_for_after_the_close_waits_for_her_own_close(
    junior, mentor, space, allowed: int | None
) -> None:
    review = {"after_close": OUTCOME | {"key": "always", "general": "always"}}
    pauses = () if allowed is None else EXAM.pauses
    rules = {"attempts": allowed, "pauses": pauses, "closes": AT + DAY}
    quiz = exam(review, **rules)
    ended = sit(junior, quiz, space, "aab")
    assert told(look(junior, ended, AT + 2 * DAY))
    later = {"closes": AT + 9 * DAY, "attempts": 0, "minutes": 0, "reason": "r", "by": mentor}
    grants.give(user=junior, quiz=quiz, space=space, at=AT + 2 * DAY, **later)
    assert not told(look(junior, ended, AT + 3 * DAY))
    assert told(look(junior, ended, AT + 10 * DAY))


def test_words_alone_tell_neither_what_she_gave_nor_how_it_went(junior, space) -> None:
    publish_bank([item("q1")])
    alone = {
        one: {"responses": "never", "correctness": "always", "general": "always"} for one in ENDED
    }
    quiz = publish_quiz(fixed(["q1"]), slug="words", policy=Policy(review=alone), preset="practice")
    (row,) = look(junior, sit(junior, quiz, space, "b")).rows
    assert (row.state, row.given, row.feedback.given) == ("wrong", (), ())
    assert CANARY in row.feedback.explanation
    unsure = narrowed(row.feedback, Visible(responses=True, general=True))
    assert (unsure.state, unsure.fraction) == ("", None)
