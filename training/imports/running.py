"""Inviting everybody of a confirmed file, a few hundred at a time.

Each portion is one transaction: its invitations, its record and what is noted of its rows. A worker
that is killed leaves whole portions, and the next begins where it ended.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from quizzes import jobs
from quizzes.models import Job
from training import invitations, people
from training.invitations import Wish
from training.models import Clinic, ImportRow, PeopleImport, Team, User
from training.rules.people_rows import Fate, Row, Verdict, judge

from .knowing import known

KIND = "people_import"
PORTION = 500
KEPT = dt.timedelta(days=30)
ASKED = (Fate.NEW, Fate.JOINS)


def run(running: jobs.Running) -> dict[str, int]:
    """Invite; then have the mails sent. Gives up when whoever confirmed owns the clinic no more."""
    batch = PeopleImport.objects.select_related("clinic__space").get(pk=running.args["import"])
    by = User.objects.get(pk=running.args["by"])
    where = people.standing(user=by, clinic_id=str(batch.clinic.public_id))
    if where.clinic != batch.clinic or not people.grantable(where):
        raise jobs.GiveUp("not_allowed")
    wanted = batch.rows.filter(fate__in=ASKED)
    left, done = wanted.filter(done=False), batch.rows.filter(done=True).count()
    total = done + left.count()
    at = running.progress(done, total)
    while rows := list(left.order_by("line")[:PORTION]):
        _portion(batch, rows, by, at)
        done += len(rows)
        at = running.progress(done, total)
    invitations.post(batch.clinic, base=running.args["base"], by=by, at=at)
    return {"invited": wanted.filter(done=True).count()}


@transaction.atomic
def _portion(batch: PeopleImport, rows: Sequence[ImportRow], by: User, at: dt.datetime) -> None:
    """Judge once more under the lock of the clinic, invite, and note what came of each row."""
    Clinic.objects.select_for_update(of=("self",)).get(pk=batch.clinic_id)
    verdicts = judge([_read(one) for one in rows], known(batch.clinic, by, at=at))
    mentors = User.objects.in_bulk({one.mentor for one in verdicts if one.mentor})
    teams = Team.objects.in_bulk({one.team for one in verdicts if one.team})
    wishes = [_wish(one, mentors, teams) for one in verdicts if one.fate in ASKED]
    invitations.invite_all(clinic=batch.clinic, wishes=wishes, by=by, at=at)
    for row, verdict in zip(rows, verdicts, strict=True):
        if row.fate != verdict.fate:  # few: what has changed since the dry run
            row.fate, row.detail = verdict.fate.value, verdict.detail[:300]
            row.why = verdict.why.value if verdict.why else ""
            row.save(update_fields=["fate", "why", "detail"])
    batch.rows.filter(pk__in=[row.pk for row in rows]).update(done=True)


def _read(row: ImportRow) -> Row:
    return Row(row.line, row.email, row.name, row.roles, row.mentor, row.team, row.job)


def _wish(verdict: Verdict, mentors: dict[int, User], teams: dict[int, Team]) -> Wish:
    row = verdict.row
    return Wish(
        email=row.email,
        name=row.name,
        roles=verdict.roles,
        mentor=mentors.get(verdict.mentor),
        team=teams.get(verdict.team),
        job=row.job,
    )


def prune(running: jobs.Running) -> dict[str, int]:
    """Forget files that are a month old: what they did stands in the record."""
    old = PeopleImport.objects.filter(at__lt=running.clock() - KEPT)
    running_now = Job.objects.filter(kind=KIND, ended_at__isnull=True)
    busy = [job.args["import"] for job in running_now]
    return {"pruned": old.exclude(pk__in=busy).delete()[0]}
