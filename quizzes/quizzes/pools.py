"""What each row of a blueprint may draw from: questions alone, or the parts of a case together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import Exists, OuterRef, Q

from quizzes.engine import blueprints
from quizzes.engine.kinds import BY_HAND
from quizzes.models import Question, QuestionVersion, Slot, VersionTag

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
    tags: frozenset[str] = frozenset()


Unit = tuple[Drawable, ...]  # what is drawn as one: a question, or the parts of a case in order
Pools = tuple[tuple[Slot, dict[str, Unit]], ...]


def pools(slots: Sequence[Slot]) -> Pools:
    """For each slot the units it may draw, by a name of their own: one query, two where a slot asks
    for tags."""
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
    if any(slot.tags or slot.without for slot in slots):
        questions = _tagged(questions)
    return tuple((slot, _pool(slot, questions)) for slot in slots)


def _tagged(questions: Sequence[Drawable]) -> list[Drawable]:
    tags: defaultdict[int, set[str]] = defaultdict(set)
    found = VersionTag.objects.filter(version__in=[one.version_id for one in questions])
    for version, tag in found.values_list("version_id", "tag"):
        tags[version].add(tag)
    return [replace(one, tags=frozenset(tags[one.version_id])) for one in questions]


def _pool(slot: Slot, questions: Iterable[Drawable]) -> dict[str, Unit]:
    if slot.question_id is not None:
        return {f"q{q.question_id}": (q,) for q in questions if q.question_id == slot.question_id}
    uses = slot.uses or [Question.Use.GRADED.value]
    here = [q for q in questions if q.bank_id == slot.bank_id and q.use in uses]
    wanted = _wanted(slot)
    units = _cases(here) if slot.is_case else _alone(here)
    return {name: unit for name, unit in units.items() if blueprints.fits(_traits(unit), wanted)}


def _alone(questions: Iterable[Drawable]) -> dict[str, Unit]:
    """What a person marks is drawn where people mark: of the rest, a written check stays in its
    lesson."""
    return {f"q{q.question_id}": (q,) for q in questions if q.stem_id is None and _is_asked(q)}


def _is_asked(question: Drawable) -> bool:
    return question.kind not in BY_HAND or question.use == Question.Use.GRADED


def _traits(unit: Unit) -> list[blueprints.Traits]:
    return [blueprints.Traits(q.objective, q.kind, q.use, q.must_not_miss, q.tags) for q in unit]


def _wanted(slot: Slot) -> blueprints.Wanted:
    return blueprints.Wanted(
        objective=slot.objective,
        kind=slot.kind,
        must_not_miss=slot.must_not_miss,
        tags=frozenset(slot.tags),
        without=frozenset(slot.without),
    )


def _cases(questions: Iterable[Drawable]) -> dict[str, Unit]:
    parts: defaultdict[int, list[Drawable]] = defaultdict(list)
    for question in questions:
        if question.stem_id is not None:
            parts[question.stem_id].append(question)
    return {
        f"case{stem_id}": tuple(sorted(found, key=lambda q: q.part))
        for stem_id, found in parts.items()
    }
