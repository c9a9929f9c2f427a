"""What a blueprint can draw from, and the draw itself; the engine chooses."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import models
from django.db.models import Exists, OuterRef, Q

from quizzes.engine import selection
from quizzes.engine.kinds import BY_HAND
from quizzes.models import (
    AttemptItem,
    Preset,
    Question,
    QuestionVersion,
    QuizRevision,
    Slot,
    Space,
)

_FIELDS = (
    "question_id",
    "pk",
    "digest",
    "kind",
    "objective",
    "must_not_miss",
    "question__use",
    "question__bank_id",
    "question__stem_id",
    "question__part",
)


@dataclass(frozen=True, slots=True)
class Drawable:
    """The newest version of a question, as far as drawing needs to know it."""

    question_id: int
    version_id: int
    digest: str
    kind: str
    objective: str
    must_not_miss: bool
    use: str
    bank_id: int
    stem_id: int | None
    part: int


@dataclass(frozen=True, slots=True)
class Pick:
    """A question drawn into a slot."""

    slot_id: int
    weight: Decimal
    question: Drawable


Unit = tuple[Drawable, ...]  # what is drawn as one: a question, or the parts of a case in order
Pools = tuple[tuple[Slot, dict[str, Unit]], ...]


def pools(slots: Sequence[Slot]) -> Pools:
    """For each slot the units it may draw, by a name of their own: one query."""
    banks = {slot.bank_id for slot in slots if slot.question_id is None}
    fixed = {slot.question_id for slot in slots if slot.question_id is not None}
    newer = QuestionVersion.objects.filter(
        question=OuterRef("question"), number__gt=OuterRef("number")
    )
    rows = QuestionVersion.objects.filter(
        Q(question__bank__in=banks, question__retired_at__isnull=True) | Q(question__in=fixed),
        ~Exists(newer),
    )
    questions = [Drawable(*row) for row in rows.values_list(*_FIELDS)]
    return tuple((slot, _pool(slot, questions)) for slot in slots)


def draw(slots: Sequence[Slot], *, user: models.Model, seed: bytes) -> tuple[Pick, ...]:
    """Draw the questions of an attempt in the order to show them: two queries.

    What she has met least comes first. Raises engine.selection.NotEnough.
    """
    found = pools(slots)
    drawn = selection.draw(rules(found, _met(found, user)), seed)
    return tuple(
        Pick(slot.pk, slot.weight, question)
        for slot, units in found
        for name in drawn[str(slot.position)]
        for question in units[str(name)]
    )


Asked = tuple[QuizRevision, frozenset[int]]  # an exam, and the questions it may ask


def exams_on(questions: Iterable[int], *, space: Space) -> list[Asked]:
    """The exams of this space and the shared ones that draw from the banks of these questions, as
    new attempts start on them, with all they may ask: two queries, however many there are."""
    banks = Question.objects.filter(pk__in=list(questions)).values("bank")
    later = QuizRevision.objects.filter(
        quiz=OuterRef("revision__quiz"), number__gt=OuterRef("revision__number")
    )
    slots = Slot.objects.filter(
        ~Exists(later),
        Q(revision__quiz__space=space) | Q(revision__quiz__space__isnull=True),
        bank__in=banks,
        revision__quiz__preset=Preset.EXAM,
        revision__quiz__retired_at__isnull=True,
    ).select_related("revision__quiz")
    asked: defaultdict[QuizRevision, set[int]] = defaultdict(set)
    for slot, units in pools(list(slots)):
        asked[slot.revision] |= {q.question_id for unit in units.values() for q in unit}
    return [(revision, frozenset(found)) for revision, found in asked.items()]


def rules(found: Pools, met: Mapping[int, int] | None = None) -> list[selection.Rule]:
    """The engine's view of the pools; a case was met as often as the part met most."""
    met = met or {}
    return [
        selection.Rule(
            str(slot.position),
            [
                selection.Candidate(name, seen=max(met.get(q.question_id, 0) for q in unit))
                for name, unit in units.items()
            ],
            slot.count,
        )
        for slot, units in found
    ]


def _met(found: Pools, user: models.Model) -> Counter[int]:
    """How often she was asked each question, in any clinic."""
    asked = {q.question_id for _, units in found for unit in units.values() for q in unit}
    rows = (
        AttemptItem.objects.filter(attempt__user=user, question__in=asked)
        .order_by()
        .values_list("question_id")
        .annotate(times=models.Count("pk"))
    )
    return Counter(dict(rows))


def _pool(slot: Slot, questions: Iterable[Drawable]) -> dict[str, Unit]:
    if slot.question_id is not None:
        return {f"q{q.question_id}": (q,) for q in questions if q.question_id == slot.question_id}
    uses = slot.uses or [Question.Use.GRADED.value]
    here = [q for q in questions if q.bank_id == slot.bank_id and q.use in uses]
    if slot.is_case:
        return _cases(here)
    return {f"q{q.question_id}": (q,) for q in here if q.stem_id is None and _fits(slot, q)}


def _cases(questions: Iterable[Drawable]) -> dict[str, Unit]:
    parts: defaultdict[int, list[Drawable]] = defaultdict(list)
    for question in questions:
        if question.stem_id is not None:
            parts[question.stem_id].append(question)
    return {
        f"case{stem_id}": tuple(sorted(found, key=lambda q: q.part))
        for stem_id, found in parts.items()
    }


def _fits(slot: Slot, question: Drawable) -> bool:
    """What a person marks is asked only where an author put it: nobody does in a quiz yet."""
    return (
        question.kind not in BY_HAND
        and slot.objective in ("", question.objective)
        and slot.kind in ("", question.kind)
        and slot.must_not_miss in (None, question.must_not_miss)
    )
