"""The clinic's scope table: who may do what here, by which law, and where to refer otherwise.

Every table begins with the same ten acts, blank; a clinic adds acts of its own. Each save of a row
is a revision. A row with a blank tells staff to ask first.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quizzes.formats.digests import digest

from . import audit, people
from .models import Clinic, ScopeRevision, ScopeWords, User
from .permissions import EDIT_SCOPE
from .rules.scope import Standing, standing

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


class Stale(Exception):
    """Somebody saved this row since the page was opened; `row` is how it stands now."""

    def __init__(self, row: Row) -> None:
        super().__init__(f"{row.act} r{row.number}")
        self.row = row


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
    saved = {one.act: one for one in _newest(clinic)}
    own = sorted(
        (act for act, one in saved.items() if act.startswith(OWN) and not one.is_removed),
        key=_own_number,
    )
    return [_row(act, saved.get(act), today) for act in (*ACTS, *own)]


def row(*, clinic: Clinic, act: str, today: dt.date, removed: bool = False) -> Row:
    """One row, if `removed` also one that was taken off; raises UnknownAct. One query."""
    saved = _newest(clinic).filter(act=act).first()
    if act not in ACTS and (saved is None or (saved.is_removed and not removed)):
        raise UnknownAct(act)
    return _row(act, saved, today)


@transaction.atomic
def save(
    *,
    clinic: Clinic,
    act: str,
    words: Words,
    checked_on: dt.date | None,
    number: int,
    by: User,
    at: dt.datetime,
) -> Row:
    """Keep a row as a new revision; `number` is the one the page showed. What is stored already
    makes none; a row that was taken off meanwhile is put back. Raises PermissionDenied, UnknownAct,
    Stale, or ValidationError for a day to come."""
    now = _locked(clinic, act, number, by, at)
    words = _cleaned(words)
    if not now.is_own:
        words = _untitled(words)
    elif not words.title:
        raise ValidationError({"title": _("Name the act.")})
    _not_to_come(clinic, checked_on, at)
    is_there = now.number > 0 and not now.is_removed
    if is_there and (now.words, now.checked_on) == (words, checked_on):
        return now
    return _write(clinic, act, number + 1, words, checked_on, by, at)


@transaction.atomic
def add(
    *, clinic: Clinic, words: Words, checked_on: dt.date | None, by: User, at: dt.datetime
) -> Row:
    """A row for an act of the clinic's own. Raises PermissionDenied; ValidationError without a
    title, for a title the table has already, or for a day to come."""
    if not by.has_perm(EDIT_SCOPE, clinic):
        raise PermissionDenied
    _lock(clinic)
    words = _cleaned(words)
    if not words.title:
        raise ValidationError({"title": _("Name the act.")})
    _not_to_come(clinic, checked_on, at)
    there = {one.title.casefold() for one in table(clinic=clinic, today=people.day_at(clinic, at))}
    if words.title.casefold() in there:
        raise ValidationError({"title": _("The table has this act already. Open its row.")})
    acts = ScopeRevision.objects.filter(clinic=clinic, act__startswith=OWN)
    last = max(map(_own_number, acts.values_list("act", flat=True).distinct()), default=0)
    return _write(clinic, f"{OWN}{last + 1}", 1, words, checked_on, by, at)


@transaction.atomic
def remove(*, clinic: Clinic, act: str, number: int, by: User, at: dt.datetime) -> None:
    """Take an act of the clinic's own off the table; its revisions stay on record. Raises as
    `save` does; an act every table has stays, so UnknownAct."""
    now = _locked(clinic, act, number, by, at)
    if not now.is_own or now.is_removed:
        raise UnknownAct(act)
    _write(clinic, act, number + 1, now.words, now.checked_on, by, at, is_removed=True)


def _locked(clinic: Clinic, act: str, number: int, by: User, at: dt.datetime) -> Row:
    """The row as it stands, with nobody else writing in this table until the transaction ends."""
    if not by.has_perm(EDIT_SCOPE, clinic):
        raise PermissionDenied
    _lock(clinic)
    now = row(clinic=clinic, act=act, today=people.day_at(clinic, at), removed=True)
    if now.number != number:
        raise Stale(now)
    return now


def _lock(clinic: Clinic) -> None:
    Clinic.objects.select_for_update(of=("self",), no_key=True).get(pk=clinic.pk)


def _cleaned(words: Words) -> Words:
    return Words(*(text.strip() for text in (*words.texts, words.title)))


def _untitled(words: Words) -> Words:
    return Words(*words.texts)


def _not_to_come(clinic: Clinic, checked_on: dt.date | None, at: dt.datetime) -> None:
    if checked_on is not None and checked_on > people.day_at(clinic, at):
        raise ValidationError({"checked_on": _("Choose the day it was checked: today or earlier.")})


def _write(
    clinic: Clinic,
    act: str,
    number: int,
    words: Words,
    checked_on: dt.date | None,
    by: User,
    at: dt.datetime,
    *,
    is_removed: bool = False,
) -> Row:
    revision = ScopeRevision.objects.create(
        clinic=clinic,
        act=act,
        number=number,
        checked_on=checked_on,
        is_removed=is_removed,
        words_digest=digest([*words.texts, words.title]),
        by=by,
        at=at,
    )
    texts = dict(zip(FIELDS, words.texts, strict=True))
    ScopeWords.objects.create(revision=revision, title=words.title, **texts)
    audit.append(
        clinic=clinic,
        actor=by,
        action="scope.removed" if is_removed else "scope.saved",
        obj=revision,
        data={"act": act, "number": number, "words": revision.words_digest},
        at=at,
    )
    return _row(act, revision, people.day_at(clinic, at))


def _newest(clinic: Clinic) -> QuerySet[ScopeRevision]:
    last = ScopeRevision.objects.filter(clinic=clinic, act=OuterRef("act")).order_by("-number")
    rows = ScopeRevision.objects.filter(clinic=clinic, number=Subquery(last.values("number")[:1]))
    return rows.select_related("words", "by")


def _row(act: str, saved: ScopeRevision | None, today: dt.date) -> Row:
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


def _own_number(act: str) -> int:
    return int(act.removeprefix(OWN))
