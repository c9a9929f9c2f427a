"""What a blueprint can draw from, and the draw itself; the engine chooses."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.db import models
from django.db.models import Exists, OuterRef, Q

from quizzes.engine import navigation, selection
from quizzes.models import Attempt, AttemptItem, Preset, Question, QuizRevision, Slot, Space
from quizzes.quizzes.pools import Drawable, Pools, Unit, pools

LOOKED_AT = 200  # attempts


@dataclass(frozen=True, slots=True)
class Pick:
    """A question drawn into a slot."""

    slot_id: int
    weight: Decimal
    question: Drawable


def draw(
    slots: Sequence[Slot],
    *,
    user: models.Model,
    seed: bytes,
    space: Space | None = None,
    shuffled: Collection[str] = (),
) -> tuple[Pick, ...]:
    """Draw the questions of an attempt in the order to show them: at most four queries.

    What she has met least comes first, then what others in this space were asked least of late.
    Sections that are `shuffled` mix what their rows drew. Raises engine.selection.NotEnough.
    """
    found = pools(slots)
    met, used = _met(found, user), _used(found, slots, space)
    drawn = selection.draw(rules(found, met, used), seed)
    picks = {
        pick.question.question_id: pick
        for slot, units in found
        for name in drawn[str(slot.position)]
        for pick in _picks(slot, units[str(name)])
    }
    sections = [
        navigation.Section(
            tuple(
                tuple(str(q.question_id) for q in units[str(name)])
                for slot, units in rows
                for name in drawn[str(slot.position)]
            ),
            shuffles=section in shuffled,
        )
        for section, rows in groupby(found, key=lambda one: one[0].section)
    ]
    return tuple(picks[int(name)] for name in navigation.in_order(sections, seed))


def _picks(slot: Slot, unit: Unit) -> Iterator[Pick]:
    return (Pick(slot.pk, slot.weight, question) for question in unit)


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


def rules(
    found: Pools, met: Mapping[int, int] | None = None, used: Mapping[int, int] | None = None
) -> list[selection.Rule]:
    """The engine's view of the pools; a case was met as often as the part met most."""
    met, used = met or {}, used or {}
    return [
        selection.Rule(
            str(slot.position),
            [
                selection.Candidate(
                    name,
                    seen=max(met.get(q.question_id, 0) for q in unit),
                    uses=max(used.get(q.question_id, 0) for q in unit),
                )
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


def _used(found: Pools, slots: Sequence[Slot], space: Space | None) -> Counter[int]:
    """How often each question was asked in the newest LOOKED_AT attempts at this quiz here: enough
    to spread what is drawn, and the same to count however many attempts there have been."""
    drawn = {q.question_id for slot, units in found for unit in units.values() for q in unit}
    if space is None or all(slot.question_id for slot in slots):
        return Counter()
    past = Attempt.objects.filter(space=space, quiz__revisions=slots[0].revision_id)
    newest = list(past.order_by("-pk").values_list("pk", flat=True)[:LOOKED_AT])
    rows = (
        AttemptItem.objects.filter(attempt__in=newest, question__in=drawn)
        .order_by()
        .values_list("question_id")
        .annotate(times=models.Count("pk"))
    )
    return Counter(dict(rows))
