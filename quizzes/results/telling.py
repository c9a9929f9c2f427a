"""What may be told to a learner of her own attempts outside their result pages.

Lists, news, boards and certificates state scores too: whatever states one to the person it is of
asks here first, so that what her review matrix keeps back is nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import models

from quizzes import grants
from quizzes import quizzes as quiz_rules
from quizzes.engine import review, review_policy
from quizzes.engine.behaviours import CHECK
from quizzes.engine.policies import Policy
from quizzes.engine.review import OUTCOME, Visible
from quizzes.models import Attempt, Space
from quizzes.quizzes import History


def outcomes(attempts: Iterable[Attempt], *, at: datetime) -> dict[int, Visible]:
    """By attempt id, how much of the outcome its learner may be told now; never a word of the key.

    The attempts have ended, are one person's in one space, and come with their quiz. No query
    unless an author made a matrix of her own that waits for the pass or the last attempt.
    """
    ended = list(attempts)
    own = {one.pk: one for one in ended if "review" in one.policy}
    open_ones = [one for one in own.values() if _waits(one, at)]
    over = _over(open_ones, at) if open_ones else {}
    return {one.pk: _outcome(one, over, at) if one.pk in own else OUTCOME for one in ended}


def kept_back(*, user: models.Model, space: Space, at: datetime) -> dict[int, int]:
    """Attempt id -> quiz id of her ended attempts there whose score she may not be told now: one
    query, mostly empty."""
    rows = Attempt.objects.filter(
        user=user, space=space, state=Attempt.State.SUBMITTED, policy__has_key="review"
    )
    found = list(rows.exclude(quiz__preset=CHECK).select_related("quiz"))
    told = outcomes(found, at=at)
    return {one.pk: one.quiz_id for one in found if not told[one.pk].score}


def _moment(attempt: Attempt, policy: Policy, at: datetime) -> str:
    found = review_policy.moment_of(at=at, submitted_at=attempt.submitted_at, closes=policy.closes)
    return review_policy.JUST_AFTER if found == review_policy.DURING else found


def _waits(attempt: Attempt, at: datetime) -> bool:
    """Whether anything of its outcome is told once it is over, at this moment."""
    policy = Policy.from_json(attempt.policy)
    matrix, moment = policy.matrix(attempt.quiz.preset), _moment(attempt, policy, at)
    return any(
        matrix.condition(moment, thing) == review_policy.ONCE_OVER for thing in review_policy.THINGS
    )


def _over(attempts: Sequence[Attempt], at: datetime) -> dict[int, tuple[bool, int | None]]:
    """By quiz id, whether she has passed it, and how many attempts are left."""
    one = attempts[0]
    ids = {attempt.quiz_id for attempt in attempts}
    pasts = quiz_rules.histories(user=one.user_id, quizzes=ids, space=one.space_id)
    given = grants.allowances(user=one.user_id, quizzes=ids, space=one.space_id, at=at)
    found = {}
    for quiz in {attempt.quiz_id: attempt.quiz for attempt in attempts}.values():
        past = pasts.get(quiz.pk, History(()))
        policy = Policy.from_json(quiz_rules.newest(quiz).policy)
        opening = quiz_rules.opening(past, policy=policy, allowance=given[quiz.pk], at=at)
        passed = any(row.result.passed for row in past.ended)
        found[quiz.pk] = (passed, opening.attempts_left)
    return found


def _outcome(attempt: Attempt, over: dict[int, tuple[bool, int | None]], at: datetime) -> Visible:
    policy, preset = Policy.from_json(attempt.policy), attempt.quiz.preset
    passed, left = over.get(attempt.quiz_id, (False, None))
    seen = review.visible(
        preset,
        submitted=True,
        passed=passed,
        attempts_left=left,
        review=policy.matrix(preset),
        moment=_moment(attempt, policy, at),
    )
    return review.untold(seen)
