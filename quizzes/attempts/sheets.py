"""All questions of an attempt with the answers restored: what a learner may see of them, no more.

While an Exam runs nothing here is loaded that could tell the key: neither body, nor rationale, nor
marks. Only where answers are graded at once does a graded question carry its feedback.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import F, FilteredRelation, Q

from quizzes.attempts.names import of_delivery
from quizzes.attempts.rows import ROW_FIELDS, Row
from quizzes.attempts.telling import Tried, tell
from quizzes.engine.faces import FACES
from quizzes.engine.kinds import BY_HAND
from quizzes.engine.policies import Policy
from quizzes.marking import Feedback, FileNote, files_of, settle, typed
from quizzes.models import Attempt, AttemptItem


@dataclass(frozen=True, slots=True)
class CaseStem:
    """The scene a question belongs to; it is part `letter` of `of` parts."""

    title: str
    html: str
    facts: tuple[tuple[str, str], ...]
    part: int
    of: int

    @property
    def letter(self) -> str:
        return chr(ord("A") + self.part - 1)


@dataclass(frozen=True, slots=True)
class SheetItem:
    """One question as it may be shown. `delivery` holds the texts under this attempt's names, in
    its order (`order` names what was shuffled); `response` is in the same names. `tried`: it was
    judged, and another try is left."""

    position: int
    kind: str
    delivery: dict[str, Any]
    stem: CaseStem | None
    order: tuple[str, ...]
    response: Any
    certainty: int | None
    revision: int
    saved_at: datetime | None
    answered: bool
    complete: bool
    flagged: bool
    must_not_miss: bool
    locked: bool
    feedback: Feedback | None
    tried: Tried | None = None
    files: tuple[FileNote, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """An attempt as its learner sees it."""

    attempt: Attempt
    title: str
    policy: Policy
    items: tuple[SheetItem, ...]
    deadline: datetime | None

    @property
    def answered_count(self) -> int:
        return sum(item.answered for item in self.items)

    @property
    def unanswered(self) -> tuple[int, ...]:
        return tuple(item.position for item in self.items if not item.answered)


def sheet(*, user: models.Model, attempt_id: UUID, at: datetime | None = None) -> Sheet:
    """All her questions, in a fixed number of queries; with `at` an attempt whose time is over is
    ended first. Raises Attempt.DoesNotExist."""
    attempt = head(user=user, attempt_id=attempt_id, at=at)
    rows = [Row._make(row) for row in with_last(attempt.items.all()).values_list(*ROW_FIELDS)]
    parts = Counter(row.stem_version_id for row in rows)
    return Sheet(
        attempt=attempt,
        title=attempt.revision.title,
        policy=Policy.from_json(attempt.policy),
        items=shown(attempt, rows, parts),
        deadline=attempt.deadline_at,
    )


def head(*, user: models.Model, attempt_id: UUID, at: datetime | None) -> Attempt:
    """Her attempt with what every page of it says: one query."""
    found = Attempt.objects.of(user).select_related("quiz", "revision")
    attempt = found.get(public_id=attempt_id)
    if at is None or settle(attempt, at=at) is attempt:
        return attempt
    return found.get(public_id=attempt_id)


def with_last(items: models.QuerySet[AttemptItem]) -> models.QuerySet[AttemptItem]:
    """Items with their newest response as `last`."""
    newest = Q(responses__number=F("revision"))
    return items.alias(last=FilteredRelation("responses", condition=newest)).order_by("position")


def shown(
    attempt: Attempt, rows: Sequence[Row], parts: Counter[int | None]
) -> tuple[SheetItem, ...]:
    """What may be shown of these items, with feedback where it may be seen already."""
    names = {row.position: of_delivery(attempt.seed, row.position, row.delivery) for row in rows}
    given = responses_of({row.last_pk: (row.kind, row.last_body) for row in rows})
    files = files_of({row.pk: row.last_body for row in rows if row.kind in BY_HAND})
    telling = tell(attempt, rows, names, given)
    behaviour = Policy.from_json(attempt.policy).behaves(attempt.quiz.preset)
    return tuple(
        SheetItem(
            position=row.position,
            kind=row.kind,
            delivery=names[row.position].delivery(row.delivery, row.order, given[row.last_pk]),
            stem=_stem(row, parts),
            order=names[row.position].order(row.order),
            response=names[row.position].outward(given[row.last_pk]),
            certainty=row.last_certainty,
            revision=row.revision,
            saved_at=row.last_at,
            answered=row.last_body is not None,
            complete=is_complete(row.delivery, row.last_body),
            flagged=row.flagged,
            must_not_miss=row.must_not_miss,
            locked=behaviour.is_locked(
                graded=row.position in telling.over, submitted=not attempt.is_open
            ),
            feedback=telling.told.get(row.position),
            tried=telling.tried.get(row.position),
            files=files.get(row.pk, ()),
        )
        for row in rows
    )


def is_complete(delivery: dict[str, Any], response: Any) -> bool:
    """Whether everything asked has an answer, told from the shown texts and the guarded body."""
    if isinstance(response, dict) and response.get("complete") is False:
        return False  # typed: the text stands elsewhere
    return FACES[delivery["kind"]].is_complete(delivery, response)


def responses_of(stored: Mapping[int | None, tuple[str, Any]]) -> dict[int | None, Any]:
    """Whole responses by their id, for {id: (kind, guarded body)}: what was typed is fetched, in
    one query where there is any."""
    kinds = {pk: kind for pk, (kind, body) in stored.items() if pk and body is not None}
    return {pk: body for pk, (_, body) in stored.items()} | typed(kinds)


def _stem(row: Row, parts: Counter[int | None]) -> CaseStem | None:
    if row.stem_version_id is None:
        return None
    facts = tuple((name, value) for name, value in row.stem_facts or ())
    of = parts[row.stem_version_id]
    return CaseStem(row.stem_title or "", row.stem_html or "", facts, row.part, of)
