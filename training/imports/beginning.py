"""Keeping a file with the fate of each of its rows, and confirming what was shown."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from quizzes import jobs
from quizzes.models import Job
from training import audit
from training.models import Clinic, ImportRow, PeopleImport, User
from training.rules import names
from training.rules.people_rows import Verdict, judge

from .knowing import known
from .reading import Table
from .running import KIND

TEXTS = ("email", "name", "roles", "mentor", "team", "job")


@transaction.atomic
def begin(
    *, clinic: Clinic, table: Table, filename: str, by: User, at: dt.datetime
) -> PeopleImport:
    """The dry run: every row with what would become of it. Nothing is done to anybody."""
    batch = PeopleImport.objects.create(
        clinic=clinic,
        by=by,
        at=at,
        filename=names.tidy(filename)[:200],
        ignored=list(table.ignored),
    )
    verdicts = judge(table.rows, known(clinic, by, at=at))
    ImportRow.objects.bulk_create((_row(batch, one) for one in verdicts), batch_size=1000)
    return batch


@transaction.atomic
def confirm(*, batch: PeopleImport, base: str, by: User, at: dt.datetime) -> Job:
    """Have it done; again, and it is the same job. Raises ValidationError when there is nothing to
    be done."""
    found = PeopleImport.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    found.clinic = batch.clinic
    if found.confirmed_at is None:
        wanted = found.rows.filter(fate__in=("new", "joins")).count()
        if not wanted:
            raise ValidationError(_("No row of this file would be invited."))
        found.confirmed_at = batch.confirmed_at = at
        found.save(update_fields=["confirmed_at"])
        audit.append(
            clinic=found.clinic,
            actor=by,
            action="import.confirmed",
            obj=found,
            data={"rows": wanted},
            at=at,
        )
    return jobs.enqueue(
        kind=KIND,
        key=_key(found),
        args={"import": found.pk, "by": by.pk, "base": base},
        space=found.clinic.space,
        by=by,
        at=at,
    )


def job_of(batch: PeopleImport) -> Job | None:
    """What does it, once it is confirmed."""
    return jobs.find(_key(batch)) if batch.confirmed_at else None


def _key(batch: PeopleImport) -> str:
    return f"{KIND}:{batch.pk}"


def _row(batch: PeopleImport, one: Verdict) -> ImportRow:
    texts = {name: getattr(one.row, name) for name in TEXTS}
    why = one.why.value if one.why else ""
    said = {"fate": one.fate.value, "why": why, "detail": one.detail[:300]}
    return ImportRow(batch=batch, line=one.row.line, **texts, **said)
