"""What has been corrected, for whom it concerns."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import models

from quizzes import jobs, permissions
from quizzes.models import Attempt, Correction, Job, Regrade, Space
from quizzes.regrades.working import key_of


@dataclass(frozen=True, slots=True)
class Corrected:
    """What one ruling changed in an attempt: `position` is that of the question; before and after
    are scores and whether it passed, the same where only the mark is another."""

    attempt: Attempt
    position: int
    treatment: str
    reason: str
    at: datetime
    before: Decimal | None
    after: Decimal | None
    passed_before: bool | None
    passed_after: bool | None

    @property
    def moved(self) -> bool:
        return (self.before, self.passed_before) != (self.after, self.passed_after)


def corrected(*, attempts: Collection[Attempt] | models.QuerySet[Attempt]) -> tuple[Corrected, ...]:
    """Every correction of these attempts, the newest first: one query."""
    related = ("attempt__revision", "mark__item", "before", "after", "regrade__reason")
    rows = Correction.objects.filter(attempt__in=attempts).select_related(*related)
    return tuple(_corrected(one) for one in rows.order_by("-at", "-pk"))


def named(people: Iterable[int], *, viewer: models.Model, space: Space) -> dict[int, models.Model]:
    """Those of these people whom she may see by name, by id: one query beside the host's."""
    return permissions.ask("SIGHT")(viewer, space).filter(pk__in=set(people)).in_bulk()


def job_of(regrade: Regrade) -> Job | None:
    """The work of a ruling that holds."""
    return jobs.find(key_of(regrade.pk))


def _corrected(one: Correction) -> Corrected:
    after = one.after or one.before
    reason = getattr(one.regrade, "reason", None)
    return Corrected(
        attempt=one.attempt,
        position=one.mark.item.position,
        treatment=one.regrade.treatment,
        reason=reason.text if reason else "",
        at=one.at,
        before=one.before.score,
        after=after.score,
        passed_before=one.before.passed,
        passed_after=after.passed,
    )
