"""She compares her own text with the rubric. No mark comes of it, and no score."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import models, transaction

from quizzes.attempts.answering import Stale
from quizzes.attempts.lines import read_line
from quizzes.engine import behaviours
from quizzes.engine.kinds import BY_HAND
from quizzes.engine.kinds.base import ResponseError
from quizzes.marking import known_one
from quizzes.models import Attempt, AttemptItem, Quiz, SelfCheck, Space


def self_check(
    *,
    user: models.Model,
    quiz: Quiz,
    space: Space,
    question_key: str,
    met: Collection[str],
    revision: int,
    at: datetime,
) -> None:
    """Remember which criteria (their keys) she finds met in the text of this revision; the same
    again adds nothing.

    Raises AttemptItem.DoesNotExist for what is no check she has written, Stale when she has
    written anew since, engine ResponseError for a criterion that the rubric has not.
    """
    place = AttemptItem.objects.open_for(user).filter(
        attempt__quiz=quiz, attempt__space=space, attempt__quiz__preset=behaviours.CHECK
    )
    found = place.filter(question__key=question_key, version__kind__in=BY_HAND)
    attempt, position = found.values_list("attempt__public_id", "position").get()
    with transaction.atomic():
        line = read_line(user, attempt, position)
        if line.last_body is None or line.state != Attempt.State.OPEN:
            raise AttemptItem.DoesNotExist
        if revision != line.revision:
            raise Stale(response=None, revision=line.revision, certainty=None, at=line.last_at)
        wanted = _in_order(known_one(line.version_id, line.digest).rows, met)
        last = SelfCheck.objects.filter(response_id=line.last_id).order_by("-number").first()
        if last is None or last.met != wanted:
            number = last.number + 1 if last else 1
            SelfCheck.objects.create(response_id=line.last_id, number=number, met=wanted, at=at)


def _in_order(keys: Collection[str], met: Collection[str]) -> list[str]:
    """As the rubric has them, each once."""
    if not set(met) <= set(keys):
        raise ResponseError("unknown_key")
    return [key for key in keys if key in met]
