"""Beliefs that answers reveal: what each one is, and who holds which.

An answer that showed a belief is a fact and stays (`seen`). A belief counts as held until a later
question about it was answered rightly (`held`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import models

from quizzes.models import Belief, Mark, MarkBelief, Space

SURE = 3  # engine.certainty.HIGH: wrong and sure is what a refutation helps most


@dataclass(frozen=True, slots=True)
class BeliefNote:
    """A belief, its refutation, and how sure she was; `reading` is module/lesson#anchor."""

    code: str
    statement: str
    refutation: str
    instead: str
    because: str
    claims: tuple[str, ...]
    reading: str
    certainty: int | None = None
    position: int | None = None  # of the question that showed it

    @property
    def was_sure(self) -> bool:
        return self.certainty == SURE


@dataclass(frozen=True, slots=True)
class Seen:
    """How often a person showed a belief, when last, and how sure she was at her surest."""

    user_id: int
    code: str
    statement: str
    times: int
    last_at: datetime
    certainty: int | None


def note(
    belief: Belief, *, certainty: int | None = None, position: int | None = None
) -> BeliefNote:
    """The words of one belief, ready to be shown."""
    return BeliefNote(
        code=belief.code,
        statement=belief.statement,
        refutation=belief.refutation,
        instead=belief.instead,
        because=belief.because,
        claims=tuple(belief.claims),
        reading=belief.reading,
        certainty=certainty,
        position=position,
    )


def of_marks(mark_ids: Iterable[int]) -> list[MarkBelief]:
    """What these marks revealed, with the belief: one query."""
    return list(
        MarkBelief.objects.filter(mark__in=list(mark_ids))
        .select_related("belief", "mark__item")
        .order_by("mark__item__position", "pk")
    )


def seen(
    *, users: Sequence[models.Model], space: Space, since: datetime | None = None
) -> list[Seen]:
    """Which beliefs these people showed here, newest first: one query, whatever their number."""
    # A correction repeats what an answer showed; a question that is void shows nothing.
    rows = MarkBelief.objects.filter(space=space, user__in=users, mark__correction__isnull=True)
    marks = Mark.objects.filter(item=models.OuterRef("mark__item")).order_by("-number")
    stands = models.Subquery(marks.values("state")[:1])
    rows = rows.alias(stands=stands).exclude(stands=Mark.State.VOID)
    if since is not None:
        rows = rows.filter(at__gte=since)
    found = (
        rows.values("user_id", "belief__code", "belief__statement")
        .annotate(times=models.Count("pk"), last=models.Max("at"), sure=models.Max("certainty"))
        .order_by("-last", "belief__code")
    )
    return [
        Seen(
            row["user_id"],
            row["belief__code"],
            row["belief__statement"],
            row["times"],
            row["last"],
            row["sure"],
        )
        for row in found
    ]


def held(
    *, users: Sequence[models.Model], space: Space, since: datetime | None = None
) -> list[Seen]:
    """Those of `seen` that no right answer has answered since: two queries."""
    shown = seen(users=users, space=space, since=since)
    rows = (
        Mark.objects.filter(
            state=Mark.State.RIGHT,
            item__attempt__space=space,
            item__attempt__user__in=users,
            version__beliefs__belief__code__in={one.code for one in shown},
        )
        .values("item__attempt__user_id", "version__beliefs__belief__code")
        .annotate(last=models.Max("at"))
    )
    let_go = {tuple(row.values())[:2]: row["last"] for row in rows}
    return [
        one
        for one in shown
        if (one.user_id, one.code) not in let_go or let_go[one.user_id, one.code] <= one.last_at
    ]
