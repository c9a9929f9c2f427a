"""How somebody's places on scales differ from the panels', over what was explained to her.

Only practice and the checks of lessons are counted: there the panel's place was told at once, so
that the mean gives no place away that is still a key. Of each question her first answer counts:
whoever answers again knows where the panel stands.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef

from quizzes.engine.bias import Bias, Placed, bias, lean
from quizzes.models import Mark, Preset, Space

NEWEST = 200  # questions that are looked at, at most


@dataclass(frozen=True, slots=True)
class Leaning:
    """On scales that are alike: `ends` are the stored fragments of their lowest and highest place;
    `code` is of engine.bias.lean."""

    ends: tuple[str, str]
    unit: str
    code: str
    bias: Bias


def leanings(*, user: models.Model, space: Space) -> tuple[Leaning, ...]:
    """Hers on each sort of scale she has met here, the most answered first: one query."""
    told_at_once = Mark.objects.filter(
        number=1,
        response__isnull=False,
        item__version__kind="scale",
        item__attempt__user=user,
        item__attempt__space=space,
        item__attempt__quiz__preset__in=(Preset.PRACTICE, Preset.CHECK),
    ).exclude(item__attempt__policy__has_key="review")
    before = told_at_once.filter(item__question=OuterRef("item__question"), pk__lt=OuterRef("pk"))
    first = told_at_once.filter(~Exists(before)).order_by("-pk")
    alike: defaultdict[tuple[Any, ...], list[Placed]] = defaultdict(list)
    rows = first.values_list("response__body", "item__version__rationale__more")
    for place, told in rows[:NEWEST]:
        scale = (tuple(told["ends"]), told["unit"], told["low"], told["high"])
        alike[scale].append(Placed(Decimal(place), Decimal(told["target"])))
    found = [
        Leaning(ends, unit, lean(placed), bias(placed))
        for (ends, unit, *_), placed in alike.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.bias.count, one.ends)))
