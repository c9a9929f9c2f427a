"""What is done without anybody asking: `settings.SCHEDULES` says what and how often.

A schedule is {"does": the callable, "every": timedelta, "at": time, "title": words}; `at` (UTC,
midnight if left out) is when its periods begin. Each of them is one job with the key "name:slot".
A worker that was down for days catches up with one job, the newest; while the job before is not
over, the next one waits.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from django.conf import settings
from django.db import transaction

from quizzes.engine import timetables
from quizzes.models import Job, Schedule

from . import asking


def tick(*, at: datetime) -> int:
    """Ask for what is due by its schedule; how many jobs. Any number of workers may tick at once:
    one of them finds the schedule as it was."""
    slots = {name: _slot(plan, at) for name, plan in settings.SCHEDULES.items()}
    known = {row.name: row for row in Schedule.objects.filter(name__in=slots)}
    due = [name for name in slots if name not in known or known[name].slot < slots[name]]
    if not due:
        return 0
    open_ones = Job.objects.filter(kind__in=due, ended_at=None)
    due = sorted({*due} - {*open_ones.values_list("kind", flat=True)})
    return sum(_ask(name, known.get(name), slots[name], at=at) for name in due)


def newest() -> list[str]:
    """The keys of the newest job of each schedule."""
    rows = Schedule.objects.filter(name__in=settings.SCHEDULES)
    return [key_of(row.name, row.slot) for row in rows]


def key_of(name: str, slot: datetime) -> str:
    """The key of the job of this slot."""
    return f"{name}:{slot.isoformat()}"


@transaction.atomic
def _ask(name: str, row: Schedule | None, slot: datetime, *, at: datetime) -> bool:
    moved = {"slot": slot, "at": at}
    if row is None:
        mine = Schedule.objects.get_or_create(name=name, defaults=moved)[1]
    else:
        mine = bool(Schedule.objects.filter(pk=row.pk, slot=row.slot).update(**moved))
    if mine:
        asking.enqueue(kind=name, key=key_of(name, slot), args={}, at=at)
    return mine


def _slot(plan: Mapping[str, Any], at: datetime) -> datetime:
    return timetables.slot(at, every=plan["every"], begins=plan.get("at", time()))
