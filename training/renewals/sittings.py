"""How one person stands with several quizzes at once, in a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from quizzes import grants
from quizzes import quizzes as quiz_rules
from quizzes.models import Attempt, Quiz, QuizRevision, Space
from training.models import User


@dataclass(frozen=True, slots=True)
class Sitting:
    """One quiz. `may_start` and `opens_at` (the end of a pause) are about the next attempt;
    `counts_from` is her last fresh start; `running` the attempt she has begun."""

    quiz: Quiz
    title: str
    may_start: bool
    opens_at: dt.datetime | None
    counts_from: dt.datetime | None
    running: Attempt | None


def of(
    *, user: User, quizzes: Collection[int], space: Space, at: dt.datetime
) -> Mapping[int, Sitting]:
    """Quiz id -> how she stands; four queries, none for no quizzes."""
    if not quizzes:
        return {}
    revisions = QuizRevision.objects.filter(quiz__in=quizzes).select_related("quiz")
    newest = {one.quiz_id: one for one in revisions.order_by("number")}
    pasts = quiz_rules.histories(user=user, quizzes=quizzes, space=space)
    given = grants.allowances(user=user, quizzes=quizzes, space=space, at=at)
    running = Attempt.objects.open().filter(user=user, quiz__in=quizzes, space=space)
    begun = {one.quiz_id: one for one in running}
    found = {}
    for pk, one in newest.items():
        opening = quiz_rules.opening(
            pasts.get(pk, quiz_rules.History(())),
            policy=quiz_rules.Policy.from_json(one.policy),
            allowance=given[pk],
            at=at,
        )
        fresh, attempt = given[pk].counts_from, begun.get(pk)
        found[pk] = Sitting(one.quiz, one.title, opening.allowed, opening.opens_at, fresh, attempt)
    return found
