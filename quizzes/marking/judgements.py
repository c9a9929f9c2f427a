"""What people said of written answers: the level of each criterion, and their words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from quizzes.models import MarkNote, RubricMark


@dataclass(frozen=True, slots=True)
class Judgement:
    """Of one mark: `levels` by criterion, both by their keys; `note` is "" where none was written
    or it has been erased."""

    levels: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


NONE = Judgement()


def judgements(marks: Collection[int]) -> dict[int, Judgement]:
    """By the id of a mark that a person made: two queries, none for no marks."""
    if not marks:
        return {}
    levels: dict[int, dict[str, str]] = defaultdict(dict)
    rows = RubricMark.objects.filter(mark__in=marks)
    for mark, criterion, level in rows.values_list("mark_id", "criterion", "level"):
        levels[mark][criterion] = level
    notes = dict(MarkNote.objects.filter(mark__in=marks).values_list("mark_id", "text"))
    return {pk: Judgement(levels[pk], notes.get(pk, "")) for pk in marks}
