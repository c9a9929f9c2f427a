"""What was answered to every question, in words: the look before handing in.

The words come from the stored texts at once. Neither the author's keys nor this attempt's names
leave this module, so a page of all questions spends nothing on naming what it does not show.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quizzes.attempts.sheets import with_last
from quizzes.engine.deadlines import may_save
from quizzes.engine.faces import FACES
from quizzes.engine.faces import Given as Part
from quizzes.engine.kinds import BY_HAND, GROWING, TYPED
from quizzes.engine.policies import Policy
from quizzes.grants import Timing, timing
from quizzes.marking import close, named, typed
from quizzes.models import Attempt, AttemptItem


@dataclass(frozen=True, slots=True)
class Given:
    """One question. `stem` and each of `words` are stored fragments; `case` is the title of the
    scene it belongs to, if any. No words = nothing answered that the question has. `is_begun`: a
    case on its way to its end; `is_settled`: nothing about it changes any more."""

    position: int
    kind: str
    stem: str
    case: str
    words: tuple[str, ...]
    answered: bool
    flagged: bool
    is_begun: bool = False
    is_settled: bool = False


@dataclass(frozen=True, slots=True)
class Overview:
    """The questions of an attempt, in order, of which there are `count`; `slug` is its quiz,
    `timing` where its time comes from. Where they come one after another, those she has not come
    to are not among them, and only the one she has `reached` may still change."""

    public_id: UUID
    title: str
    preset: str
    slug: str
    is_open: bool
    timing: Timing
    policy: Policy
    reached: int
    count: int
    questions: tuple[Given, ...]

    @property
    def to_come(self) -> int:
        """Questions that she has not come to."""
        return self.count - len(self.questions)

    @property
    def answered_count(self) -> int:
        return sum(one.answered for one in self.questions)

    @property
    def unanswered(self) -> tuple[int, ...]:
        return tuple(one.position for one in self.questions if not one.answered)

    @property
    def waits_for_people(self) -> bool:
        """Whether something she wrote will be read before there is a result."""
        return any(one.answered and one.kind in BY_HAND for one in self.questions)

    @property
    def has_settled(self) -> bool:
        """Whether something of it stays as it is."""
        return any(one.is_settled or one.is_begun for one in self.questions)

    @property
    def flagged(self) -> tuple[int, ...]:
        return tuple(one.position for one in self.questions if one.flagged)


HEAD = (
    "attempt__revision__title",
    "attempt__quiz__preset",
    "attempt__quiz__slug",
    "attempt__state",
    "attempt__started_at",
    "attempt__deadline_at",
    "attempt__policy",
    "attempt__reached",
)
FIELDS = (
    "position",
    "flagged",
    "version__delivery",
    "version__stem_version__title",
    "last__pk",
    "last__body",
)


def overview(*, user: models.Model, attempt_id: UUID, at: datetime | None = None) -> Overview:
    """All her questions, in one query (the attempt comes with its items), and one more where
    something was typed. With `at` an attempt whose time is over is ended first. Raises
    Attempt.DoesNotExist."""
    found = _read(user, attempt_id)
    grace = timedelta(seconds=found.policy.grace)
    if (
        at is None
        or not found.is_open
        or may_save(at=at, deadline=found.timing.ends_at, grace=grace)
    ):
        return found
    close(attempt_id=attempt_id, at=at, user=user, only_expired=True)
    return _read(user, attempt_id)


def _read(user: models.Model, attempt_id: UUID) -> Overview:
    rows = list(_items().filter(attempt__public_id=attempt_id, attempt__user=user))
    if not rows:  # no attempt is without a question
        raise Attempt.DoesNotExist
    title, preset, slug, state, started_at, deadline, rules, reached = rows[0][: len(HEAD)]
    is_open, policy = state == Attempt.State.OPEN, Policy.from_json(rules)
    seen = rows[: max(reached, 1)] if policy.sequential else rows
    questions = tuple(_given(*row) for row in _whole([row[len(HEAD) :] for row in seen]))
    return Overview(
        attempt_id,
        title,
        preset,
        slug,
        is_open,
        timing(started_at=started_at, policy=rules, deadline_at=deadline),
        policy,
        max(reached, 1),
        len(rows),
        questions,
    )


@cache
def _items() -> models.QuerySet[AttemptItem, tuple[Any, ...]]:
    """What `_read` reads, put together once: its joins take longer to work out than to follow."""
    return with_last(AttemptItem.objects.all()).values_list(*HEAD, *FIELDS)


def in_words(delivery: Mapping[str, Any], response: Any) -> tuple[str, ...]:
    """A response as fragments of the question, her own words escaped; what the question has not
    is left out."""
    found = FACES[delivery["kind"]].given(delivery, response)
    return tuple(part.html if part.value is None else _said(part) for part in found)


def _said(part: Part) -> str:
    value = part.value
    if isinstance(value, bool):
        value = _("True") if value else _("False")
    return f"{part.html} → {value}" if part.html else str(value)


def _erased(delivery: Mapping[str, Any], response: Any, stored: Any) -> tuple[str, ...]:
    """What stands in place of a text that is no longer there; `stored` is what was kept of it."""
    if response is None or delivery["kind"] not in TYPED or not stored.get("characters", True):
        return ()
    return (_("What was written here has been erased."),)


def _files(delivery: Mapping[str, Any], stored: Any) -> tuple[str, ...]:
    """How many files came with it."""
    count = len(named(stored)) if delivery["kind"] in BY_HAND else 0
    words = ngettext("%(count)s file", "%(count)s files", count)
    return (words % {"count": count},) if count else ()


def _whole(rows: Sequence[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """FIELDS without the response's id, and what was typed in the place of its length."""
    kinds = {row[4]: row[2]["kind"] for row in rows if row[5] is not None}
    texts = typed(kinds)
    for position, flagged, delivery, case, pk, body in rows:
        yield position, flagged, delivery, case, texts.get(pk, body), body


def _unfinished(delivery: Mapping[str, Any], response: Any) -> tuple[str, ...]:
    """What is to be said of a case that has not been taken to its end."""
    if response is None or delivery["kind"] not in GROWING:
        return ()
    if FACES[delivery["kind"]].is_complete(delivery, response):
        return ()
    return (_("Not at its end yet: as it stands it counts nothing."),)


def _given(
    position: int,
    flagged: bool,
    delivery: dict[str, Any],
    case: str | None,
    response: Any,
    stored: Any,
) -> Given:
    said = in_words(delivery, response) or _erased(delivery, response, stored)
    unfinished = _unfinished(delivery, response)
    return Given(
        position=position,
        kind=delivery["kind"],
        stem=delivery["stem"],
        case=case or "",
        words=said + _files(delivery, stored) + unfinished,
        answered=response is not None and not unfinished,
        flagged=flagged,
        is_begun=bool(unfinished),
        is_settled=bool(response) and not unfinished and delivery["kind"] in GROWING,
    )
