"""The digest of an attempt: what was answered and what it was worth when it ended, in 64 digits.

The record of its end carries it, so that a row that is changed afterwards shows.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q

from quizzes.engine.scoring import quantise
from quizzes.formats.digests import digest
from quizzes.models import Attempt, AttemptItem, Mark

SEALED = ("number", "body", "certainty", "text_digest", "at")  # of a response


def seal(responses: Iterable[tuple[Any, ...]], marks: Iterable[tuple[int, Mark]]) -> str:
    """The digest of these rows. Responses: position and SEALED. Marks: with their position."""
    given = [[*row[:-1], _utc(row[-1])] for row in responses]
    worth = [
        [position, one.number, _fraction(one.fraction), one.state, _utc(one.at)]
        for position, one in marks
    ]
    return digest({"responses": given, "marks": worth})


def digest_of(attempt: Attempt) -> str:
    """The digest of an ended attempt computed again from its rows. What people marked later does
    not count; what was judged at once within the grace is a little later than the end, and does."""
    given = AttemptItem.objects.filter(attempt=attempt, responses__isnull=False)
    fields = ("position", *(f"responses__{name}" for name in SEALED))
    marks: dict[int, Mark] = {}
    at_its_end = Q(by__isnull=True) | Q(at__lte=attempt.submitted_at)
    made = Mark.objects.filter(at_its_end, item__attempt=attempt)
    for one in made.select_related("item").order_by("item__position", "number"):
        marks[one.item.position] = one
    return seal(given.order_by("position", "responses__number").values_list(*fields), marks.items())


def _fraction(value: Decimal | None) -> str | None:
    return None if value is None else str(quantise(value))


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
