"""Questions whose newest version has another key than the one that marks were made with."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q

from quizzes.engine.behaviours import EXAM
from quizzes.engine.keys import key_of
from quizzes.models import Attempt, AttemptItem, Question, QuestionVersion, Regrade, Space


@dataclass(frozen=True, slots=True)
class Outdated:
    """`attempts` ended exams were marked by `version`, whose key is not that of `newest`."""

    question: Question
    version: QuestionVersion
    newest: QuestionVersion
    attempts: int


def outdated(*, space: Space | None = None, since: datetime | None = None) -> list[Outdated]:
    """Those of one space or of all, by bank and key; `since`: only where the newest version is from
    then on. What was ruled about since is left out. Four queries, however many attempts."""
    used = _used(space, since)
    pks = {version for version, _ in used}
    versions = QuestionVersion.objects.select_related("question__bank").in_bulk(pks)
    newest = _newest({one.question_id for one in versions.values()})
    ruled = _ruled(newest, space)
    found = [
        Outdated(version.question, version, newest[version.question_id], count)
        for version, count in ((versions[pk], count) for pk, count in used)
        if _differs(version, newest[version.question_id]) and version.pk not in ruled
    ]
    return sorted(found, key=lambda one: (one.question.bank.slug, one.question.key, one.version.pk))


def _used(space: Space | None, since: datetime | None) -> list[tuple[int, int]]:
    """(version id, ended exams that asked it), of versions that are not the newest."""
    newer = QuestionVersion.objects.filter(
        question=OuterRef("question"), number__gt=OuterRef("version__number")
    )
    if since is not None:
        newer = newer.filter(published_at__gte=since)
    rows = AttemptItem.objects.filter(
        Exists(newer),
        attempt__state=Attempt.State.SUBMITTED,
        attempt__quiz__preset=EXAM,
        question__retired_at__isnull=True,
    )
    if space is not None:
        rows = rows.filter(attempt__space=space)
    return list(rows.order_by().values_list("version").annotate(count=Count("pk")))


def _newest(questions: set[int]) -> dict[int, QuestionVersion]:
    rows = QuestionVersion.objects.filter(question__in=questions).order_by("number")
    return {one.question_id: one for one in rows}


def _ruled(newest: dict[int, QuestionVersion], space: Space | None) -> set[int]:
    """Versions about which something was ruled in the light of the newest. Over all spaces at once
    none counts as ruled: each decides for itself."""
    if space is None or not newest:
        return set()
    rows = Regrade.objects.filter(space=space, question__in=newest).filter(
        Q(verdict__isnull=True) | Q(verdict__approved=True)
    )
    since: dict[int, list[Regrade]] = defaultdict(list)
    for one in rows:
        since[one.question_id].append(one)
    return {
        version
        for question, rulings in since.items()
        for one in rulings
        if one.at >= newest[question].published_at
        for version in one.versions
    }


def _differs(version: QuestionVersion, newest: QuestionVersion) -> bool:
    return key_of(version.kind, version.body) != key_of(newest.kind, newest.body)
