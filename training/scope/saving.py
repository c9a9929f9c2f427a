"""Saving a row of the scope table: each save is a revision."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from quizzes.formats.digests import digest
from training import audit, people
from training.models import Clinic, ScopeRevision, ScopeWords, User
from training.permissions import EDIT_SCOPE

from .rows import FIELDS, OWN, Row, UnknownAct, Words, own_number, row, row_of, table


class Stale(Exception):
    """Somebody saved this row since the page was opened; `row` is how it stands now."""

    def __init__(self, row: Row) -> None:
        super().__init__(f"{row.act} r{row.number}")
        self.row = row


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
    last = max(map(own_number, acts.values_list("act", flat=True).distinct()), default=0)
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
    return row_of(act, revision, people.day_at(clinic, at))
