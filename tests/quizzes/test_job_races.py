"""Several workers on one database: real processes, and each job done once."""

from __future__ import annotations

from collections import Counter

import pytest

from quizzes import jobs, regrades
from quizzes.models import Correction, Job, RegradeVerdict, Result
from quizzes.permissions import REGRADE

from . import work
from .making import AT
from .regrading import Case
from .test_races import Racer, race

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
COUNT = 30


def test_four_workers_in_two_processes_do_each_job_once(settings, junior) -> None:
    settings.JOBS = work.JOBS
    for number in range(COUNT):
        jobs.enqueue(kind="count", key=f"k{number}", args={"to": 3}, at=AT)
    outcomes = race(*(Racer("work", junior, threads=2) for _ in range(2)))
    done = Counter(key for outcome in outcomes for keys in outcome["results"] for key in keys)
    assert done == {f"k{number}": 1 for number in range(COUNT)}
    assert set(Job.objects.values_list("state", "tries", "done")) == {("done", 1, 3)}


def test_eight_who_agree_at_once_make_one_verdict_and_four_workers_correct_each_attempt_once(
    space, host, mentor, owner
) -> None:
    case = Case(space, host, mentor)
    for number in range(4):
        case.sat(f"P{number}", "aab")
    regrade = case.decide("void")
    host.RIGHTS.add((owner.pk, REGRADE))
    plan = regrades.plan(regrades.proposal_of(regrade)).digest()
    given = {"threads": 4, "regrade": regrade.pk, "plan": plan}
    outcomes = race(*(Racer("approve", owner, **given) for _ in range(2)))
    said = Counter(word for outcome in outcomes for word in outcome["results"])
    assert said == {"agreed": 1, "late": 7}
    assert (RegradeVerdict.objects.count(), Job.objects.count()) == (1, 1)
    outcomes = race(*(Racer("work", owner, threads=2) for _ in range(2)))
    assert sum(outcome["recorded"] for outcome in outcomes) == 4
    assert (Correction.objects.count(), Result.objects.filter(number=2).count()) == (4, 4)
