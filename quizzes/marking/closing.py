"""The end of an attempt: mark what is not marked, decide, digest, record; in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models, transaction

from quizzes import permissions
from quizzes.engine.behaviours import CHECK
from quizzes.engine.deadlines import may_save
from quizzes.engine.policies import Policy
from quizzes.marking import rulings
from quizzes.marking.deciding import decide, item_mark
from quizzes.marking.definitions import Known, known
from quizzes.marking.grading import Answered, mark
from quizzes.marking.sealing import SEALED, seal
from quizzes.marking.typed import typed
from quizzes.models import Attempt, AttemptItem, Mark, Result

_ITEM = ("pk", "position", "version_id", "version__digest", "version__must_not_miss", "weight")
_RESPONSE = ("pk", *SEALED)


class AttemptClosed(Exception):
    """The attempt has ended: nothing in it changes any more."""

    def __init__(self, submitted_at: datetime) -> None:
        super().__init__(submitted_at.isoformat())
        self.submitted_at = submitted_at


@dataclass(slots=True)
class _Line:
    """An item with its responses, oldest first, and its newest mark."""

    pk: int
    position: int
    version_id: int
    digest: str
    must_not_miss: bool
    weight: Decimal
    responses: list[tuple[Any, ...]]
    marks: list[Mark] = field(default_factory=list)

    @property
    def mark(self) -> Mark | None:
        return self.marks[-1] if self.marks else None

    @property
    def tried(self) -> list[int]:
        """The responses that were judged already, oldest first."""
        return [one.response_id for one in self.marks if one.by_id is None and one.response_id]

    @property
    def certainty(self) -> int | None:
        return self.responses[-1][3] if self.responses else None


def close(
    *,
    attempt_id: UUID,
    at: datetime,
    user: models.Model | None = None,
    only_expired: bool = False,
) -> Attempt:
    """End the attempt, once: a second call returns it as it ended.

    Past its deadline and the grace it ends at the deadline, whoever asks and whenever. With
    `user` it must be hers; with `only_expired` a running one stays open. Raises
    Attempt.DoesNotExist, also for the checks of a lesson, which never end.
    """
    found = Attempt.objects.filter(public_id=attempt_id)
    if user is not None:
        found = found.filter(user=user)
    locked = found.select_for_update(of=("self",), no_key=True)
    with transaction.atomic():
        attempt = locked.select_related("quiz", "space").get()
        if attempt.quiz.preset == CHECK:
            raise Attempt.DoesNotExist
        is_late = _is_over(attempt, at)
        if not attempt.is_open or (only_expired and not is_late):
            return attempt
        if user is not None:
            attempt.user = user
        attempt.submitted_at = attempt.deadline_at if is_late else at
        by = Attempt.EndedBy.DEADLINE if is_late else Attempt.EndedBy.LEARNER
        attempt.state, attempt.ended_by = Attempt.State.SUBMITTED, by
        _end(attempt, at=at)
    return attempt


def settle(attempt: Attempt, *, at: datetime) -> Attempt:
    """The attempt, ended if its time is over: every look at an attempt begins with this."""
    if not attempt.is_open or not _is_over(attempt, at):
        return attempt
    return close(attempt_id=attempt.public_id, at=at, only_expired=True)


def _is_over(attempt: Attempt, at: datetime) -> bool:
    """Past the deadline and the grace of its own policy: no save is taken any more."""
    if attempt.deadline_at is None:
        return False
    grace = timedelta(seconds=_policy(attempt).grace)
    return not may_save(at=at, deadline=attempt.deadline_at, grace=grace)


def _end(attempt: Attempt, *, at: datetime) -> None:
    """Marks and result carry the moment it ended, so that they are the same whoever noticed."""
    lines = _lines(attempt)
    _mark_rest(attempt, lines)
    marks = [
        item_mark(
            line.mark,
            weight=line.weight,
            must_not_miss=line.must_not_miss,
            certainty=line.certainty,
        )
        for line in lines
    ]
    result = decide(attempt=attempt, marks=marks, at=attempt.submitted_at)
    attempt.digest = seal(
        ((line.position, *response[1:]) for line in lines for response in line.responses),
        ((line.position, line.mark) for line in lines),
    )
    Attempt.objects.filter(pk=attempt.pk, state=Attempt.State.OPEN).update(
        state=attempt.state,
        submitted_at=attempt.submitted_at,
        ended_by=attempt.ended_by,
        digest=attempt.digest,
    )
    _record(attempt, result, at=at)


def _lines(attempt: Attempt) -> list[_Line]:
    """Two statements at most: items with all their responses, and the marks made so far."""
    rows = (
        AttemptItem.objects.filter(attempt=attempt)
        .order_by("position", "responses__number")
        .values_list(*_ITEM, *(f"responses__{name}" for name in _RESPONSE))
    )
    lines: dict[int, _Line] = {}
    for row in rows:
        line = lines.setdefault(row[0], _Line(*row[: len(_ITEM)], responses=[]))
        if row[len(_ITEM)] is not None:
            line.responses.append(row[len(_ITEM) :])
    if _policy(attempt).behaves(attempt.quiz.preset).grades_answers:
        for one in Mark.objects.filter(item__attempt=attempt).order_by("number"):
            lines[one.item_id].marks.append(one)
    return list(lines.values())


def _mark_rest(attempt: Attempt, lines: list[_Line]) -> None:
    """Mark every item whose newest response has no mark of its own; nothing given = blank."""
    ruled = rulings.of_attempt(attempt)
    definitions = known({one.version_id: one.digest for one in lines} | rulings.targets(ruled))
    texts = typed(_given(lines, definitions))
    waiting = [
        (line, _answered(attempt, line, definitions[line.digest], texts))
        for line in lines
        if line.mark is None or line.mark.response_id != _newest(line)[0]
    ]
    counting = [(line.weight, line.must_not_miss) for line, _ in waiting]
    answers = [answer for _, answer in waiting]
    made = mark(
        rulings.applied(attempt, answers, counting, ruled, definitions),
        user_id=attempt.user_id,
        space_id=attempt.space_id,
        at=attempt.submitted_at,
    )
    for (line, _), row in zip(waiting, made, strict=True):
        line.marks.append(row)


def _newest(line: _Line) -> tuple[Any, ...]:
    """Id, number, body and certainty of the newest response; nothing given = None."""
    return line.responses[-1][:4] if line.responses else (None,) * 4


def _answered(attempt: Attempt, line: _Line, one: Known, texts: Mapping[int, Any]) -> Answered:
    pk, _, body, certainty = _newest(line)
    bodies = {response[0]: response[2] for response in line.responses} | texts
    return Answered(
        item_id=line.pk,
        number=line.mark.number + 1 if line.mark else 1,
        version_id=line.version_id,
        known=one,
        response_id=pk,
        body=bodies.get(pk, body),
        certainty=certainty,
        terms=_policy(attempt).terms(attempt.quiz.preset, one.name),
        tried=[one.kind.grade(one.d, bodies[pk]) for pk in line.tried],
    )


def _policy(attempt: Attempt) -> Policy:
    return Policy.from_json(attempt.policy)


def _given(lines: list[_Line], definitions: Mapping[str, Known]) -> dict[int, str]:
    """The kind of each response that may be judged and is not blank, by the response's id."""
    return {
        pk: definitions[line.digest].name
        for line in lines
        for pk, _, body, *_ in line.responses
        if body is not None and (pk == _newest(line)[0] or pk in line.tried)
    }


def _record(attempt: Attempt, result: Result, *, at: datetime) -> None:
    by_herself = attempt.ended_by == Attempt.EndedBy.LEARNER
    permissions.ask("RECORDER")(
        action="attempt.submitted",
        by=attempt.user if by_herself else None,
        subject=attempt.user,
        space=attempt.space,
        obj=attempt,
        data={
            "quiz": attempt.quiz.slug,
            "number": attempt.number,
            "digest": attempt.digest,
            "result": result.pk,
            "score": None if result.score is None else str(result.score),
            "passed": result.passed,
            "ended_by": attempt.ended_by,
        },
        text="",
        at=at,
    )
