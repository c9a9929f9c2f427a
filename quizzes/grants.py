"""Exceptions for one person: another attempt, more minutes, more time on a running attempt.

Each has a reason and a giver, is recorded in the same transaction, and is never given to oneself.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Q

from quizzes import permissions
from quizzes.engine import deadlines
from quizzes.marking import AttemptClosed, settle
from quizzes.models import Accommodation, Attempt, Extension, Grant, Quiz, Space


@dataclass(frozen=True, slots=True)
class Allowance:
    """What holds for one person beside the quiz's own rules; `minutes` are added to the limit.
    `opened_at` is when an attempt was last opened for her."""

    attempts: int = 0
    minutes: int = 0
    factor: Decimal = Decimal(1)
    counts_from: datetime | None = None
    opened_at: datetime | None = None


def allowance(*, user: models.Model, quiz: Quiz, space: Space, at: datetime) -> Allowance:
    """Sum up her grants that hold `at`, and her newest accommodation: two queries."""
    factor = _factor_of(user, at=at)
    return allowances(user=user, quizzes=[quiz.pk], space=space, at=at, factor=factor)[quiz.pk]


def allowances(
    *,
    user: models.Model,
    quizzes: Collection[int],
    space: Space,
    at: datetime,
    factor: Decimal = Decimal(1),
) -> dict[int, Allowance]:
    """What holds for one person at several quizzes, by quiz id: one query."""
    grants = Grant.objects.filter(
        _holds(at),
        Q(opens__isnull=True) | Q(opens__lte=at),
        Q(closes__isnull=True) | Q(closes__gt=at),
        user=user,
        quiz__in=quizzes,
        space=space,
    ).values_list("quiz_id", "attempts", "minutes", "counts_from", "at")
    rows: dict[int, list[tuple]] = {quiz: [] for quiz in quizzes}
    for quiz, *row in grants:
        rows[quiz].append(row)
    return {quiz: _summed(found, factor) for quiz, found in rows.items()}


def _summed(rows: Sequence[Sequence], factor: Decimal) -> Allowance:
    return Allowance(
        attempts=sum(row[0] for row in rows),
        minutes=sum(row[1] for row in rows),
        factor=factor,
        counts_from=max((row[2] for row in rows if row[2]), default=None),
        opened_at=max((row[3] for row in rows if row[0]), default=None),
    )


@transaction.atomic
def give(
    *,
    user: models.Model,
    quiz: Quiz,
    space: Space,
    attempts: int,
    minutes: int,
    reason: str,
    by: models.Model,
    at: datetime,
    ends: datetime | None = None,
) -> Grant:
    """Open more attempts, or give more minutes for attempts to come, until `ends`.

    Raises ValueError without a reason or without anything given, PermissionDenied to oneself.
    """
    _check(user=user, by=by, reason=reason)
    if attempts < 0 or minutes < 0 or attempts + minutes == 0:
        raise ValueError("an exception gives attempts or minutes")
    grant = Grant.objects.create(
        user=user,
        quiz=quiz,
        space=space,
        attempts=attempts,
        minutes=minutes,
        reason=reason,
        by=by,
        at=at,
        ends=ends,
    )
    data = {"quiz": quiz.slug, "attempts": attempts, "minutes": minutes}
    _record("grant.given", by, user, space, grant, data, reason, at)
    return grant


def extend(
    *, attempt: Attempt, seconds: int, reason: str, by: models.Model, at: datetime
) -> Extension:
    """Add seconds to a running attempt; its deadline moves in the same transaction.

    Raises AttemptClosed when it has ended (also by its deadline), ValueError without a reason,
    without seconds or without a limit to move, PermissionDenied to oneself.
    """
    settle(attempt, at=at)
    locked = Attempt.objects.select_for_update(of=("self",), no_key=True)
    with transaction.atomic():
        found = locked.select_related("quiz", "space", "user").get(pk=attempt.pk)
        _check(user=found.user, by=by, reason=reason)
        if not found.is_open:
            raise AttemptClosed(found.submitted_at)
        if seconds <= 0 or found.deadline_at is None:
            raise ValueError("only a limit can be moved, and only forwards")
        extension = _extend(found, seconds=seconds, reason=reason, by=by, at=at)
    attempt.deadline_at = found.deadline_at
    return extension


@transaction.atomic
def accommodate(
    *,
    user: models.Model,
    factor: Decimal,
    reason: str,
    by: models.Model,
    at: datetime,
    ends: datetime | None = None,
) -> Accommodation:
    """Give a person more time everywhere, from 1 to 5 times as much; her running attempts too.

    Raises ValueError without a reason or outside 1 to 5, PermissionDenied to oneself.
    """
    _check(user=user, by=by, reason=reason)
    if not 1 <= factor <= 5:
        raise ValueError("a factor is from 1 to 5")
    before = _factor_of(user, at=at)
    given = Accommodation.objects.create(
        user=user, factor=factor, reason=reason, by=by, at=at, ends=ends
    )
    _record("accommodation.given", by, user, None, given, {"factor": str(factor)}, reason, at)
    running = Attempt.objects.open().filter(user=user, deadline_at__gt=at)
    locked = running.select_for_update(of=("self",), no_key=True)
    for attempt in locked.select_related("quiz", "space", "user"):
        if (seconds := _seconds_more(attempt, before=before, factor=factor)) > 0:
            _extend(attempt, seconds=seconds, reason=reason, by=by, at=at)
    return given


def deadline_of(attempt: Attempt) -> datetime | None:
    """The deadline from what is true: the policy at its start and the extensions since."""
    extensions = attempt.extensions.values_list("seconds", flat=True)
    return _limit(attempt, factor=_factor(attempt), extensions=list(extensions))


def _limit(attempt: Attempt, *, factor: Decimal, extensions: Sequence[int] = ()) -> datetime | None:
    minutes = attempt.policy["minutes"]
    return deadlines.deadline(
        attempt.started_at,
        None if minutes is None else minutes + attempt.policy["extra_minutes"],
        factor=factor,
        extensions=extensions,
    )


def _factor(attempt: Attempt) -> Decimal:
    return Decimal(attempt.policy["factor"])


def _seconds_more(attempt: Attempt, *, before: Decimal, factor: Decimal) -> int:
    """What a larger factor adds to an attempt that runs with a smaller one."""
    before = max(before, _factor(attempt))
    if factor <= before:
        return 0
    more = _limit(attempt, factor=factor) - _limit(attempt, factor=before)
    return int(more.total_seconds())


def _factor_of(user: models.Model, *, at: datetime) -> Decimal:
    """Her newest accommodation that holds `at`."""
    holding = Accommodation.objects.filter(_holds(at), user=user, at__lte=at)
    newest = holding.order_by("-at", "-pk").values_list("factor", flat=True).first()
    return newest or Decimal(1)


def _extend(
    attempt: Attempt, *, seconds: int, reason: str, by: models.Model, at: datetime
) -> Extension:
    extension = Extension.objects.create(
        attempt=attempt, seconds=seconds, reason=reason, by=by, at=at
    )
    attempt.deadline_at = deadline_of(attempt)
    attempt.save(update_fields=["deadline_at"])
    data = {"quiz": attempt.quiz.slug, "number": attempt.number, "seconds": seconds}
    _record("attempt.extended", by, attempt.user, attempt.space, attempt, data, reason, at)
    return extension


def _record(
    action: str,
    by: models.Model,
    subject: models.Model,
    space: Space | None,
    obj: models.Model,
    data: dict[str, object],
    text: str,
    at: datetime,
) -> None:
    permissions.ask("RECORDER")(
        action=action, by=by, subject=subject, space=space, obj=obj, data=data, text=text, at=at
    )


def _holds(at: datetime) -> Q:
    return Q(ends__isnull=True) | Q(ends__gt=at)


def _check(*, user: models.Model, by: models.Model, reason: str) -> None:
    if user.pk == by.pk:
        raise PermissionDenied("nobody makes an exception for herself")
    if not reason.strip():
        raise ValueError("an exception needs a reason")
