"""What the result of one exam may not tell, because another exam asks it or may ask it."""

from __future__ import annotations

import pytest
from django.db.models import Q

from quizzes import attempts, grants
from quizzes.models import Quiz, Space
from quizzes.permissions import VIEW_ATTEMPT
from quizzes.quizzes import SlotSpec

from .making import AT, item, publish_bank, publish_quiz
from .test_results import look, sit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("host")]


@pytest.fixture
def seen_by_mentor(junior, mentor, space, host) -> None:
    host.SCOPES[mentor.pk] = Q(user=junior, space=space)
    host.RIGHTS.add((mentor.pk, VIEW_ATTEMPT))


def two_exams(slots: int = 4) -> tuple[Quiz, Quiz]:
    """The must-not-miss questions alone, and an exam that draws from all of the bank."""
    keys = [f"q{n}" for n in range(1, slots + 1)]
    safe = {"q1", "q2"}
    publish_bank([item(key, must_not_miss=key in safe) for key in keys])
    alone = publish_quiz([SlotSpec(must_not_miss=True, count=2)], slug="red-flags")
    return alone, publish_quiz([SlotSpec(count=slots)], slug="whole")


def test_a_question_of_a_running_exam_is_closed_on_the_result_of_another(
    junior, space, later
) -> None:
    alone, whole = two_exams()
    failed = sit(junior, alone, space, "ab")
    passed = sit(junior, alone, space, "aa", later(hours=25))
    sit(junior, whole, space, "aaab", later(hours=26))
    attempts.start(user=junior, quiz=whole, space=space, at=later(hours=51))
    for one in (failed, passed):
        page = look(junior, one, later(hours=51))
        assert page.score is not None
        assert page.beliefs == ()
        for row in page.rows:
            assert (row.running, row.state, row.given, row.feedback) == (True, "", (), None)


def test_a_running_exam_of_who_looks_and_of_who_is_shown_closes_its_questions(
    junior, mentor, space, seen_by_mentor
) -> None:
    alone, whole = two_exams()
    ended, elsewhere = sit(junior, alone, space, "aa"), Space.objects.create(name="Elsewhere")
    assert all(row.feedback for row in look(mentor, ended).rows)
    for who in (mentor, junior):
        sitting = attempts.start(user=who, quiz=whole, space=elsewhere, at=AT)
        assert {(row.running, row.given) for row in look(mentor, ended).rows} == {(True, ())}
        attempts.submit(user=who, attempt_id=sitting.public_id, at=AT)
        assert all(row.feedback for row in look(mentor, ended).rows)


def test_what_another_exam_may_still_ask_opens_with_its_pass(junior, space, later) -> None:
    alone, whole = two_exams()
    ended = sit(junior, alone, space, "aa")
    for row in look(junior, ended).rows:
        assert (row.feedback, row.to_come) == (None, "Quiz: Milia myths")
        assert (row.state, row.given[0].html) == ("right", "Keratin")
    sit(junior, whole, space, "aaaa", later(hours=1))
    assert all(row.feedback for row in look(junior, ended, later(hours=1)).rows)


def test_what_another_exam_may_still_ask_opens_after_its_last_attempt(
    junior, mentor, space, later
) -> None:
    alone, whole = two_exams()
    ended = sit(junior, alone, space, "aa")
    for hours in (1, 26, 51):
        assert look(junior, ended, later(hours=hours)).rows[0].feedback is None
        sit(junior, whole, space, "bbbb", later(hours=hours))
    assert look(junior, ended, later(hours=52)).rows[0].feedback
    more = {"attempts": 1, "minutes": 0, "reason": "r", "by": mentor}
    grants.give(user=junior, quiz=whole, space=space, at=later(hours=53), **more)
    assert look(junior, ended, later(hours=54)).rows[0].to_come


def test_a_part_never_begun_closes_nothing_of_the_whole_that_was_passed(
    junior, space, later
) -> None:
    alone, whole = two_exams()
    ended = sit(junior, whole, space, "aaaa")
    assert all(row.feedback for row in look(junior, ended).rows)
    sit(junior, alone, space, "ab", later(hours=1))
    page = look(junior, ended, later(hours=1))
    assert sorted(bool(row.to_come) for row in page.rows) == [False, False, True, True]
    assert all(bool(row.feedback) is not bool(row.to_come) for row in page.rows)


def test_an_exam_that_is_retired_or_of_another_space_closes_nothing(junior, space) -> None:
    alone, whole = two_exams()
    ended = sit(junior, alone, space, "aa")
    whole.space = Space.objects.create(name="Elsewhere")
    whole.save()
    assert look(junior, ended).rows[0].feedback
    whole.space, whole.retired_at = None, AT
    whole.save()
    assert look(junior, ended).rows[0].feedback


def test_a_new_version_of_a_question_is_still_that_question(junior, space) -> None:
    alone, whole = two_exams()
    ended = sit(junior, alone, space, "aa")
    publish_bank([item(f"q{n}", must_not_miss=n < 3, stem="New words?") for n in range(1, 5)])
    attempts.start(user=junior, quiz=whole, space=space, at=AT)
    assert all(row.running for row in look(junior, ended).rows)


def test_more_exams_on_a_bank_cost_no_more(junior, space, statements) -> None:
    alone, _ = two_exams()
    ended, counts = sit(junior, alone, space, "aa"), []
    for more in (0, 5):
        for number in range(more):
            publish_quiz([SlotSpec(count=3)], slug=f"more{number}")
        with statements() as found:
            assert look(junior, ended).rows[0].to_come
        counts.append(len(found))
    assert counts[0] == counts[1] <= 18, found.real
