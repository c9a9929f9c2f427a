"""Giving an exception, and moving the deadlines of what already runs."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import models, transaction

from quizzes.engine.windows import Window
from quizzes.grants.allowances import Allowance, allowance, factor_of
from quizzes.grants.limits import deadline_of, move_of, running
from quizzes.grants.recording import record
from quizzes.marking import AttemptClosed, settle
from quizzes.models import Accommodation, Attempt, Extension, Grant, Quiz, Space


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
    opens: datetime | None = None,
    closes: datetime | None = None,
    ends: datetime | None = None,
) -> Grant:
    """Open more attempts, give more minutes, or open the window earlier or close it later, until
    `ends`. More minutes and a later close also reach an attempt that runs.

    Raises ValueError without a reason, without anything given or for a window that closes before
    it opens, PermissionDenied to oneself.
    """
    _check(user=user, by=by, reason=reason)
    if attempts < 0 or minutes < 0 or not (attempts or minutes or opens or closes):
        raise ValueError("an exception gives attempts, minutes or a wider window")
    Window(opens, closes)
    before = allowance(user=user, quiz=quiz, space=space, at=at)
    grant = Grant.objects.create(
        user=user,
        quiz=quiz,
        space=space,
        attempts=attempts,
        minutes=minutes,
        opens=opens,
        closes=closes,
        reason=reason,
        by=by,
        at=at,
        ends=ends,
    )
    data = {"quiz": quiz.slug, "attempts": attempts, "minutes": minutes}
    data |= {name: one.isoformat() for name, one in (("opens", opens), ("closes", closes)) if one}
    record("grant.given", by, user, space, grant, data, reason, at)
    after = allowance(user=user, quiz=quiz, space=space, at=at)
    here = Attempt.objects.filter(quiz=quiz, space=space)
    _prolong(here, user=user, before=before, after=after, reason=reason, by=by, at=at)
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
    space: Space | None = None,
) -> Accommodation:
    """Give a person more time everywhere, from 1 to 5 times as much; her running attempts too. A
    factor of 1 ends what held before, and takes nothing from what runs. It belongs to the person;
    `space` is where it was given, whose record it goes into.

    Raises ValueError without a reason or outside 1 to 5, PermissionDenied to oneself.
    """
    _check(user=user, by=by, reason=reason)
    if not 1 <= factor <= 5:
        raise ValueError("a factor is from 1 to 5")
    before = Allowance(factor=factor_of(user, at=at))
    given = Accommodation.objects.create(
        user=user, factor=factor, reason=reason, by=by, at=at, ends=ends
    )
    record("accommodation.given", by, user, space, given, {"factor": str(factor)}, reason, at)
    after = replace(before, factor=factor)
    everywhere = Attempt.objects.all()
    _prolong(everywhere, user=user, before=before, after=after, reason=reason, by=by, at=at)
    return given


def _prolong(
    attempts: models.QuerySet[Attempt],
    *,
    user: models.Model,
    before: Allowance,
    after: Allowance,
    reason: str,
    by: models.Model,
    at: datetime,
) -> None:
    """Give running attempts what they would have had more, had it held when they began."""
    hers = running(attempts.filter(user=user), at=at)
    locked = hers.select_for_update(of=("self",), no_key=True)
    for attempt in locked.select_related("quiz", "space", "user"):
        move = move_of(attempt, before=before, after=after)
        if move.seconds > 0:
            _extend(attempt, seconds=move.seconds, reason=reason, by=by, at=at)


def _extend(
    attempt: Attempt, *, seconds: int, reason: str, by: models.Model, at: datetime
) -> Extension:
    extension = Extension.objects.create(
        attempt=attempt, seconds=seconds, reason=reason, by=by, at=at
    )
    attempt.deadline_at = deadline_of(attempt)
    attempt.save(update_fields=["deadline_at"])
    data = {"quiz": attempt.quiz.slug, "number": attempt.number, "seconds": seconds}
    record("attempt.extended", by, attempt.user, attempt.space, attempt, data, reason, at)
    return extension


def _check(*, user: models.Model, by: models.Model, reason: str) -> None:
    if user.pk == by.pk:
        raise PermissionDenied("nobody makes an exception for herself")
    if not reason.strip():
        raise ValueError("an exception needs a reason")
