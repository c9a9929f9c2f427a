"""Starting an attempt. Two at once make one: the database's unique rows decide, not a look before.

An attempt's number is one more than those that were counted; whatever started meanwhile has taken
that number, so that nothing can be counted twice or passed by.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, models, transaction

from quizzes import grants, permissions
from quizzes import quizzes as quiz_rules
from quizzes.engine import behaviours, selection
from quizzes.engine.deadlines import Opening
from quizzes.engine.policies import Policy
from quizzes.marking import known
from quizzes.models import Attempt, AttemptItem, Quiz, QuizRevision, Space
from quizzes.permissions import Reason
from quizzes.quizzes import History, Pick

TRIES = 5


class NotOpen(Exception):
    """She may not start now. `reasons` of ours have a code (passed, none_left, pause,
    not_yet_open, closed, retired, too_few_questions) and no text; the host's bring their own.
    `opening` says when."""

    def __init__(self, reasons: Sequence[Reason], opening: Opening | None = None) -> None:
        super().__init__(", ".join(reason.code for reason in reasons))
        self.reasons = tuple(reasons)
        self.opening = opening


def start(
    *, user: models.Model, quiz: Quiz, space: Space, at: datetime, seed: bytes | None = None
) -> Attempt:
    """Start an attempt, or return the open one.

    Raises NotOpen, Quiz.DoesNotExist for a quiz of another space, QuizRevision.DoesNotExist.
    """
    if quiz.space_id not in (None, space.pk):
        raise Quiz.DoesNotExist
    for _ in range(TRIES):
        past = quiz_rules.history(user=user, quiz=quiz, space=space, at=at)
        if past.running is not None:
            return past.running
        try:
            return _start(past, user=user, quiz=quiz, space=space, at=at, seed=seed)
        except IntegrityError:  # another start was quicker: look again
            continue
    raise RuntimeError(f"attempt {quiz.slug} of {user.pk} could not be started")


def _start(
    past: History,
    *,
    user: models.Model,
    quiz: Quiz,
    space: Space,
    at: datetime,
    seed: bytes | None,
) -> Attempt:
    """Everything is read and drawn first: the transaction holds nothing but the two INSERTs."""
    revision = quiz_rules.newest(quiz)
    policy = quiz_rules.policy_here(revision, quiz, space)
    given = grants.allowance(user=user, quiz=quiz, space=space, at=at)
    _check(past, quiz, policy, given, user=user, space=space, at=at)
    attempt = Attempt(
        user=user,
        quiz=quiz,
        space=space,
        revision=revision,
        number=past.next_number,
        policy=_snapshot(policy, given),
        seed=seed or secrets.token_bytes(16),
        started_at=at,
        deadline_at=quiz_rules.plan(policy, given, at=at).ends_at,
    )
    items = _items(attempt, revision, policy)
    with transaction.atomic():
        attempt.save(force_insert=True)
        AttemptItem.objects.bulk_create(items)
    return attempt


def _check(
    past: History,
    quiz: Quiz,
    policy: Policy,
    given: grants.Allowance,
    *,
    user: models.Model,
    space: Space,
    at: datetime,
) -> None:
    """Raise NotOpen unless she may start. A lesson's checks are the lesson's own affair."""
    opening = quiz_rules.opening(past, policy=policy, allowance=given, at=at)
    if quiz.retired_at is not None:
        raise NotOpen([Reason("retired")], opening)
    if not opening.allowed:
        raise NotOpen([Reason(opening.reason)], opening)
    if quiz.preset == behaviours.CHECK:
        return
    if reasons := permissions.ask("GATE")(user, quiz, space, at):
        raise NotOpen(reasons, opening)


def _snapshot(policy: Policy, given: grants.Allowance) -> dict[str, object]:
    """The policy as it holds for her now: later changes are for later attempts."""
    window = given.window(policy.window)
    hers = replace(policy, opens=window.opens, closes=window.closes)
    return hers.to_json() | {"extra_minutes": given.minutes, "factor": str(given.factor)}


def _items(attempt: Attempt, revision: QuizRevision, policy: Policy) -> list[AttemptItem]:
    """Draw the questions and realise the order of each one's options."""
    try:
        picks = quiz_rules.draw(
            list(revision.slots.all()),
            user=attempt.user,
            seed=attempt.seed,
            space=attempt.space,
            shuffled=policy.shuffled,
        )
    except selection.NotEnough as short:
        raise NotOpen([Reason("too_few_questions")]) from short
    found = known({pick.question.version_id: pick.question.digest for pick in picks})
    return [
        AttemptItem(
            attempt=attempt,
            position=position,
            slot_id=pick.slot_id,
            question_id=pick.question.question_id,
            version_id=pick.question.version_id,
            order=realised(attempt.seed, position, pick, found),
            weight=pick.weight,
        )
        for position, pick in enumerate(picks, start=1)
    ]


def realised(seed: bytes, position: int, pick: Pick, found: dict[str, object]) -> list[str]:
    """The order in which this attempt shows what is shuffled; empty where nothing is."""
    one = found[pick.question.digest]
    return list(selection.arrange(seed, f"item {position}", one.kind.shuffled(one.d)))
