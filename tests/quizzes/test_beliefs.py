"""Which beliefs answers reveal, who holds them, and when they are let go."""

from __future__ import annotations

import pytest

from quizzes import attempts, beliefs
from quizzes.models import Space

from .making import AT, quiz_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("host")]


def sit(user, space, given: str, at=AT, certainty: int = 3) -> None:
    quiz = quiz_of(2, preset="practice")
    attempt = attempts.start(user=user, quiz=quiz, space=space, at=at)
    for position, letter in enumerate(given, start=1):
        attempts.answer(
            user=user,
            attempt_id=attempt.public_id,
            position=position,
            response=letter,
            certainty=certainty,
            revision=0,
            at=at,
            in_keys=True,
        )
    attempts.submit(user=user, attempt_id=attempt.public_id, at=at)


def test_a_belief_shown_is_counted_with_its_surest_certainty(junior, space, later) -> None:
    sit(junior, space, "bc", certainty=1)
    sit(junior, space, "bb", later(hours=1), certainty=2)
    (one,) = beliefs.seen(users=[junior], space=space)
    assert (one.code, one.times, one.certainty, one.last_at) == ("M03", 3, 2, later(hours=1))
    assert beliefs.seen(users=[junior], space=space, since=later(hours=2)) == []


def test_a_right_answer_later_lets_a_belief_go(junior, space, later) -> None:
    sit(junior, space, "b")
    assert [one.code for one in beliefs.held(users=[junior], space=space)] == ["M03"]
    sit(junior, space, "a", later(hours=1))
    assert beliefs.held(users=[junior], space=space) == []
    assert [one.code for one in beliefs.seen(users=[junior], space=space)] == ["M03"]


def test_a_belief_may_come_back(junior, space, later) -> None:
    sit(junior, space, "b")
    sit(junior, space, "a", later(hours=1))
    sit(junior, space, "b", later(hours=2))
    assert [one.code for one in beliefs.held(users=[junior], space=space)] == ["M03"]


def test_another_person_or_space_is_another_story(junior, stranger, space, later) -> None:
    sit(junior, space, "b")
    sit(stranger, space, "a", later(hours=1))
    assert [one.user_id for one in beliefs.held(users=[junior, stranger], space=space)] == [
        junior.pk
    ]
    elsewhere = Space.objects.create(name="Elsewhere")
    assert beliefs.seen(users=[junior], space=elsewhere) == []


def test_a_team_costs_two_statements(junior, stranger, space, statements) -> None:
    sit(junior, space, "b")
    sit(stranger, space, "b")
    with statements() as found:
        assert len(beliefs.held(users=[junior, stranger], space=space)) == 2
    assert len(found) == 2
