"""Carrying out a ruling: a mark, a result and a record for each attempt that changes, once.

A few attempts at a time, each few in one transaction. A job that is killed and run again passes by
what has its correction: the database takes no second one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from quizzes import jobs, marking, permissions
from quizzes.engine.behaviours import EXAM
from quizzes.models import Attempt, AttemptItem, Correction, Regrade, Result
from quizzes.regrades.measuring import Change, Standing, measured
from quizzes.regrades.proposing import Proposal, proposal_of

KIND = "regrade"
AT_ONCE = 50  # attempts in one transaction
RELATED = ("space", "by", "question__bank", "version__question", "target")


def key_of(regrade_id: int) -> str:
    return f"{KIND}:{regrade_id}"


def run(running: jobs.Running) -> dict[str, int]:
    """Correct every ended attempt that the ruling is about. Safe to run again at any time."""
    regrade = Regrade.objects.select_related(*RELATED).get(pk=running.args["regrade"])
    proposal = proposal_of(regrade)
    _let_end(proposal)
    asked = proposal.asked().order_by("attempt_id")
    attempts = list(asked.values_list("attempt_id", flat=True))
    for first in range(0, len(attempts), AT_ONCE):
        at = running.progress(first, len(attempts))
        _correct(regrade, proposal, attempts[first : first + AT_ONCE], at=at)
    running.progress(len(attempts), len(attempts))
    made = Correction.objects.filter(regrade=regrade)
    changed, moved = made.count(), made.filter(after__isnull=False).count()
    return {"asked": len(attempts), "changed": changed, "results": moved}


@transaction.atomic
def _let_end(proposal: Proposal) -> None:
    """Wait for attempts that are just ending: they may have looked for rulings before this one
    held. Whatever ends after this statement finds it."""
    open_ones = AttemptItem.objects.filter(
        version__in=proposal.versions,
        attempt__space=proposal.space,
        attempt__state=Attempt.State.OPEN,
        attempt__quiz__preset=EXAM,
    )
    found = Attempt.objects.filter(pk__in=open_ones.values("attempt"))
    list(found.select_for_update(of=("self",), no_key=True).values_list("pk"))


@transaction.atomic
def _correct(regrade: Regrade, proposal: Proposal, ids: Sequence[int], *, at: datetime) -> None:
    found = Attempt.objects.filter(pk__in=ids).exclude(corrections__regrade=regrade)
    locked = found.order_by("pk").select_for_update(of=("self",), no_key=True)
    attempts = {one.pk: one for one in locked.select_related("user", "quiz", "space")}
    items = proposal.asked().filter(attempt__in=list(attempts))
    standing = Result.objects.filter(attempt__in=list(attempts)).order_by("number")
    results = {one.attempt_id: one for one in standing}
    for change in measured(proposal, items).changes:
        attempt = attempts[change.attempt_id]
        _append(regrade, change, attempt, results[attempt.pk], at=at)


def _append(
    regrade: Regrade, change: Change, attempt: Attempt, before: Result, *, at: datetime
) -> None:
    """The mark, the result where it is another, what ties them to the ruling, and the record."""
    ruled = replace(change.answered.ruled, by_id=regrade.by_id, reason_digest=regrade.reason_digest)
    answered = replace(change.answered, ruled=ruled)
    made = marking.mark([answered], user_id=attempt.user_id, space_id=attempt.space_id, at=at)[0]
    after = _result(change.after, attempt, before) if change.moves else None
    Correction.objects.create(
        regrade=regrade, attempt=attempt, mark=made, before=before, after=after, at=at
    )
    data = {
        "regrade": regrade.pk,
        "question": regrade.question.key,
        "mark": made.pk,
        "result": after.pk if after else None,
        "before": _figures(change.before),
        "after": _figures(change.after),
    }
    permissions.ask("RECORDER")(
        action="attempt.corrected",
        by=regrade.by,
        subject=attempt.user,
        space=attempt.space,
        obj=attempt,
        data=data,
        text="",
        at=at,
    )


def _result(after: Standing, attempt: Attempt, before: Result) -> Result:
    """The next number; at the moment the attempt ended, so that nothing becomes newer by it."""
    return Result.objects.create(
        attempt=attempt,
        number=before.number + 1,
        user_id=attempt.user_id,
        quiz_id=attempt.quiz_id,
        space_id=attempt.space_id,
        score=after.score,
        must_not_miss_right=after.must_not_miss_right,
        passed=after.passed,
        at=before.at,
    )


def _figures(one: Standing) -> dict[str, Any]:
    score = None if one.score is None else str(one.score)
    return {"score": score, "passed": one.passed}
