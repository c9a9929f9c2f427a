"""Keeping figures until another attempt has ended: made at once where there are few attempts, by a
worker where there are many."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Max

from quizzes import jobs
from quizzes.analysis.facts import FIRST, sittings
from quizzes.analysis.figures import figures
from quizzes.models import AnalysisRecord, Attempt, Job, Quiz, Result, Space

KIND = "analysis"
AT_ONCE = 300  # first attempts, worked out while a page waits: about a quarter of a second


@dataclass(frozen=True, slots=True)
class Kept:
    """`figures` None = there are none yet. `job` = newer ones are on their way."""

    figures: dict[str, Any] | None
    at: datetime | None = None
    job: Job | None = None


def of(*, quiz: Quiz, space: Space, by: models.Model, at: datetime) -> Kept:
    """The figures of the first attempts here. Three statements when nothing has ended since; where
    there are many attempts, those kept before, and a job that makes new ones."""
    record = AnalysisRecord.objects.filter(quiz=quiz, space=space).first()
    newest = _newest(quiz, space)
    if record is not None and record.newest == newest:
        return Kept(record.figures, record.at)
    first = Attempt.objects.ended().filter(quiz=quiz, space=space, number=FIRST)
    if first.count() <= AT_ONCE:
        made = make(quiz=quiz, space=space, at=at)
        return Kept(made.figures, made.at)
    asked = {"quiz": quiz.pk, "space": space.pk}
    key = f"{KIND}:{quiz.pk}:{space.pk}:{newest}"
    job = jobs.enqueue(kind=KIND, key=key, args=asked, space=space, by=by, at=at)
    return Kept(record and record.figures, record and record.at, job)


def make(*, quiz: Quiz, space: Space, at: datetime) -> AnalysisRecord:
    """Work the figures out and keep them. Whoever is last keeps the newer ones: two at once read
    the same facts."""
    newest = _newest(quiz, space)
    made = figures(sittings(quiz, space))
    fields = {"newest": newest, "figures": made, "at": at}
    return AnalysisRecord.objects.update_or_create(quiz=quiz, space=space, defaults=fields)[0]


def run(running: jobs.Running) -> dict[str, int]:
    """The same, by a worker."""
    at = running.progress(0, 1)
    quiz = Quiz.objects.get(pk=running.args["quiz"])
    made = make(quiz=quiz, space=Space.objects.get(pk=running.args["space"]), at=at)
    running.progress(1, 1)
    return {"attempts": made.figures["attempts"], "questions": len(made.figures["questions"])}


def _newest(quiz: Quiz, space: Space) -> int:
    """The newest result: what ends, is marked or is corrected has a newer one."""
    found = Result.objects.filter(quiz=quiz, space=space).aggregate(newest=Max("pk"))
    return found["newest"] or 0
