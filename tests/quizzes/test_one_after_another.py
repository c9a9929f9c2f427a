"""Questions that come one after another and do not come back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quizzes import attempts
from quizzes.models import Attempt

from .making import AT, EXAM, quiz_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("host")]
ONE_WAY = replace(EXAM, sequential=True)


@pytest.fixture
def attempt(junior, space) -> Attempt:
    return attempts.start(user=junior, quiz=quiz_of(4, policy=ONE_WAY), space=space, at=AT)


@pytest.fixture
def say(junior, attempt):
    def answered(position: int, response: str | None = "a", *, leave: bool = False) -> object:
        return attempts.answer(
            user=junior,
            attempt_id=attempt.public_id,
            position=position,
            response=response,
            certainty=None,
            revision=attempt.items.get(position=position).revision,
            at=AT,
            in_keys=True,
            leave=leave,
        )

    return answered


def look(user, attempt: Attempt, position: int) -> attempts.Page:
    return attempts.page(user=user, attempt_id=attempt.public_id, position=position)


def test_only_the_question_at_hand_is_shown_and_answered(junior, attempt, say) -> None:
    assert look(junior, attempt, 1).previous is None
    for position in (2, 3):
        with pytest.raises(attempts.NotHere):
            look(junior, attempt, position)
        with pytest.raises(attempts.NotHere):
            say(position)
    say(1)


def test_going_on_is_for_good(junior, attempt, say) -> None:
    say(1, leave=True)
    assert look(junior, attempt, 2).item.position == 2
    for refused in (1, 3):
        with pytest.raises(attempts.NotHere) as elsewhere:
            say(refused, "b")
        assert elsewhere.value.reached == 2


def test_an_answer_saved_while_going_on_is_saved(attempt, say) -> None:
    say(1, "b", leave=True)
    assert attempt.items.get(position=1).responses.get().body == "b"


def test_going_on_twice_passes_no_question_by(junior, attempt, say) -> None:
    say(1, leave=True)
    with pytest.raises(attempts.NotHere):
        say(1, leave=True)
    assert look(junior, attempt, 2).item.position == 2


def test_after_the_last_question_there_is_none(junior, attempt, say) -> None:
    for position in (1, 2, 3, 4):
        say(position, leave=True)
    assert look(junior, attempt, 4).next is None


def test_the_look_before_handing_in_shows_nothing_that_is_still_to_come(
    junior, attempt, say
) -> None:
    say(1, leave=True)
    overview = attempts.overview(user=junior, attempt_id=attempt.public_id)
    assert ([one.position for one in overview.questions], overview.to_come) == ([1, 2], 2)
