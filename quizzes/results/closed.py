"""Which questions of an ended attempt stay closed, because another exam asks them or may ask them.

Exams share pools: what one shows after its pass would be the key of the other.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import models

from quizzes import grants
from quizzes import quizzes as quiz_rules
from quizzes.engine.policies import Policy
from quizzes.models import Attempt, AttemptItem, Preset, QuizRevision
from quizzes.quizzes import History


@dataclass(frozen=True, slots=True)
class Closed:
    """By question, whatever its version. `running`: in an exam that is sat now; `to_come`: the
    title of an exam that may still ask it."""

    running: frozenset[int]
    to_come: Mapping[int, str]


class Sat(NamedTuple):
    """A question that stands in an open exam of somebody."""

    user_id: int
    quiz_id: int
    question_id: int


def sat_now(attempt: Attempt, *, viewer: models.Model) -> list[Sat]:
    """The open exams, in whatever space, of who looks and of who is shown: one query."""
    rows = AttemptItem.objects.filter(
        attempt__user__in={viewer.pk, attempt.user_id},
        attempt__state=Attempt.State.OPEN,
        attempt__quiz__preset=Preset.EXAM,
    )
    found = rows.order_by().values_list("attempt__user_id", "attempt__quiz_id", "question_id")
    return list(map(Sat._make, found))


def to_come(
    attempt: Attempt, questions: Collection[int], *, passed: bool, at: datetime
) -> dict[int, str]:
    """Questions that another exam may still ask her here, with its title: four queries.

    An exam is over for her when she has passed it or has no attempt left. One she never began does
    not close anything either when she has passed this quiz and it may ask all that one may ask:
    she was examined on it already. `passed` is whether she has passed this quiz.
    """
    exams = quiz_rules.exams_on(questions, space=attempt.space)
    pool = next((asked for one, asked in exams if one.quiz_id == attempt.quiz_id), frozenset())
    others = [(one, asked) for one, asked in exams if one.quiz_id != attempt.quiz_id]
    ids = [one.quiz_id for one, _ in others]
    pasts = quiz_rules.histories(user=attempt.user, quizzes=ids, space=attempt.space)
    given = grants.allowances(user=attempt.user, quizzes=ids, space=attempt.space, at=at)
    found: dict[int, str] = {}
    for one, asked in others:
        past = pasts.get(one.quiz_id, History(()))
        if not past.attempts and passed and asked <= pool:
            continue
        if _is_ahead(one, past, given[one.quiz_id], at):
            found |= dict.fromkeys(asked & set(questions), one.title)
    return found


def _is_ahead(
    revision: QuizRevision, past: History, allowance: grants.Allowance, at: datetime
) -> bool:
    policy = Policy.from_json(revision.policy)
    opening = quiz_rules.opening(past, policy=policy, allowance=allowance, at=at)
    if opening.attempts_left is None:  # endless: a pass ends it for good
        return not any(one.result.passed for one in past.ended)
    return not opening.is_over
