"""The dry run of many exams: a job works it out, its outcome is the table, and the table is shown
while nothing that it was made of has moved.

A few exams are measured at once, in the request. What rests on a result is asked anew each time.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Count, Max

from quizzes import jobs
from quizzes.engine.regrading import Unfit
from quizzes.formats.digests import digest
from quizzes.models import Job, Mark, QuestionVersion, ResponseText, Result, Space
from quizzes.regrades.measuring import Row, Standing, measured
from quizzes.regrades.planning import Counted, Plan, counted, plan, plan_of
from quizzes.regrades.proposing import Proposal, propose

KIND = "regrade_trial"
DIRECT = 500  # exams that are measured while somebody waits for the page
AT_ONCE = 250  # of those that a job measures between two signs of progress


class NotWorkedOut(Exception):
    """So many exams asked it that a job has to say first who would change, as things are now."""


def shown(proposal: Proposal) -> Plan | None:
    """What the ruling would change now; None where a job has to work it out first."""
    if proposal.asked().count() <= DIRECT:
        return plan(proposal)
    job = jobs.find(_key(proposal))
    if job is None or job.state != Job.State.DONE:
        return None
    return plan_of(proposal, _read(job.outcome))


def under_way(proposal: Proposal) -> Job | None:
    """The job that works it out, as things are now."""
    return jobs.find(_key(proposal))


def work_out(proposal: Proposal, *, page: str, by: models.Model, at: datetime) -> Job:
    """Have it worked out, once for whoever asks; `page` is where the table is shown."""
    args = {
        "space": proposal.space.pk,
        "version": proposal.version.pk,
        "treatment": proposal.treatment,
        "response": proposal.response,
        "never_lower": proposal.never_lower,
        "page": page,
    }
    key, space = _key(proposal), proposal.space
    return jobs.enqueue(kind=KIND, key=key, args=args, space=space, by=by, at=at)


def run(running: jobs.Running) -> dict[str, Any]:
    """Measure every exam that asked it, some at a time; writes nothing but the outcome."""
    proposal = _proposal(running)
    asked = proposal.asked().order_by("attempt_id")
    attempts = list(asked.values_list("attempt_id", flat=True))
    found: list[Counted] = []
    for first in range(0, len(attempts), AT_ONCE):
        running.progress(first, len(attempts))
        some = asked.filter(attempt__in=attempts[first : first + AT_ONCE])
        found.append(counted(measured(proposal, some)))
    running.progress(len(attempts), len(attempts))
    return {
        "asked": sum(one.asked for one in found),
        "misfits": sum(one.misfits for one in found),
        "kept": sum(one.kept for one in found),
        "rows": [_kept(row) for one in found for row in one.rows],
    }


def _proposal(running: jobs.Running) -> Proposal:
    args = running.args
    try:
        return propose(
            space=Space.objects.get(pk=args["space"]),
            version=QuestionVersion.objects.select_related("question").get(pk=args["version"]),
            treatment=args["treatment"],
            response=args["response"],
            never_lower=args["never_lower"],
        )
    except Unfit as refusal:
        raise jobs.GiveUp(str(refusal)) from refusal


def _key(proposal: Proposal) -> str:
    """Another one as soon as anything has moved that the table is made of. All of it is only ever
    added to, or erased: counts and the newest ids tell."""
    asked = proposal.asked().order_by()
    attempts, figures = asked.values("attempt"), {"count": Count("pk"), "newest": Max("pk")}
    moved = [
        asked.aggregate(**figures),
        Mark.objects.filter(item__attempt__in=attempts).aggregate(**figures),
        Result.objects.filter(attempt__in=attempts).aggregate(**figures),
        ResponseText.objects.filter(response__item__in=asked.values("pk")).count(),
    ]
    return f"trial:{digest([proposal.digest(), moved])}"


def _kept(row: Row) -> list[Any]:
    """For JSON: a decimal as its text."""
    return [*row[:4], _text(row.fraction), row.state, _standing(row.before), _standing(row.after)]


def _standing(one: Standing) -> list[Any]:
    return [_text(one.score), one.must_not_miss_right, one.passed]


def _read(outcome: dict[str, Any]) -> Counted:
    rows = tuple(
        Row(*first, _decimal(fraction), state, _stood(before), _stood(after))
        for *first, fraction, state, before, after in outcome["rows"]
    )
    return Counted(outcome["asked"], rows, outcome["misfits"], outcome["kept"])


def _stood(kept: Sequence[Any]) -> Standing:
    score, right, passed = kept
    return Standing(_decimal(score), right, passed)


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _decimal(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)
