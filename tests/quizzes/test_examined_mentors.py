"""A mentor who is examined on a quiz herself reads no answer to it before she has passed it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db.models import Q

from quizzes import regrades, results
from quizzes.models import Question, Space
from quizzes.permissions import REGRADE, VIEW_ATTEMPT

from .making import AT, CANARY, fixed, publish_quiz, quiz_of
from .test_results import look, sit

pytestmark = [pytest.mark.django_db]
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def seen_by_mentor(junior, mentor, space, host) -> None:
    host.SCOPES[mentor.pk] = Q(user=junior, space=space)
    host.RIGHTS |= {(mentor.pk, VIEW_ATTEMPT), (mentor.pk, REGRADE)}


def is_closed(page: results.ResultPage) -> bool:
    assert page.score is not None
    return page.is_examined and all(row.running and not row.state for row in page.rows)


def concerned(mentor, space, key: str = "q1") -> bool:
    question = Question.objects.get(key=key)
    return regrades.is_concerned(mentor, question=question, space=space)


def test_who_has_nothing_to_do_with_it_reads_the_key(junior, mentor, space) -> None:
    page = look(mentor, sit(junior, quiz_of(), space, "aab"))
    assert (page.is_examined, concerned(mentor, space)) == (False, False)
    assert CANARY in repr(page)


def test_who_is_asked_to_take_it_reads_none_until_she_has_passed(
    junior, mentor, space, host
) -> None:
    quiz = quiz_of()
    ended = sit(junior, quiz, space, "aab")
    host.ASKED.add((mentor.pk, quiz.pk))
    page = look(mentor, ended)
    assert (is_closed(page), concerned(mentor, space), CANARY in repr(page)) == (True, True, False)
    assert page.beliefs == ()
    sit(mentor, quiz, space, "aaa", AT + DAY)
    assert not look(mentor, ended).is_examined


def test_who_began_it_elsewhere_and_has_not_passed_reads_none(junior, mentor, space) -> None:
    quiz, elsewhere = quiz_of(), Space.objects.create(name="Elsewhere")
    ended = sit(junior, quiz, space, "aab")
    sit(mentor, quiz, elsewhere, "bbb")
    assert is_closed(look(mentor, ended))
    assert concerned(mentor, space)


def test_another_exam_of_the_same_pool_closes_the_page_that_tells_the_key(
    junior, mentor, space, host
) -> None:
    quiz_of()
    other = publish_quiz(fixed(["q2"]), slug="other")
    host.ASKED.add((mentor.pk, other.pk))
    assert [concerned(mentor, space, key) for key in ("q1", "q2")] == [False, True]


def test_what_it_costs_does_not_grow(junior, mentor, space, host, statements) -> None:
    quiz = quiz_of()
    ended = sit(junior, quiz, space, "aab")
    look(mentor, ended)
    with statements() as few:
        look(mentor, ended)
    for number in range(3):
        host.ASKED.add((mentor.pk, publish_quiz(fixed(["q1"]), slug=f"more-{number}").pk))
    with statements() as many:
        look(mentor, ended)
    assert len(many) == len(few)
