"""The checks inside a lesson: answered in place, explained at once, tried as often as she likes.

They are one quiz of preset Check. Looking opens nothing; the first answer opens the attempt, which
then never ends and is never scored.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import models, transaction
from django.utils.crypto import salted_hmac

from quizzes import quizzes as quiz_rules
from quizzes.attempts.answering import Saved, save
from quizzes.attempts.lines import read_line
from quizzes.attempts.names import of_delivery, of_known
from quizzes.attempts.rows import ROW_FIELDS, Row
from quizzes.attempts.sheets import shown, with_last
from quizzes.attempts.starting import realised, start
from quizzes.attempts.unfolding import must_extend
from quizzes.engine import behaviours
from quizzes.engine.kinds.base import ResponseError
from quizzes.marking import Feedback, keep, known, known_one
from quizzes.models import Attempt, QuestionVersion, Quiz, Space
from quizzes.quizzes import Pick


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One check as it stands for her; `feedback` since it was first answered in full."""

    key: str
    position: int
    kind: str
    delivery: dict[str, Any]
    order: tuple[str, ...]
    response: Any = None
    certainty: int | None = None
    complete: bool = False
    revision: int = 0
    feedback: Feedback | None = None

    @property
    def state(self) -> str | None:
        return self.feedback.state if self.feedback else None

    @property
    def fraction(self) -> Decimal | None:
        return self.feedback.fraction if self.feedback else None


def checks(*, user: models.Model, quiz: Quiz, space: Space) -> dict[str, CheckItem]:
    """Her checks by question key, in a fixed number of queries. Nothing is opened by looking."""
    attempt = _attempt(user, quiz, space)
    if attempt is None:
        return _unanswered(user, quiz, space)
    return _answered(attempt)


def answer_check(
    *, user: models.Model, quiz: Quiz, space: Space, question_key: str, **given: Any
) -> CheckItem:
    """Save another try, as `save_check` does and with what it takes and raises, and explain it."""
    place = {"user": user, "quiz": quiz, "space": space}
    save_check(**place, question_key=question_key, **given)
    return _answered(_attempt(**place), question_key)[question_key]


def save_check(
    *,
    user: models.Model,
    quiz: Quiz,
    space: Space,
    question_key: str,
    response: object,
    at: datetime,
    certainty: int | None = None,
    in_keys: bool = False,
) -> None:
    """Save another try; half an answer is saved and not judged. `in_keys` as for `answer`.

    Raises AttemptItem.DoesNotExist for a key that is not among the checks, Quiz.DoesNotExist for
    a quiz that is none, engine ResponseError (blank = nothing is left of what was typed), NotOpen.
    """
    if quiz.preset != behaviours.CHECK:
        raise Quiz.DoesNotExist
    attempt = _attempt(user, quiz, space)
    if attempt is None:
        seed = _seed(user, quiz, space)
        attempt = start(user=user, quiz=quiz, space=space, at=at, seed=seed)
    item = attempt.items.only("position").get(question__key=question_key)
    _try(user, attempt, item.position, response, certainty, at=at, in_keys=in_keys)


def _try(
    user: models.Model,
    attempt: Attempt,
    position: int,
    response: object,
    certainty: int | None,
    *,
    at: datetime,
    in_keys: bool,
) -> Saved | None:
    """The last try counts, from whichever tab it comes; the same again adds nothing."""
    with transaction.atomic():
        line = read_line(user, attempt.public_id, position)
        one = known_one(line.version_id, line.digest)
        names = of_known(line.seed, position, one)
        body = one.kind.clean(one.d, response if in_keys else names.inward(response))
        if body is None and names.typed:
            raise ResponseError("blank")
        if line.holds(keep(one, body), certainty):
            return None
        must_extend(line, one, body)
        return save(line, one, names, body, certainty, at=at)


def _attempt(user: models.Model, quiz: Quiz, space: Space) -> Attempt | None:
    found = Attempt.objects.of(user).open().filter(quiz=quiz, space=space)
    return found.select_related("quiz").first()


def _seed(user: models.Model, quiz: Quiz, space: Space) -> bytes:
    """The same before and after the first answer, so that nothing moves under her finger."""
    return salted_hmac("quizzes.checks", f"{user.pk}/{quiz.pk}/{space.pk}").digest()[:16]


def _answered(attempt: Attempt, key: str | None = None) -> dict[str, CheckItem]:
    items = with_last(attempt.items.all())
    if key is not None:
        items = items.filter(question__key=key)
    found = list(items.values_list("question__key", *ROW_FIELDS))
    rows = [Row._make(row[1:]) for row in found]
    parts = Counter(row.stem_version_id for row in rows)
    return {
        row[0]: CheckItem(
            key=row[0],
            position=one.position,
            kind=one.kind,
            delivery=one.delivery,
            order=one.order,
            response=one.response,
            certainty=one.certainty,
            complete=one.complete,
            revision=one.revision,
            feedback=one.feedback,
        )
        for row, one in zip(found, shown(attempt, rows, parts), strict=True)
    }


def _unanswered(user: models.Model, quiz: Quiz, space: Space) -> dict[str, CheckItem]:
    """As `start` would make them."""
    seed = _seed(user, quiz, space)
    slots = list(quiz_rules.newest(quiz).slots.all())
    picks = quiz_rules.draw(slots, user=user, seed=seed)
    versions = QuestionVersion.objects.select_related("question").only("delivery", "question__key")
    texts = versions.in_bulk([pick.question.version_id for pick in picks])
    found = known({pick.question.version_id: pick.question.digest for pick in picks})
    items = [
        _blank(seed, position, pick, texts[pick.question.version_id], found)
        for position, pick in enumerate(picks, start=1)
    ]
    return {item.key: item for item in items}


def _blank(
    seed: bytes, position: int, pick: Pick, version: QuestionVersion, found: Mapping[str, Any]
) -> CheckItem:
    names = of_delivery(seed, position, version.delivery)
    order = realised(seed, position, pick, found)
    return CheckItem(
        key=version.question.key,
        position=position,
        kind=version.delivery["kind"],
        delivery=names.delivery(version.delivery, order),
        order=names.order(order),
    )
