"""What was asked, answered and marked in the first attempts at a quiz: four statements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from quizzes.models import Attempt, AttemptItem, Mark, Quiz, Response, Space

FIRST = 1  # later attempts are not independent of the one before


@dataclass(slots=True)
class Sat:
    """One question in one attempt. `seconds` from the answer before, or from the start."""

    attempt: int
    slot: int
    question: int
    version: int
    weight: Decimal
    fraction: Decimal
    right: bool
    body: Any
    certainty: int | None
    seconds: float | None


@dataclass(frozen=True, slots=True)
class Sittings:
    """The attempts that are decided, and all that was asked in them; `since` and `until` are when
    the first and the last of them ended."""

    attempts: int
    since: datetime | None
    until: datetime | None
    rows: tuple[Sat, ...]


ITEM = ("pk", "attempt_id", "slot__position", "question_id", "version_id", "weight")
MARK = ("item_id", "fraction", "state")
ENDED = "submitted_at"
RESPONSE = ("item_id", "item__attempt_id", "number", "body", "certainty", "at")


def sittings(quiz: Quiz, space: Space) -> Sittings:
    """The first attempts that have ended and wait for nobody. A question that counts for nobody is
    left out."""
    first = Attempt.objects.ended().filter(quiz=quiz, space=space, number=FIRST)
    spans = {
        pk: (begun, ended) for pk, begun, ended in first.values_list("pk", "started_at", ENDED)
    }
    marks = Mark.objects.filter(item__attempt__in=first).order_by("number")
    newest = {pk: (share, state) for pk, share, state in marks.values_list(*MARK)}
    given = _given(first, {pk: begun for pk, (begun, _) in spans.items()})
    rows: list[Sat] = []
    waiting: set[int] = set()
    items = AttemptItem.objects.filter(attempt__in=first).order_by("attempt", "position")
    for pk, *item in items.values_list(*ITEM):
        share, state = newest.get(pk, (None, Mark.State.WAITING))
        if state == Mark.State.VOID:
            continue
        if share is None:
            waiting.add(item[0])
            continue
        right = state == Mark.State.RIGHT
        rows.append(Sat(*item, share, right, *given.get(pk, (None, None, None))))
    ended = [end for pk, (_, end) in spans.items() if pk not in waiting]
    kept = tuple(one for one in rows if one.attempt not in waiting)
    return Sittings(len(ended), min(ended, default=None), max(ended, default=None), kept)


def _given(
    attempts: QuerySet[Attempt], begun: Mapping[int, datetime]
) -> dict[int, tuple[Any, int | None, float]]:
    """By item: the newest answer, its certainty, and how long the first one took: from the answer
    before it, or from the start."""
    rows = Response.objects.filter(item__attempt__in=attempts)
    before, took = dict(begun), {}
    found: dict[int, tuple[Any, int | None, float]] = {}
    for item, attempt, number, body, certainty, at in rows.order_by("at", "pk").values_list(
        *RESPONSE
    ):
        if number == 1:
            took[item] = (at - before[attempt]).total_seconds()
        before[attempt] = at
        found[item] = (body, certainty, took.get(item, 0.0))
    return found
