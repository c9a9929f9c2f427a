"""Reminders: before and after the day an assignment is due, and the end of a certificate."""

from __future__ import annotations

from collections.abc import Iterator

from training import assignments, certificates
from training.models import Assignment, Certificate
from training.outbox import Message, key_of
from training.rules.certification import State
from training.rules.notices import FRESH, Asked, Held, Kind, Step, due_notices

from .looking import DAY, Round, Said

OVER = frozenset({State.REVOKED, State.SUSPENDED, State.SUPERSEDED})


def due(look: Round) -> Iterator[Message]:
    """Reminders before and after the day an assignment is due."""
    last = max(look.ladder.overdue, default=0) * DAY + FRESH + 2 * DAY
    ahead = max(look.ladder.due, default=0) * DAY + 2 * DAY
    days = ((look.at - last).date(), (look.at + ahead).date())
    rows = Assignment.objects.current().filter(
        person__in=look.people, clinic=look.clinic, due_on__range=days
    )
    said = look.said(Kind.DUE, Kind.OVERDUE)
    found = []
    for row in rows.select_related("clinic", "module", "quiz__module"):
        row.person = look.people[row.person_id]
        facts = Asked(row.at, row.due_on, row.person.time_zone, said=_known(said, row))
        found += [(row, one) for one in due_notices(facts, at=look.at, ladder=look.ladder)]
    done = assignments.finished([row for row, _ in found], at=look.at)
    waiting = [(row, step) for row, step in found if row.pk not in done]
    titles = assignments.quiz_titles({row.quiz_id for row, _ in waiting if row.quiz_id})
    for row, step in waiting:
        yield _reminder(row, step, row.module.title if row.module else titles[row.quiz_id])


def _reminder(row: Assignment, step: Step, title: str) -> Message:
    return Message(
        person=row.person_id,
        clinic=row.clinic_id,
        kind=step.kind,
        subject=key_of(row),
        step=step.name,
        by=row.by_id,
        data={
            "title": title,
            "due_on": row.due_on.isoformat(),
            "module": row.module.slug if row.module else None,
            "quiz": row.quiz.slug if row.quiz else None,
        },
    )


def ending(look: Round) -> Iterator[Message]:
    """A certificate whose renewal is open, or whose time is over."""
    ahead = look.at + (max(look.ladder.window, default=0) + 2) * DAY
    rows = Certificate.objects.filter(
        person__in=look.people,
        clinic=look.clinic,
        superseded_by__isnull=True,
        valid_until__range=(look.at - 400 * DAY, ahead),
    )
    said = look.said(Kind.WINDOW, Kind.LAPSED)
    for row in certificates.with_history(rows):
        over = certificates.state_of(row, at=look.at) in OVER
        facts = Held(
            row.issued_at,
            row.valid_until,
            row.revision.grace_days,
            look.people[row.person_id].time_zone,
            over_at=look.at if over else None,
            said=_known(said, row),
        )
        for step in due_notices(facts, at=look.at, ladder=look.ladder):
            yield _end_of(row, step)


def _end_of(row: Certificate, step: Step) -> Message:
    issue = certificates.issue_of(row)
    data = {
        "title": row.revision.title,
        "certificate": str(row.public_id),
        "until": row.valid_until.isoformat(),
        "grace_ends": issue.grace_ends.isoformat(),
    }
    return Message(
        person=row.person_id,
        clinic=row.clinic_id,
        kind=step.kind,
        subject=key_of(row),
        step=step.name,
        data=data,
    )


def _known(said: Said, row: Assignment | Certificate) -> frozenset[Step]:
    return said.get(key_of(row), frozenset())
