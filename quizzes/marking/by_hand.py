"""A person's mark for a written answer: a level for each criterion of its rubric.

Appended after whatever marks there are, with the result that it makes, in one transaction. Who
marks it again appends again: the newest stands, and none is lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import models, transaction

from quizzes import permissions
from quizzes.engine import rubric
from quizzes.engine.behaviours import CHECK
from quizzes.engine.kinds import BY_HAND
from quizzes.engine.kinds.base import Graded
from quizzes.engine.policies import Policy
from quizzes.formats.digests import digest_text
from quizzes.marking.deciding import decide, item_mark
from quizzes.marking.definitions import known_one
from quizzes.models import Attempt, AttemptItem, Mark, MarkNote, Response, Result, RubricMark


class StillRunning(Exception):
    """The attempt has not ended: what she writes may change yet."""


class OutOfDate(Exception):
    """It was judged on an answer that is not her newest; `revision` is the newest one's number."""

    def __init__(self, revision: int) -> None:
        super().__init__(f"answer {revision} is the newest")
        self.revision = revision


class NothingToMark(Exception):
    """Nothing was written here, or what it counts was ruled for everybody."""


def mark_by_hand(
    *,
    attempt_id: UUID,
    position: int,
    marking: Mapping[str, str],
    revision: int,
    by: models.Model,
    at: datetime,
    note: str = "",
) -> Mark:
    """Mark the written answer of this `revision` by the level (its key) chosen for each criterion;
    `note` is what the marker says to the learner.

    Raises Attempt.DoesNotExist out of scope and for the checks of a lesson,
    AttemptItem.DoesNotExist where nothing is to be written, PermissionDenied without the right or
    for an answer of one's own, StillRunning, OutOfDate, NothingToMark (also where a ruling about
    the question has made the mark), engine MarkingError.
    """
    with transaction.atomic():
        attempt = _locked(attempt_id, by)
        item = _item(attempt, position)
        response = _response(item, revision)
        _must_not_be_ruled(item)
        graded = _graded(attempt, item, marking)
        made = _append(item, response, graded, by=by, note=note, at=at)
        RubricMark.objects.bulk_create(
            RubricMark(mark=made, criterion=part.key, level=marking[part.key])
            for part in graded.parts
        )
        result = _decide_again(attempt)
        _record(attempt, item, made, result, by=by, note=note, at=at)
    return made


def _locked(attempt_id: UUID, by: models.Model) -> Attempt:
    found = Attempt.objects.filter(public_id=attempt_id).exclude(quiz__preset=CHECK)
    locked = found.select_for_update(of=("self",), no_key=True)
    attempt = locked.select_related("quiz", "space", "user").get()
    if attempt.user_id == by.pk:
        raise PermissionDenied("nobody marks an answer of their own")
    if not found.filter(permissions.ask("SCOPE")(by)).exists():
        raise Attempt.DoesNotExist
    if not by.has_perm(permissions.MARK_ATTEMPT, attempt):
        raise PermissionDenied
    if attempt.is_open:
        raise StillRunning
    return attempt


def _item(attempt: Attempt, position: int) -> AttemptItem:
    written = AttemptItem.objects.filter(attempt=attempt, version__kind__in=BY_HAND)
    return written.select_related("version").defer("version__rationale").get(position=position)


def _response(item: AttemptItem, revision: int) -> Response:
    if revision != item.revision:
        raise OutOfDate(item.revision)
    response = Response.objects.filter(item=item, number=revision).first()
    if response is None or response.body is None:
        raise NothingToMark
    return response


def _must_not_be_ruled(item: AttemptItem) -> None:
    """A ruling is for everybody who was asked: no single mark undoes it. It chose no levels."""
    last = Mark.objects.filter(item=item).order_by("-number").first()
    if last is not None and last.by_id and not last.rubric.exists():
        raise NothingToMark


def _graded(attempt: Attempt, item: AttemptItem, marking: Mapping[str, str]) -> Graded:
    """The pass mark of a fail is the one she sat under."""
    known = known_one(item.version_id, item.version.digest)
    return rubric.score(known.d, marking, pass_mark=Policy.from_json(attempt.policy).pass_mark)


def _append(
    item: AttemptItem,
    response: Response,
    graded: Graded,
    *,
    by: models.Model,
    note: str,
    at: datetime,
) -> Mark:
    last = Mark.objects.filter(item=item).aggregate(last=models.Max("number"))["last"]
    made = Mark.objects.create(
        item=item,
        number=(last or 0) + 1,
        response=response,
        version=item.version,
        fraction=graded.fraction,
        state=graded.state,
        by=by,
        reason_digest=digest_text(note) if note else "",
        at=at,
    )
    if note:
        MarkNote.objects.create(mark=made, text=note)
    return made


def _decide_again(attempt: Attempt) -> Result:
    """The next result, from the newest mark of each question; of the moment the attempt ended, so
    that nothing becomes newer by it."""
    items = {item.pk: item for item in attempt.items.select_related("version")}
    newest = {m.item_id: m for m in Mark.objects.filter(item__in=items).order_by("number")}
    certainty = dict(
        Response.objects.filter(item__in=items)
        .order_by("number")
        .values_list("item_id", "certainty")
    )
    marks = [
        item_mark(
            newest[pk],
            weight=item.weight,
            must_not_miss=item.version.must_not_miss,
            certainty=certainty.get(pk),
        )
        for pk, item in items.items()
    ]
    last = Result.objects.filter(attempt=attempt).aggregate(last=models.Max("number"))["last"]
    return decide(attempt=attempt, marks=marks, at=attempt.submitted_at, number=(last or 0) + 1)


def _record(
    attempt: Attempt,
    item: AttemptItem,
    made: Mark,
    result: Result,
    *,
    by: models.Model,
    note: str,
    at: datetime,
) -> None:
    permissions.ask("RECORDER")(
        action="attempt.marked",
        by=by,
        subject=attempt.user,
        space=attempt.space,
        obj=attempt,
        data={
            "quiz": attempt.quiz.slug,
            "position": item.position,
            "mark": made.number,
            "fraction": str(made.fraction),
            "result": result.number,
            "score": None if result.score is None else str(result.score),
            "passed": result.passed,
        },
        text=note,
        at=at,
    )
