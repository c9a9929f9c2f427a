"""What others did for her since she was last here. A query for each sort, whatever their number."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Max

from quizzes import results
from quizzes.models import Accommodation, Attempt, ContestOutcome, Correction, Grant, Quiz
from training.models import (
    Assignment,
    Certificate,
    CertificateChange,
    Clinic,
    LessonRead,
    Module,
    ObservationSignature,
    User,
)

AT_MOST = 5
LONGEST = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class News:
    """`kind` says which words and link; `obj` is the row they are about."""

    kind: str
    at: dt.datetime
    by: User
    obj: object
    module: Module | None = None
    figures: bool = True  # whether the score may be told her


def last_time(user: User, clinic: Clinic, at: dt.datetime) -> dt.datetime | None:
    """When she last read or answered something here on an earlier day of hers; two queries."""
    zone = zoneinfo.ZoneInfo(user.time_zone)
    midnight = at.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    read = LessonRead.objects.filter(user=user, clinic=clinic, at__lt=midnight)
    sat = Attempt.objects.filter(user=user, space=clinic.space, started_at__lt=midnight)
    times = [read.aggregate(last=Max("at"))["last"], sat.aggregate(last=Max("started_at"))["last"]]
    return max((time for time in times if time is not None), default=None)


def news(
    *, user: User, clinic: Clinic, since: dt.datetime | None, at: dt.datetime
) -> tuple[News, ...]:
    """The newest few, newest first; nothing older than 30 days."""
    start = max(since or at - LONGEST, at - LONGEST)
    found = [*_assigned(user, clinic, start), *_observed(user, clinic, start)]
    found += [*_certified(user, clinic, start), *_granted(user, clinic, start)]
    found += [*_answered(user, clinic, start), *_corrected(user, clinic, start, at)]
    found += _accommodated(user, start)
    return tuple(sorted(found, key=lambda one: one.at, reverse=True)[:AT_MOST])


def _assigned(user: User, clinic: Clinic, start: dt.datetime) -> Iterator[News]:
    rows = Assignment.objects.current().filter(person=user, clinic=clinic, at__gt=start)
    for row in rows.select_related("by", "module", "quiz__module").order_by("-at")[:AT_MOST]:
        module = row.module or _module_of(row.quiz)
        if module is not None:
            yield News("assigned", row.at, row.by, row, module)


def _observed(user: User, clinic: Clinic, start: dt.datetime) -> Iterator[News]:
    """Observers' signatures; whether she signed too is for the sign-off's own page."""
    rows = ObservationSignature.objects.filter(
        observation__person=user,
        observation__clinic=clinic,
        party=ObservationSignature.Party.OBSERVER,
        at__gt=start,
    )
    related = ("user", "observation__revision")
    for row in rows.select_related(*related).order_by("-at")[:AT_MOST]:
        yield News("observed", row.at, row.user, row)


def _certified(user: User, clinic: Clinic, start: dt.datetime) -> Iterator[News]:
    issued = Certificate.objects.filter(person=user, clinic=clinic, issued_at__gt=start)
    for row in issued.select_related("issued_by", "revision").order_by("-issued_at")[:AT_MOST]:
        yield News("certified", row.issued_at, row.issued_by, row)
    changes = CertificateChange.objects.filter(
        certificate__person=user, certificate__clinic=clinic, at__gt=start
    )
    related = ("by", "certificate__revision")
    for row in changes.select_related(*related).order_by("-at")[:AT_MOST]:
        yield News(f"certificate_{row.kind}", row.at, row.by, row)


def _granted(user: User, clinic: Clinic, start: dt.datetime) -> Iterator[News]:
    given = Grant.objects.filter(user=user, space=clinic.space, at__gt=start)
    rows = given.exclude(by=user)  # a renewal she began herself is no news
    for row in rows.select_related("by", "quiz__module").order_by("-at")[:AT_MOST]:
        yield News("granted", row.at, row.by, row, _module_of(row.quiz))


def _answered(user: User, clinic: Clinic, start: dt.datetime) -> Iterator[News]:
    """What was said to what she contested."""
    rows = ContestOutcome.objects.filter(
        contest__user=user, contest__space=clinic.space, at__gt=start
    ).select_related("by", "contest__item__attempt__revision")
    for row in rows.order_by("-at")[:AT_MOST]:
        yield News("answered", row.at, row.by, row)


def _corrected(user: User, clinic: Clinic, start: dt.datetime, at: dt.datetime) -> Iterator[News]:
    """Results that a corrected question made others; the figures where she may see them."""
    rows = Correction.objects.filter(
        attempt__user=user, attempt__space=clinic.space, after__isnull=False, at__gt=start
    )
    related = ("regrade__by", "attempt__revision", "attempt__quiz", "before", "after")
    found = list(rows.select_related(*related).order_by("-at", "-pk")[:AT_MOST])
    told = results.outcomes([row.attempt for row in found], at=at)
    for row in found:
        figures = told[row.attempt_id].score
        yield News("corrected", row.at, row.regrade.by, row, figures=figures)


def _accommodated(user: User, start: dt.datetime) -> Iterator[News]:
    """Hers wherever she is: it belongs to the person."""
    rows = Accommodation.objects.filter(user=user, at__gt=start).select_related("by")
    for row in rows.order_by("-at")[:AT_MOST]:
        yield News("accommodated", row.at, row.by, row)


def _module_of(quiz: Quiz) -> Module | None:
    return getattr(quiz, "module", None)
