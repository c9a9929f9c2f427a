"""What people typed is kept for a while, and then only what it came to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q

from quizzes.marking import forget as forget_files
from quizzes.models import Attempt, Mark, Space, Upload

PORTION = 500


@dataclass(frozen=True, slots=True)
class Aging:
    """Words of one kind: lookups to where they were typed, whose they are, and when."""

    model: str
    place: str
    person: str
    at: str
    item: str = ""  # the question it answers, which must have been marked


ITEM = "item__attempt__"
AGING = (
    Aging(
        "quizzes.ResponseText",
        f"response__{ITEM}space",
        f"response__{ITEM}user",
        "response__at",
        "response__item",
    ),
    Aging("quizzes.Upload", f"{ITEM}space", f"{ITEM}user", "at", "item"),
    Aging("quizzes.MarkNote", f"mark__{ITEM}space", f"mark__{ITEM}user", "mark__at"),
    Aging("quizzes.ContestText", "contest__space", "contest__user", "contest__at"),
    Aging(
        "quizzes.OutcomeText",
        "outcome__contest__space",
        "outcome__contest__user",
        "outcome__at",
    ),
)


def old(
    space: Space, *, before: datetime, covered: models.QuerySet
) -> Mapping[str, models.QuerySet]:
    """By model, what was typed in this space before then, by people who are not `covered`. Nothing
    that a person still has to mark, or that belongs to a quiz that runs."""
    return {one.model: _rows(one, space.pk, before, covered) for one in AGING}


def forget_in_portions(rows: models.QuerySet) -> Iterator[int]:
    """Delete them a few hundred at a time, each in a transaction of its own; how many each time."""
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), PORTION):
        some = rows.model._default_manager.filter(pk__in=ids[start : start + PORTION])
        with transaction.atomic():
            if rows.model is Upload:
                yield forget_files(some)
            else:
                yield some.delete()[0]


def rows_of(one: Aging, place: int, before: datetime, covered: models.QuerySet) -> models.QuerySet:
    """What has aged of one kind, at a place."""
    said = {one.place: place, f"{one.at}__lt": before}
    rows = apps.get_model(one.model)._default_manager.filter(**said)
    return rows.exclude(**{f"{one.person}__in": covered})


def _rows(one: Aging, place: int, before: datetime, covered: models.QuerySet) -> models.QuerySet:
    rows = rows_of(one, place, before, covered)
    if one.model == "quizzes.Upload":
        rows = rows.exclude(kept_as="")
    if not one.item:
        return rows
    marked = Mark.objects.filter(item=OuterRef(one.item)).exclude(state=Mark.State.WAITING)
    runs = Q(**{f"{one.item}__attempt__state": Attempt.State.OPEN})
    exam = ~Q(**{f"{one.item}__attempt__quiz__preset": "check"})
    waits = Mark.objects.filter(item=OuterRef(one.item), state=Mark.State.WAITING)
    return rows.exclude(runs & exam).exclude(Exists(waits) & ~Exists(marked))
