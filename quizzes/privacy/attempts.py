"""Her attempts: as she may have a copy of them, and ended before anything is taken from them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from html import unescape
from typing import Any

from django.db import models
from django.utils.html import strip_tags

from quizzes import results
from quizzes.engine.behaviours import CHECK
from quizzes.engine.faces import FACES, Given
from quizzes.engine.kinds import TYPED
from quizzes.marking import close, typed
from quizzes.models import Attempt, Response


def end_running(person: models.Model, *, at: datetime) -> int:
    """End what she sits now, as it stands: marked with what she typed, not without it. How many.
    The checks of lessons have no end."""
    running = Attempt.objects.of(person).open().exclude(quiz__preset=CHECK)
    ids = list(running.order_by("pk").values_list("public_id", flat=True))
    for public_id in ids:
        close(attempt_id=public_id, at=at)
    return len(ids)


def sittings(person: models.Model, *, at: datetime) -> Iterable[dict[str, Any]]:
    """Each attempt of hers as plain data: what she answered, in the words she saw, and of its
    outcome as much as its own page would tell her now. No key, no explanation."""
    rows = Attempt.objects.of(person).select_related("quiz", "revision", "space").order_by("pk")
    for attempt in rows.iterator(chunk_size=100):
        yield {
            "quiz": attempt.revision.title,
            "clinic": attempt.space.name,
            "attempt": attempt.number,
            "started": attempt.started_at,
            "ended": attempt.submitted_at,
            **_outcome(attempt, person, at),
            "answers": list(_answers(attempt)),
        }


def _outcome(attempt: Attempt, person: models.Model, at: datetime) -> dict[str, Any]:
    if attempt.is_open or attempt.quiz.preset == CHECK:
        return {}
    page = results.page(viewer=person, attempt_id=attempt.public_id, at=at)
    told = {row.position: row for row in page.rows if row.state}
    said = {at: row.feedback.note for at, row in told.items() if row.feedback}
    return {
        "score": page.score,
        "passed": page.passed,
        "questions": [
            {
                "position": position,
                "question": plain(row.stem),
                "came_to": row.state,
                **({"note": said[position]} if said.get(position) else {}),
            }
            for position, row in told.items()
        ],
    }


def _answers(attempt: Attempt) -> Iterable[dict[str, Any]]:
    found = Response.objects.filter(item__attempt=attempt).select_related("item__version")
    responses = list(found.order_by("item__position", "number").defer("item__version__body"))
    kinds = {one.pk: one.item.version.kind for one in responses if one.body is not None}
    texts = typed(kinds)
    for one in responses:
        body = texts.get(one.pk, one.body)
        yield {
            "position": one.item.position,
            "number": one.number,
            "at": one.at,
            "certainty": one.certainty,
            "answer": _in_words(one.item.version, body),
        }


def _in_words(version: Any, body: Any) -> list[str]:
    """What she gave, as she saw it; nothing for an answer she took back."""
    if body is None:
        return []
    if version.kind in TYPED and isinstance(body, str):  # as she typed it, lines and all
        return [body]
    return [_one(given) for given in FACES[version.kind].given(version.delivery, body)]


def _one(given: Given) -> str:
    said = plain(given.html)
    if given.value is None:
        return said
    return f"{said}: {plain(given.value) if isinstance(given.value, str) else given.value}"


def plain(html: str) -> str:
    """Words without their marks."""
    return " ".join(unescape(strip_tags(html)).split())
