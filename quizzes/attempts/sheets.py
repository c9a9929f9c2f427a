"""All questions of an attempt with the answers restored: what a learner may see of them, no more.

While an Exam runs nothing here is loaded that could tell the key: neither body, nor rationale, nor
marks. Only where answers are graded at once does a graded question carry its feedback.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import models
from django.db.models import F, FilteredRelation, Q

from quizzes.attempts.names import Names, of_delivery
from quizzes.engine.behaviours import PRESETS
from quizzes.engine.faces import FACES
from quizzes.engine.review import visible
from quizzes.marking import Feedback, Graded, feedback, settle, typed
from quizzes.models import Attempt, AttemptItem, Mark
from quizzes.quizzes import Policy


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
    its order (`order` names what was shuffled); `response` is in the same names."""

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


class Row(NamedTuple):
    """An item as one statement reads it."""

    position: int
    revision: int
    flagged: bool
    order: list[str]
    pk: int
    version_id: int
    digest: str
    kind: str
    must_not_miss: bool
    delivery: dict[str, Any]
    stem_version_id: int | None
    stem_title: str | None
    stem_html: str | None
    stem_facts: list[list[str]] | None
    part: int
    last_pk: int | None
    last_body: Any
    last_certainty: int | None
    last_at: datetime | None


ROW_FIELDS = (
    "position",
    "revision",
    "flagged",
    "order",
    "pk",
    "version_id",
    "version__digest",
    "version__kind",
    "version__must_not_miss",
    "version__delivery",
    "version__stem_version_id",
    "version__stem_version__title",
    "version__stem_version__html",
    "version__stem_version__facts",
    "question__part",
    "last__pk",
    "last__body",
    "last__certainty",
    "last__at",
)


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
    told = _feedback(attempt, rows, names, given)
    behaviour = PRESETS[attempt.quiz.preset]
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
            locked=behaviour.is_locked(graded=row.position in told, submitted=not attempt.is_open),
            feedback=told.get(row.position),
        )
        for row in rows
    )


def is_complete(delivery: dict[str, Any], response: Any) -> bool:
    """Whether everything asked has an answer, told from the shown texts and the guarded body."""
    if isinstance(response, dict) and response.get("complete") is False:
        return False  # typed: the text stands elsewhere
    return FACES[delivery["kind"]].is_complete(delivery, response)


def renamed(told: Feedback, names: Names) -> Feedback:
    """Feedback with its rows under this attempt's names; what never had one, as a criterion, keeps
    its key."""
    rows = names.naming.rows
    return replace(told, rows=tuple(replace(r, key=rows.get(r.key, r.key)) for r in told.rows))


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


def _feedback(
    attempt: Attempt,
    rows: Sequence[Row],
    names: dict[int, Names],
    given: Mapping[int | None, Any],
) -> dict[int, Feedback]:
    """By position; nothing for an Exam, without a query."""
    preset = attempt.quiz.preset
    seen = visible(preset, submitted=False, passed=None, attempts_left=None, answered=True)
    if not seen.key:
        return {}
    marks = Mark.objects.filter(item__in=[row.pk for row in rows]).order_by("number")
    newest = {mark.item_id: mark for mark in marks}
    graded = [
        Graded(
            position=row.position,
            version_id=row.version_id,
            digest=row.digest,
            delivery=row.delivery,
            order=row.order,
            body=given[row.last_pk],
            mark=newest[row.pk],
        )
        for row in rows
        if row.pk in newest
    ]
    told = feedback(graded)
    return {position: renamed(one, names[position]) for position, one in told.items()}
