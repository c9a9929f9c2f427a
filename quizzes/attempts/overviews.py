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
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quizzes.attempts.sheets import with_last
from quizzes.engine.deadlines import may_save
from quizzes.engine.kinds import ROWS, TYPED
from quizzes.marking import close
from quizzes.models import Attempt, AttemptItem


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
    """All questions of an attempt, in order; `slug` is its quiz, `deadline` None without one."""

    public_id: UUID
    title: str
    preset: str
    slug: str
    is_open: bool
    deadline: datetime | None
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


HEAD = (
    "attempt__revision__title",
    "attempt__quiz__preset",
    "attempt__quiz__slug",
    "attempt__state",
    "attempt__deadline_at",
)
FIELDS = (
    "position",
    "flagged",
    "version__delivery",
    "version__stem_version__title",
    "last__body",
)


def overview(*, user: models.Model, attempt_id: UUID, at: datetime | None = None) -> Overview:
    """All her questions, in one query: the attempt comes with its items. With `at` an attempt
    whose time is over is ended first. Raises Attempt.DoesNotExist."""
    found = _read(user, attempt_id)
    if at is None or not found.is_open or may_save(at=at, deadline=found.deadline):
        return found
    close(attempt_id=attempt_id, at=at, user=user, only_expired=True)
    return _read(user, attempt_id)


def _read(user: models.Model, attempt_id: UUID) -> Overview:
    items = AttemptItem.objects.filter(attempt__public_id=attempt_id, attempt__user=user)
    rows = list(with_last(items).values_list(*HEAD, *FIELDS))
    if not rows:  # no attempt is without a question
        raise Attempt.DoesNotExist
    title, preset, slug, state, deadline = rows[0][: len(HEAD)]
    is_open = state == Attempt.State.OPEN
    questions = tuple(_given(*row[len(HEAD) :]) for row in rows)
    return Overview(attempt_id, title, preset, slug, is_open, deadline, questions)


def in_words(delivery: Mapping[str, Any], response: Any) -> tuple[str, ...]:
    """A response as stored fragments of the question; what the question has not is left out. A
    text is escaped, and where only its length is at hand, that is said."""
    if delivery["kind"] in TYPED:
        return _typed_in_words(response)
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


def _typed_in_words(response: Any) -> tuple[str, ...]:
    if not isinstance(response, dict):
        return (escape(response),) if response else ()
    count = response["characters"]
    words = ngettext("%(count)s character written", "%(count)s characters written", count)
    return (escape(words % {"count": count}),)


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
