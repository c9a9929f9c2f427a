"""What holds for somebody at a module's quiz: attempts used and left, and what was given."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from quizzes import grants
from quizzes import quizzes as quiz_rules
from quizzes.models import Attempt
from training.assignments import Sitting
from training.models import Clinic, User


@dataclass(frozen=True, slots=True)
class Counted:
    """`left` is None where attempts are endless; `window` is as it holds for this person; `running`
    is the attempt that runs now."""

    title: str
    used: int
    left: int | None
    policy: quiz_rules.Policy
    given: grants.Allowance
    window: grants.Window
    running: Attempt | None


def attempts_of(person: User, sitting: Sitting, clinic: Clinic, *, at: dt.datetime) -> Counted:
    """At one quiz. The running attempt counts as used."""
    quiz, space = sitting.quiz, clinic.space
    past = quiz_rules.history(user=person, quiz=quiz, space=space, at=at)
    policy = quiz_rules.Policy.from_json(quiz_rules.newest(quiz).policy)
    given = grants.allowance(user=person, quiz=quiz, space=space, at=at)
    opening = quiz_rules.opening(past, policy=policy, allowance=given, at=at)
    left = opening.attempts_left
    if left and past.running is not None:
        left -= 1
    window = given.window(policy.window)
    used = len(past.attempts)
    return Counted(sitting.title, used, left, policy, given, window, past.running)
