"""Several workers on one database: real processes, and each job done once."""

from __future__ import annotations

from collections import Counter

import pytest

from quizzes import jobs
from quizzes.models import Job

from . import work
from .making import AT
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
