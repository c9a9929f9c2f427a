"""One question at a time, with the strip of all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models

from quizzes.attempts.moving import must_be_here
from quizzes.attempts.rows import ROW_FIELDS, Row
from quizzes.attempts.sheets import SheetItem, head, is_complete, shown, with_last
from quizzes.engine.kinds import GROWING
from quizzes.engine.policies import Policy
from quizzes.grants import Timing, timing
from quizzes.models import Attempt, AttemptItem


@dataclass(frozen=True, slots=True)
class StripItem:
    """A question as one dot of the strip. A case that unfolds is answered at its end."""

    position: int
    answered: bool
    flagged: bool
    current: bool
    is_case: bool


@dataclass(frozen=True, slots=True)
class Page:
    """The question at hand and where it stands; None where there is no previous or next."""

    attempt: Attempt
    title: str
    policy: Policy
    item: SheetItem
    strip: tuple[StripItem, ...]
    timing: Timing
    previous: int | None
    next: int | None

    @property
    def count(self) -> int:
        return len(self.strip)

    @property
    def is_deferred(self) -> bool:
        """Nothing is judged before the end, so each answer is saved as it is given."""
        return not self.policy.behaves(self.attempt.quiz.preset).grades_answers

    @property
    def answered_count(self) -> int:
        return sum(item.answered for item in self.strip)


STRIP = ("position", "flagged", "last__body", "version__stem_version_id", "version__kind")


def page(
    *, user: models.Model, attempt_id: UUID, position: int, at: datetime | None = None
) -> Page:
    """One of her questions, in a fixed number of queries; with `at` an attempt whose time is over
    is ended first. Raises Attempt.DoesNotExist, AttemptItem.DoesNotExist, NotHere."""
    attempt = head(user=user, attempt_id=attempt_id, at=at)
    policy = Policy.from_json(attempt.policy)
    if attempt.is_open:
        must_be_here(policy, attempt.reached, position)
    items = with_last(attempt.items.all())
    rows = list(items.values_list(*STRIP))
    here = [Row._make(row) for row in items.filter(position=position).values_list(*ROW_FIELDS)]
    if not here:
        raise AttemptItem.DoesNotExist
    begun = _begun(items, rows)
    strip = tuple(
        StripItem(
            place, body is not None and place not in begun, flagged, place == position, bool(stem)
        )
        for place, flagged, body, stem, _ in rows
    )
    places = {one.position for one in strip}
    return Page(
        attempt=attempt,
        title=attempt.revision.title,
        policy=policy,
        item=shown(attempt, here, Counter(row[3] for row in rows))[0],
        strip=strip,
        timing=timing(
            started_at=attempt.started_at, policy=attempt.policy, deadline_at=attempt.deadline_at
        ),
        previous=position - 1 if position - 1 in places and not policy.sequential else None,
        next=position + 1 if position + 1 in places else None,
    )


def _begun(items: models.QuerySet[AttemptItem], rows: Sequence[tuple[Any, ...]]) -> frozenset[int]:
    """The places of cases that are begun and not at their end: a query where there may be any."""
    paths = {place: body for place, _, body, _, kind in rows if kind in GROWING and body}
    if not paths:
        return frozenset()
    found = items.filter(position__in=paths).values_list("position", "version__delivery")
    return frozenset(place for place, one in found if not is_complete(one, paths[place]))
