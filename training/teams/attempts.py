"""How many attempts somebody has used at a module's quiz, and how many are left."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from quizzes import grants
from quizzes import quizzes as quiz_rules
from training.assignments import Sitting
from training.models import Clinic, User


@dataclass(frozen=True, slots=True)
class Counted:
    """`left` is None where attempts are endless."""

    title: str
    used: int
    left: int | None


def attempts_of(person: User, sitting: Sitting, clinic: Clinic, *, at: dt.datetime) -> Counted:
    """At one quiz. The running attempt counts as used."""
    quiz, space = sitting.quiz, clinic.space
    past = quiz_rules.history(user=person, quiz=quiz, space=space, at=at)
    opening = quiz_rules.opening(
        past,
        policy=quiz_rules.Policy.from_json(quiz_rules.newest(quiz).policy),
        allowance=grants.allowance(user=person, quiz=quiz, space=space, at=at),
        at=at,
    )
    left = opening.attempts_left
    if left and past.running is not None:
        left -= 1
    return Counted(sitting.title, len(past.attempts), left)
