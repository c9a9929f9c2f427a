"""Results: for boards in one statement, for people as far as they may be seen."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import Q

from quizzes import attempts, grants, results
from quizzes.models import Attempt, Result, Space
from quizzes.permissions import VIEW_ATTEMPT

from .making import AT, CANARY, EXAM, fixed, item, publish_bank, publish_quiz, quiz_of
from .test_attempt_sheets import values

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("host")]


def sit(user, quiz, space, given: str, at: dt.datetime = AT) -> Attempt:
    """Start, answer 1, 2, 3 by the letters of `given`, submit."""
    attempt = attempts.start(user=user, quiz=quiz, space=space, at=at)
    for position, letter in enumerate(given, start=1):
        attempts.answer(
            user=user,
            attempt_id=attempt.public_id,
            position=position,
            response=letter,
            certainty=3,
            revision=0,
            at=at,
            in_keys=True,
        )
    return attempts.submit(user=user, attempt_id=attempt.public_id, at=at)


def look(viewer, attempt: Attempt, at: dt.datetime = AT) -> results.ResultPage:
    return results.page(viewer=viewer, attempt_id=attempt.public_id, at=at)


@pytest.fixture
def seen_by_mentor(junior, mentor, space, host):
    host.SCOPES[mentor.pk] = Q(user=junior, space=space)
    host.RIGHTS.add((mentor.pk, VIEW_ATTEMPT))


def test_before_the_pass_she_sees_the_outcome_and_no_key(junior, space) -> None:
    page = look(junior, sit(junior, quiz_of(), space, "aab"))
    assert (page.score, page.passed, page.right, page.count) == (Decimal("0.66667"), False, 2, 3)
    assert page.objectives == (results.Objective("1.1", 2, 3, "say what a milium is"),)
    assert [row.state for row in page.rows] == ["right", "right", "wrong"]
    assert [row.given[0].html for row in page.rows] == ["Keratin", "Keratin", "Milk"]
    assert page.rows[2].reading.url.startswith("/learn/milia-myths/")
    assert {row.feedback for row in page.rows} == {None}
    assert not [one for one in values(page) if isinstance(one, str) and CANARY in one]
    assert "Dirt" not in str(page)


def test_beliefs_come_at_once_with_refutation_and_certainty(junior, space) -> None:
    page = look(junior, sit(junior, quiz_of(), space, "aab"))
    (belief,) = page.beliefs
    assert (belief.code, belief.refutation, belief.was_sure) == ("M03", "Refutation of M03.", True)
    assert belief.position == 3
    assert page.references.claims["F004"].wording == "Claim F004"
    assert page.references.readings[belief.reading].url


def test_after_the_pass_she_sees_everything(junior, space) -> None:
    page = look(junior, sit(junior, quiz_of(), space, "aaa"))
    assert page.passed
    told = page.rows[0].feedback
    assert CANARY in told.explanation
    assert [row.right for row in told.rows] == [True, True, True]
    assert told.right[0].html == "Keratin"
    assert [claim.code for claim in told.claims] == ["F001"]


def test_after_the_last_attempt_she_sees_everything(junior, space, later) -> None:
    quiz = quiz_of()
    for hours in (0, 25, 50):
        ended = sit(junior, quiz, space, "bbb", later(hours=hours))
        page = look(junior, ended, later(hours=hours))
        assert bool(page.rows[0].feedback) is (hours == 50)


def test_what_a_mentor_opens_again_closes_the_key_again(junior, mentor, space, later) -> None:
    quiz = quiz_of()
    for hours in (0, 25, 50):
        ended = sit(junior, quiz, space, "bbb", later(hours=hours))
    grants.give(
        user=junior,
        quiz=quiz,
        space=space,
        attempts=1,
        minutes=0,
        reason="r",
        by=mentor,
        at=later(hours=51),
    )
    assert look(junior, ended, later(hours=52)).rows[0].feedback is None
    attempts.start(user=junior, quiz=quiz, space=space, at=later(hours=52))
    page = look(junior, ended, later(hours=52))
    assert page.rows[0].feedback is None
    assert page.open_attempt.number == 4


def test_a_passed_attempt_hides_its_key_while_a_renewal_is_open(
    junior, mentor, space, later
) -> None:
    quiz = quiz_of()
    ended = sit(junior, quiz, space, "aaa")
    assert look(junior, ended).rows[0].feedback
    quiz.grants.create(
        user=junior, space=space, counts_from=later(days=1), reason="renewal", by=mentor, at=AT
    )
    assert look(junior, ended, later(days=2)).rows[0].feedback is None
    again = sit(junior, quiz, space, "bbb", later(days=2))
    for one in (ended, again):  # and while it pauses
        assert look(junior, one, later(days=2)).rows[0].feedback is None


def test_who_sits_a_quiz_sees_no_key_of_it_anywhere(junior, mentor, space, seen_by_mentor) -> None:
    quiz, elsewhere = quiz_of(), Space.objects.create(name="Elsewhere")
    ended = sit(junior, quiz, space, "aaa")
    for viewer in (junior, mentor):
        assert look(viewer, ended).rows[0].feedback
        sitting = attempts.start(user=viewer, quiz=quiz, space=elsewhere, at=AT)
        page = look(viewer, ended)
        assert (page.score, page.rows[0].feedback) == (1, None)
        attempts.submit(user=viewer, attempt_id=sitting.public_id, at=AT)


def test_a_mentor_in_scope_sees_everything(junior, mentor, space, seen_by_mentor) -> None:
    page = look(mentor, sit(junior, quiz_of(), space, "aab"))
    assert not page.is_own
    assert page.rows[2].feedback.rows


def test_out_of_scope_is_not_found_and_in_scope_without_the_right_is_refused(
    junior, mentor, stranger, space, seen_by_mentor, host
) -> None:
    ended = sit(junior, quiz_of(), space, "aab")
    with pytest.raises(Attempt.DoesNotExist):
        look(stranger, ended)
    with pytest.raises(Attempt.DoesNotExist):
        results.page(viewer=junior, attempt_id=uuid.uuid4(), at=AT)
    host.RIGHTS.clear()
    with pytest.raises(PermissionDenied):
        look(mentor, ended)


def test_the_same_person_in_another_space_is_another_story(junior, mentor, seen_by_mentor) -> None:
    elsewhere = Space.objects.create(name="Elsewhere")
    with pytest.raises(Attempt.DoesNotExist):
        look(mentor, sit(junior, quiz_of(), elsewhere, "aab"))


def test_a_running_attempt_has_no_result_until_its_time_is_over(junior, space, later) -> None:
    attempt = attempts.start(user=junior, quiz=quiz_of(), space=space, at=AT)
    with pytest.raises(results.NotEnded) as running:
        look(junior, attempt)
    assert running.value.attempt == attempt
    assert look(junior, attempt, later(hours=1)).score == 0


def test_practice_is_explained_whenever_it_has_ended(junior, space) -> None:
    quiz = quiz_of(preset="practice")
    page = look(junior, sit(junior, quiz, space, "ab"))
    assert page.passed is None
    assert all(row.feedback for row in page.rows)
    attempts.start(user=junior, quiz=quiz, space=space, at=AT)
    assert look(junior, page.attempt).rows[0].feedback


def test_what_comes_next_is_said(junior, space, later) -> None:
    page = look(junior, sit(junior, quiz_of(), space, "aab"))
    assert (page.opening.allowed, page.opening.attempts_left) == (False, 2)
    assert page.opening.opens_at == later(hours=24)
    assert page.crumbs[0].title == "Milia myths"


@pytest.mark.parametrize("letter", ["a", "b"])
def test_a_result_costs_the_same_for_any_number_of_questions(
    letter, junior, space, statements
) -> None:
    counts = []
    keys = {size: [f"n{size}-{n}" for n in range(size)] for size in (5, 50)}
    publish_bank([item(key) for key in keys[5] + keys[50]])
    quizzes = {size: publish_quiz(fixed(keys[size]), slug=f"s{size}") for size in keys}
    for size, quiz in quizzes.items():
        attempt = sit(junior, quiz, space, letter * size)
        with statements() as found:
            look(junior, attempt)
        counts.append(len(found))
    assert counts[0] == counts[1] <= 18, found.real


def test_the_best_of_several_attempts_stands(junior, stranger, space, later) -> None:
    quiz = quiz_of()
    first = sit(junior, quiz, space, "aab")
    second = sit(junior, quiz, space, "bbb", later(hours=25))
    best = results.best(users=[junior, stranger], quizzes=[quiz], space=space)
    assert set(best) == {(junior.pk, quiz.pk)}
    one = best[junior.pk, quiz.pk]
    assert (one.attempts, one.passed_result) == (2, None)
    assert (one.result.attempt_id, one.newest.attempt_id) == (first.pk, second.pk)
    third = sit(junior, quiz, space, "aaa", later(hours=50))
    one = results.best(users=[junior], quizzes=[quiz], space=space)[junior.pk, quiz.pk]
    assert one.passed_result == one.result == one.newest
    assert one.result.attempt_id == third.pk
    assert one.result.at == later(hours=50)


@pytest.mark.parametrize(
    ("method", "grade"),
    [("highest", "1"), ("average", "0.66667"), ("first", "0.33333"), ("last", "0.66667")],
)
def test_the_grade_is_made_as_the_quiz_says_and_a_pass_stays_one(
    junior, space, later, method: str, grade: str
) -> None:
    quiz = quiz_of(policy=replace(EXAM, attempts=None, pauses=(), grade=method))
    for days, given in enumerate(("abb", "aaa", "aab")):
        sit(junior, quiz, space, given, later(days=days))
    (found,) = results.best(users=[junior], quizzes=[quiz], space=space).values()
    assert found.grade == Decimal(grade)
    assert (found.passed_result.score, found.result.score, found.attempts) == (1, 1, 3)


def test_the_newest_number_of_an_attempt_stands(junior, space, later) -> None:
    quiz = quiz_of()
    ended = sit(junior, quiz, space, "aab")
    Result.objects.create(
        attempt=ended,
        number=2,
        user=junior,
        quiz=quiz,
        space=space,
        score=1,
        passed=True,
        at=later(days=1),
    )
    one = results.best(users=[junior], quizzes=[quiz], space=space)[junior.pk, quiz.pk]
    assert (one.attempts, one.result.number, one.result.passed) == (1, 2, True)
    assert look(junior, ended).passed


def test_the_board_is_one_statement(junior, stranger, space, statements) -> None:
    quiz = quiz_of()
    sit(junior, quiz, space, "aab")
    sit(stranger, quiz, space, "aaa")
    with statements() as found:
        best = results.best(users=[junior, stranger], quizzes=[quiz], space=space)
    assert (len(best), len(found)) == (2, 1)
    elsewhere = Space.objects.create(name="Elsewhere")
    assert results.best(users=[junior], quizzes=[quiz], space=elsewhere) == {}
