"""Saving an answer: the path that is walked most, kept at three statements.

The row of the attempt is locked first by everything that writes into it, so an answer comes before
or after the end, never across it. The response's number guards against the second tab.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import models, transaction

from quizzes.attempts.lines import Line, read_line
from quizzes.attempts.moving import leave_for_good, must_be_here
from quizzes.attempts.names import Names, of_known
from quizzes.attempts.unfolding import must_extend
from quizzes.engine.behaviours import standing
from quizzes.engine.certainty import LEVELS
from quizzes.engine.deadlines import may_save
from quizzes.engine.kinds import BY_HAND
from quizzes.engine.kinds.base import Graded, ResponseError
from quizzes.engine.kinds.base import Response as Body
from quizzes.marking import (
    Answered,
    AttemptClosed,
    Known,
    is_complete,
    keep,
    known_one,
    mark,
    named,
    store,
    typed,
    with_files,
)
from quizzes.models import Attempt, AttemptItem, Mark, Response


class TooLate(Exception):
    """It arrived after the deadline and its grace."""

    def __init__(self, deadline: datetime) -> None:
        super().__init__(deadline.isoformat())
        self.deadline = deadline


class Stale(Exception):
    """Something newer is stored, and stays: here it is, in the names of this attempt."""

    def __init__(
        self, *, response: Any, revision: int, certainty: int | None, at: datetime | None
    ) -> None:
        super().__init__(f"revision {revision} is stored")
        self.response = response
        self.revision = revision
        self.certainty = certainty
        self.at = at


class Locked(Stale):
    """The answer was judged for good and explained at once: it stays as it is."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What was acknowledged is stored. `mark` only where answers are graded at once; `deadline` is
    when the attempt ends as it stands now."""

    revision: int
    at: datetime
    complete: bool
    mark: Mark | None = None
    deadline: datetime | None = None


def answer(
    *,
    user: models.Model,
    attempt_id: UUID,
    position: int,
    response: object,
    certainty: int | None,
    revision: int,
    at: datetime,
    in_keys: bool = False,
    leave: bool = False,
) -> Saved:
    """Save an answer; `revision` is the newest she had seen. An unchanged one is acknowledged.

    The response is in this attempt's names; only a program may give it `in_keys` of the author.
    `leave`: she goes on to the next question, for good where they come one after another.

    Raises AttemptItem.DoesNotExist when it is not hers, AttemptClosed, TooLate, NotHere, Stale,
    Locked, engine ResponseError.
    """
    _check(certainty)
    with transaction.atomic():
        return write(
            read_line(user, attempt_id, position),
            position=position,
            response=response,
            certainty=certainty,
            revision=revision,
            at=at,
            in_keys=in_keys,
            leave=leave,
        )


def write(
    line: Line,
    *,
    position: int,
    response: object,
    certainty: int | None,
    revision: int,
    at: datetime,
    in_keys: bool = False,
    leave: bool = False,
    files: tuple[str, ...] | None = None,
) -> Saved:
    """Save an answer to what has been read and locked; with it go the `files`, those of her newest
    answer by default. Raises what `answer` raises."""
    _must_be_running(line, at)
    must_be_here(line.policy, line.reached, position)
    known = known_one(line.version_id, line.digest)
    names = of_known(line.seed, position, known)
    given = response if in_keys else names.inward(response)
    if known.name in BY_HAND:
        given = with_files(given, named(line.last_body) if files is None else files)
    body = known.kind.clean(known.d, given)
    if leave and line.policy.sequential:
        leave_for_good(line.attempt_id, position)
    if line.holds(keep(known, body), certainty):
        return _unchanged(line, known, at)
    tried = _tried(line, known)
    _must_be_newest(line, known, names, revision, tried)
    must_extend(line, known, body)
    return save(line, known, names, body, certainty, at=at, tried=tried)


def save(
    line: Line,
    known: Known,
    names: Names,
    body: Body,
    certainty: int | None,
    *,
    at: datetime,
    tried: Sequence[Graded] = (),
) -> Saved:
    """Append the clean response, its text if she typed one, and the mark where it is graded at
    once; `tried` are the tries before. Raises Stale, which the lock already rules out: the database
    is asked once more all the same."""
    kept = keep(known, body)
    number = line.revision + 1
    newest = AttemptItem.objects.filter(pk=line.item_id, revision=line.revision)
    if not newest.update(revision=number):
        raise _stored(Stale, line, names)
    stored = Response(
        item_id=line.item_id,
        number=number,
        body=kept.body,
        certainty=certainty,
        text_digest=kept.digest,
        at=at,
    )
    stored.save(force_insert=True)
    store(stored, kept)
    complete = is_complete(known, kept.body)
    made = None
    if line.behaviour.is_graded_now(complete=complete, submitting=False):
        made = _mark(line, known, stored, body, tried)
    return Saved(number, at, complete, made, line.deadline_at)


def _must_be_running(line: Line, at: datetime) -> None:
    if line.state != Attempt.State.OPEN:
        raise AttemptClosed(line.submitted_at)
    grace = timedelta(seconds=line.policy.grace)
    if not may_save(at=at, deadline=line.deadline_at, grace=grace):
        raise TooLate(line.deadline_at)


def _must_be_newest(
    line: Line, known: Known, names: Names, revision: int, tried: Sequence[Graded]
) -> None:
    graded = is_complete(known, line.last_body)
    if line.behaviour.has_tries:
        graded = standing(
            line.policy.terms(line.preset, known.name), tried, reopened=True
        ).has_ended
    if graded and line.behaviour.is_locked(graded=graded, submitted=False):
        raise _stored(Locked, line, names)
    if revision != line.revision:
        raise _stored(Stale, line, names)


def _stored(refusal: type[Stale], line: Line, names: Names) -> Stale:
    body = line.last_body
    if names.typed and body is not None:
        body = typed({line.last_id: names.kind})[line.last_id]
    return refusal(
        response=names.outward(body),
        revision=line.revision,
        certainty=line.last_certainty,
        at=line.last_at,
    )


def _unchanged(line: Line, known: Known, at: datetime) -> Saved:
    made = None
    if line.behaviour.grades_answers:
        made = Mark.objects.filter(response_id=line.last_id).order_by("-number").first()
    complete = is_complete(known, line.last_body)
    return Saved(line.revision, line.last_at or at, complete, made, line.deadline_at)


def _tried(line: Line, known: Known) -> list[Graded]:
    """The tries so far, judged again: one query, two where something is typed, and none where there
    is only one try."""
    if not line.behaviour.has_tries or not line.revision:
        return []
    marks = Mark.objects.filter(item_id=line.item_id, by__isnull=True, response__isnull=False)
    rows = marks.order_by("number").values_list("response_id", "response__body")
    bodies = dict(rows)
    bodies |= typed({pk: known.name for pk, body in bodies.items() if body is not None})
    return [known.kind.grade(known.d, body) for body in bodies.values()]


def _mark(line: Line, known: Known, stored: Response, body: Body, tried: Sequence[Graded]) -> Mark:
    last = Mark.objects.filter(item_id=line.item_id).aggregate(last=models.Max("number"))["last"]
    given = Answered(
        item_id=line.item_id,
        number=(last or 0) + 1,
        version_id=line.version_id,
        known=known,
        response_id=stored.pk,
        body=body,
        certainty=stored.certainty,
        terms=line.policy.terms(line.preset, known.name),
        tried=tried,
    )
    return mark([given], user_id=line.user_id, space_id=line.space_id, at=stored.at)[0]


def _check(certainty: int | None) -> None:
    if certainty is not None and (type(certainty) is not int or certainty not in LEVELS):
        raise ResponseError("unknown_certainty")
