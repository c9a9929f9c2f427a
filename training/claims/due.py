"""Claims that wait to be checked again, and what would have to change with them."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from quizzes.models import QuestionVersion, VersionClaim
from training.models import ClaimRevision, LessonClaim, LessonRevision

from .reading import newest_revisions

SOON = dt.timedelta(days=60)


@dataclass(frozen=True, slots=True)
class DueClaim:
    """A claim with the current texts and the number of questions that rest on it. `days` is how
    late its check is; below nought = in so many days."""

    revision: ClaimRevision
    days: int
    lessons: tuple[LessonRevision, ...]
    questions: int

    @property
    def is_late(self) -> bool:
        return self.days > 0


def due(*, today: dt.date, within: dt.timedelta = SOON) -> QuerySet[ClaimRevision]:
    """What is past its review date, or will be soon; the latest first. Not yet asked."""
    rows = newest_revisions().filter(claim__retired_at__isnull=True)
    return rows.filter(review_by__lte=today + within).order_by("review_by", "claim__code")


def late(*, today: dt.date) -> int:
    """How many are past their review date; one query."""
    rows = newest_revisions().filter(claim__retired_at__isnull=True, review_by__lt=today)
    return rows.count()


def with_use(revisions: Iterable[ClaimRevision], *, today: dt.date) -> list[DueClaim]:
    """These with where they are used; two queries, whatever their number."""
    found = list(revisions)
    codes = [one.claim.code for one in found]
    lessons = _lessons([one.claim_id for one in found])
    questions = _questions(codes)
    return [
        DueClaim(
            revision=one,
            days=(today - one.review_by).days,
            lessons=tuple(lessons[one.claim_id]),
            questions=questions[one.claim.code],
        )
        for one in found
    ]


def next_review(*, today: dt.date) -> dt.date | None:
    """The day the next claim is due that is not late yet; one query."""
    rows = newest_revisions().filter(claim__retired_at__isnull=True, review_by__gte=today)
    return rows.order_by("review_by").values_list("review_by", flat=True).first()


def _lessons(claims: list[int]) -> dict[int, list[LessonRevision]]:
    last = LessonRevision.objects.filter(lesson=OuterRef("revision__lesson")).order_by("-number")
    rows = (
        LessonClaim.objects.filter(
            claim__in=claims,
            revision__number=Subquery(last.values("number")[:1]),
            revision__lesson__retired_at__isnull=True,
            revision__lesson__module__retired_at__isnull=True,
        )
        .select_related("revision__lesson__module")
        .defer("revision__source", "revision__segments")
        .order_by("revision__lesson__module__number", "revision__lesson__position")
    )
    found: dict[int, list[LessonRevision]] = defaultdict(list)
    for row in rows:
        found[row.claim_id].append(row.revision)
    return found


def _questions(codes: list[str]) -> Counter[str]:
    last = QuestionVersion.objects.filter(question=OuterRef("version__question"))
    rows = VersionClaim.objects.filter(
        code__in=codes,
        version__question__retired_at__isnull=True,
        version__number=Subquery(last.order_by("-number").values("number")[:1]),
    )
    return Counter(rows.values_list("code", flat=True))
