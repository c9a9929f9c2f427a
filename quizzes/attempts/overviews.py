"""What was answered to every question, in words: the look before handing in.

The words come from the stored texts at once. Neither the author's keys nor this attempt's names
leave this module, so a page of all questions spends nothing on naming what it does not show.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _

from quizzes.attempts.sheets import head, with_last
from quizzes.engine.kinds import ROWS
from quizzes.models import Attempt


@dataclass(frozen=True, slots=True)
class Given:
    """One question. `stem` and each of `words` are stored fragments; `case` is the title of the
    scene it belongs to, if any. No words = nothing answered that the question has."""

    position: int
    kind: str
    stem: str
    case: str
    words: tuple[str, ...]
    answered: bool
    flagged: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """All questions of an attempt, in order."""

    attempt: Attempt
    questions: tuple[Given, ...]

    @property
    def answered_count(self) -> int:
        return sum(one.answered for one in self.questions)

    @property
    def unanswered(self) -> tuple[int, ...]:
        return tuple(one.position for one in self.questions if not one.answered)

    @property
    def flagged(self) -> tuple[int, ...]:
        return tuple(one.position for one in self.questions if one.flagged)


FIELDS = (
    "position",
    "flagged",
    "version__delivery",
    "version__stem_version__title",
    "last__body",
)


def overview(*, user: models.Model, attempt_id: UUID, at: datetime | None = None) -> Overview:
    """All her questions, in two queries; with `at` an attempt whose time is over is ended first.
    Raises Attempt.DoesNotExist."""
    attempt = head(user=user, attempt_id=attempt_id, at=at)
    rows = with_last(attempt.items.all()).values_list(*FIELDS)
    return Overview(attempt, tuple(_given(*row) for row in rows))


def in_words(delivery: Mapping[str, Any], response: Any) -> tuple[str, ...]:
    """A response as stored fragments of the question; what the question has not is left out."""
    rows = delivery[ROWS[delivery["kind"]]]
    if isinstance(response, str | list):
        names = [response] if isinstance(response, str) else response
        return tuple(rows[name] for name in names if name in rows)
    signs = {True: _("True"), False: _("False")} | delivery.get("choices", {})
    return tuple(
        f"{rows[name]} → {signs[value]}"
        for name, value in (response or {}).items()
        if name in rows and value in signs
    )


def _given(
    position: int, flagged: bool, delivery: dict[str, Any], case: str | None, response: Any
) -> Given:
    return Given(
        position=position,
        kind=delivery["kind"],
        stem=delivery["stem"],
        case=case or "",
        words=in_words(delivery, response),
        answered=response is not None,
        flagged=flagged,
    )
