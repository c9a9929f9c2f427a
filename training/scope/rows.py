"""A row of the scope table as it stands, and the whole table."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy

from training.models import Clinic, ScopeRevision, User
from training.rules.scope import Standing, standing

ACTS = {
    "structured-look": gettext_lazy("Structured look and referral"),
    "base-routine": gettext_lazy("Advice on the base routine"),
    "acids-and-retinol": gettext_lazy("Advice on acids or cosmetic retinol"),
    "needle-or-lancet": gettext_lazy("Opening a milium with a needle or lancet"),
    "diathermy": gettext_lazy("Diathermy or a fine radiofrequency needle"),
    "laser": gettext_lazy("Laser, away from the eye or on the eyelid"),
    "freezing": gettext_lazy("Freezing"),
    "numbing-cream": gettext_lazy("Numbing cream"),
    "under-18": gettext_lazy("Treating a person under 18"),
    "client-image": gettext_lazy("Posting an image of a client"),
}
OWN = "own-"
FIELDS = ("who", "law", "training", "supervision", "refer_to")


class UnknownAct(LookupError):
    """This clinic's table has no such row."""


@dataclass(frozen=True, slots=True)
class Words:
    """What stands in a row. `title` only for an act of the clinic's own."""

    who: str = ""
    law: str = ""
    training: str = ""
    supervision: str = ""
    refer_to: str = ""
    title: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(getattr(self, name) for name in FIELDS)


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it stands. `number` 0 = never saved; `by` and `at` are of the last save."""

    act: str
    title: str
    words: Words
    standing: Standing
    number: int = 0
    checked_on: dt.date | None = None
    by: User | None = None
    at: dt.datetime | None = None
    is_removed: bool = False

    @property
    def is_own(self) -> bool:
        return self.act.startswith(OWN)


def table(*, clinic: Clinic, today: dt.date) -> list[Row]:
    """Every row in order: the acts all clinics share, then her own; one query."""
    saved = {one.act: one for one in newest(clinic)}
    own = sorted(
        (act for act, one in saved.items() if act.startswith(OWN) and not one.is_removed),
        key=own_number,
    )
    return [row_of(act, saved.get(act), today) for act in (*ACTS, *own)]


def row(*, clinic: Clinic, act: str, today: dt.date, removed: bool = False) -> Row:
    """One row, if `removed` also one that was taken off; raises UnknownAct. One query."""
    saved = newest(clinic).filter(act=act).first()
    if act not in ACTS and (saved is None or (saved.is_removed and not removed)):
        raise UnknownAct(act)
    return row_of(act, saved, today)


def newest(clinic: Clinic) -> QuerySet[ScopeRevision]:
    last = ScopeRevision.objects.filter(clinic=clinic, act=OuterRef("act")).order_by("-number")
    rows = ScopeRevision.objects.filter(clinic=clinic, number=Subquery(last.values("number")[:1]))
    return rows.select_related("words", "by")


def row_of(act: str, saved: ScopeRevision | None, today: dt.date) -> Row:
    if saved is None:
        return Row(act, str(ACTS[act]), Words(), Standing.BLANK)
    kept = getattr(saved, "words", None)  # None = erased
    words = Words(*(getattr(kept, name, "") for name in (*FIELDS, "title")))
    return Row(
        act=act,
        title=str(ACTS.get(act, words.title)),
        words=words,
        standing=standing(words.texts, checked_on=saved.checked_on, today=today),
        number=saved.number,
        checked_on=saved.checked_on,
        by=saved.by,
        at=saved.at,
        is_removed=saved.is_removed,
    )


def own_number(act: str) -> int:
    return int(act.removeprefix(OWN))
