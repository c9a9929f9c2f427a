"""Assigning and taking back: one transaction each, with an event for every row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from quizzes.models import Quiz
from training import audit, outbox, permissions
from training.models import Assignment, Clinic, Module, User
from training.people import standing

from .planning import PartState, key_of, preview, quiz_titles, too_early

AT_MOST = 200  # assignments in one act: each is a row and an event in one transaction


class DueTooEarly(Exception):
    """The day is over where these people are."""

    def __init__(self, people: tuple[User, ...]) -> None:
        super().__init__(", ".join(str(person) for person in people))
        self.people = people


class TooMany(Exception):
    """More than AT_MOST assignments in one act."""


@dataclass(frozen=True, slots=True)
class Assigned:
    """What was done: `made` are new; `already` and `done` were left as they are."""

    made: tuple[Assignment, ...]
    already: int
    done: int


@transaction.atomic
def assign(
    *,
    people: Sequence[User],
    modules: Sequence[Module] = (),
    quizzes: Sequence[Quiz] = (),
    clinic: Clinic,
    due_on: dt.date | None = None,
    note: str = "",
    by: User,
    at: dt.datetime,
) -> Assigned:
    """Assign what is new to each of them; leave the rest as it is. All or nothing.

    Raises PermissionDenied when one of them is not hers to assign to (oneself never is),
    DueTooEarly, or TooMany.
    """
    _may_assign(people, clinic, by)
    late = too_early(people=people, due_on=due_on, at=at)
    if late:
        raise DueTooEarly(late)
    if len(people) * (len(modules) + len(quizzes)) > AT_MOST:
        raise TooMany
    shares = preview(people=people, modules=modules, quizzes=quizzes, clinic=clinic, at=at)
    parts = [(share.person, part) for share in shares for part in share.parts]
    new = [(person, part.thing) for person, part in parts if part.state is PartState.NEW]
    done = sum(part.state is PartState.DONE for _, part in parts)
    made = []
    for person, thing in new:
        row = _row(person, thing, clinic, due_on, note, by, at)
        if _saved(row):
            made.append(row)
    outbox.assigned(made, _titles(made), at=at)
    for row in made:
        _record(row, "assignment.made", by, at)
    return Assigned(tuple(made), len(parts) - len(made) - done, done)


@transaction.atomic
def withdraw(*, assignment: Assignment, by: User, at: dt.datetime) -> Assignment:
    """Take it back; what was done meanwhile stays. A second call changes nothing. Raises
    PermissionDenied when the person is not hers to assign to."""
    _may_assign([assignment.person], assignment.clinic, by)
    current = Assignment.objects.current().filter(pk=assignment.pk)
    if current.update(withdrawn_at=at, withdrawn_by=by):
        assignment.refresh_from_db()
        _record(assignment, "assignment.withdrawn", by, at)
    return assignment


def _may_assign(them: Sequence[User], clinic: Clinic, by: User) -> None:
    here = standing(user=by, clinic_id=str(clinic.public_id))
    if here.clinic != clinic:
        raise PermissionDenied
    wanted = {person.pk for person in them}
    hers = permissions.people_for(here, permissions.ASSIGN).filter(pk__in=wanted)
    if hers.count() != len(wanted):
        raise PermissionDenied


def _row(
    person: User,
    thing: Module | Quiz,
    clinic: Clinic,
    due_on: dt.date | None,
    note: str,
    by: User,
    at: dt.datetime,
) -> Assignment:
    made = Assignment(clinic=clinic, person=person, due_on=due_on, note=note.strip(), by=by, at=at)
    if isinstance(thing, Module):
        made.module = thing
    else:
        made.quiz = thing
    return made


def _titles(rows: Sequence[Assignment]) -> list[str]:
    """What each is called: its module, or its quiz by the newest title."""
    named = quiz_titles(row.quiz_id for row in rows if row.quiz_id)
    return [
        row.module.title if row.module_id else named.get(row.quiz_id, row.quiz.slug) for row in rows
    ]


def _saved(row: Assignment) -> bool:
    """False when somebody else assigned the same a moment ago."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        return False
    return True


def _record(row: Assignment, action: str, by: User, at: dt.datetime) -> None:
    kind, pk = key_of(row)
    audit.append(
        clinic=row.clinic,
        actor=by,
        action=action,
        subject=row.person,
        obj=row,
        data={kind: pk, "due_on": row.due_on.isoformat() if row.due_on else None},
        text=row.note if action == "assignment.made" else "",
        at=at,
    )
