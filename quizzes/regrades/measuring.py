"""What a ruling makes of each attempt that asked the question. Reads only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F, QuerySet

from quizzes import marking
from quizzes.engine import regrading, scoring
from quizzes.engine.policies import Policy
from quizzes.marking import Answered, Known, Ruled, item_mark
from quizzes.models import AttemptItem, Mark, Response, Result
from quizzes.regrades.proposing import Proposal


class Asked(NamedTuple):
    """A question that stood in an attempt."""

    pk: int
    attempt_id: int
    public_id: UUID
    number: int
    user_id: int
    quiz_id: int
    policy: Mapping[str, Any]
    ended_at: datetime
    version_id: int
    digest: str
    kind: str


ASKED = (
    *("pk", "attempt_id", "attempt__public_id", "attempt__number", "attempt__user_id"),
    *("attempt__quiz_id", "attempt__policy", "attempt__submitted_at"),
    *("version_id", "version__digest", "version__kind"),
)


class Worth(NamedTuple):
    """The newest mark of an item, and how it counts."""

    number: int
    fraction: Decimal | None
    state: str
    weight: Decimal
    must_not_miss: bool
    certainty: int | None

    def counted(self) -> scoring.ItemMark:
        return item_mark(
            self,
            weight=self.weight,
            must_not_miss=self.must_not_miss,
            certainty=self.certainty,
        )


class Standing(NamedTuple):
    """How an attempt stands."""

    score: Decimal | None
    must_not_miss_right: bool
    passed: bool | None


class Row(NamedTuple):
    """What a table says of one attempt in which the mark would change."""

    attempt_id: int
    user_id: int
    number: int
    old_state: str
    fraction: Decimal | None
    state: str
    before: Standing
    after: Standing

    @property
    def moves(self) -> bool:
        """Whether the result would be another."""
        return self.before != self.after

    @property
    def flips(self) -> bool:
        """Whether a pass would be won or lost."""
        return self.before.passed != self.after.passed


@dataclass(frozen=True, slots=True)
class Change:
    """One attempt in which the mark would change; `answered` says what the new one is made of."""

    asked: Asked
    old: Worth
    answered: Answered
    before: Standing
    after: Standing

    @property
    def attempt_id(self) -> int:
        return self.asked.attempt_id

    @property
    def moves(self) -> bool:
        """Whether the result would be another."""
        return self.before != self.after

    def row(self) -> Row:
        """As a table shows it."""
        graded, asked = self.answered.graded(), self.asked
        return Row(
            asked.attempt_id,
            asked.user_id,
            asked.number,
            self.old.state,
            graded.fraction,
            graded.state,
            self.before,
            self.after,
        )


@dataclass(slots=True)
class Measured:
    """See planning.Plan."""

    asked: int
    changes: list[Change]
    misfits: int = 0
    kept: int = 0


Given = tuple[int | None, Any, int | None]  # a response's id, it whole, how sure she was


@dataclass(frozen=True, slots=True)
class _Looked:
    """All that was read, by item or by attempt."""

    given: Mapping[int, Given]
    marks: Mapping[int, Mapping[int, Worth]]
    results: Mapping[int, Standing]
    definitions: Mapping[str, Known]
    ruling: regrading.Ruling


def measured(proposal: Proposal, items: QuerySet[AttemptItem]) -> Measured:
    """What the proposal would change of these items, in the order of their attempts."""
    asked = [Asked._make(row) for row in items.order_by("attempt_id").values_list(*ASKED)]
    attempts = items.order_by().values("attempt")
    definitions = proposal.definitions()
    looked = _Looked(
        given=_given(items, asked),
        marks=_marks(attempts),
        results=_results(attempts),
        definitions=definitions,
        ruling=proposal.ruling(definitions),
    )
    found = Measured(len(asked), [])
    for one in asked:
        _measure(one, looked, proposal, found)
    return found


def _measure(asked: Asked, looked: _Looked, proposal: Proposal, found: Measured) -> None:
    worths = looked.marks[asked.attempt_id]
    answered = _answered(asked, looked, proposal)
    if answered is None:
        found.misfits += 1
        return
    graded, old = answered.graded(), worths[asked.pk]
    if (graded.fraction, graded.state) == (old.fraction, old.state):
        return
    new = old._replace(fraction=graded.fraction, state=graded.state)
    before = looked.results[asked.attempt_id]
    changed = {**worths, asked.pk: new}
    policy = Policy.from_json(asked.policy)
    total = marking.total(policy, [worth.counted() for worth in changed.values()])
    after = _standing(total, policy)
    if not regrading.takes_its_place(looked.ruling, before, after):
        found.kept += 1
        return
    found.changes.append(Change(asked, old, answered, before, after))


def _answered(asked: Asked, looked: _Looked, proposal: Proposal) -> Answered | None:
    """The mark to be made; None for an answer that the newest version cannot take."""
    response, body, certainty = looked.given.get(asked.pk, (None, None, None))
    known = looked.definitions[asked.digest]
    try:
        graded = regrading.regrade(looked.ruling, known.d, body)
    except regrading.Unfit:
        return None
    judged_by = proposal.target.pk if proposal.target else asked.version_id
    return Answered(
        item_id=asked.pk,
        number=looked.marks[asked.attempt_id][asked.pk].number + 1,
        version_id=asked.version_id,
        known=known,
        response_id=response,
        body=body,
        certainty=certainty,
        ruled=Ruled(graded, judged_by),
    )


def _standing(found: scoring.Score, policy: Policy) -> Standing:
    passed = None if policy.pass_mark is None else found.passed
    return Standing(found.score, found.must_not_miss_right, passed)


def _given(items: QuerySet[AttemptItem], asked: Sequence[Asked]) -> dict[int, Given]:
    """By item, the newest response."""
    rows = list(
        Response.objects.filter(item__in=items.order_by().values("pk"))
        .filter(number=F("item__revision"))
        .values_list("item_id", "pk", "body", "certainty")
    )
    kinds = {one.pk: one.kind for one in asked}
    texts = marking.typed({pk: kinds[item] for item, pk, body, _ in rows if body is not None})
    return {item: (pk, texts.get(pk, body), certainty) for item, pk, body, certainty in rows}


def _marks(attempts: QuerySet) -> dict[int, dict[int, Worth]]:
    """By attempt and item, the newest mark, in the order of the attempt."""
    rows = (
        Mark.objects.filter(item__attempt__in=attempts)
        .order_by("item__position", "number")
        .values_list(
            *("item__attempt_id", "item_id", "number", "fraction", "state"),
            *("item__weight", "item__version__must_not_miss", "response__certainty"),
        )
    )
    found: dict[int, dict[int, Worth]] = defaultdict(dict)
    for attempt, item, *worth in rows:
        found[attempt][item] = Worth._make(worth)
    return found


def _results(attempts: QuerySet) -> dict[int, Standing]:
    rows = Result.objects.filter(attempt__in=attempts).order_by("attempt_id", "number")
    fields = ("attempt_id", "score", "must_not_miss_right", "passed")
    return {attempt: Standing(*row) for attempt, *row in rows.values_list(*fields)}
