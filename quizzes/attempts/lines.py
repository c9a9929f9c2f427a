"""What a save must know of an item, read and locked in one statement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import F, FilteredRelation, Q

from quizzes.engine.behaviours import Behaviour
from quizzes.engine.policies import Policy
from quizzes.marking import Kept
from quizzes.models import AttemptItem, Response

_LAST = ("pk", "body", "certainty", "at", "text_digest")


@dataclass(frozen=True, slots=True)
class Line:
    """What a save must know, from one statement; `last` = the newest response."""

    state: str
    submitted_at: datetime | None
    deadline_at: datetime | None
    seed: bytes
    user_id: int
    space_id: int
    preset: str
    attempt_id: int
    policy: Policy
    reached: int
    item_id: int
    revision: int
    version_id: int
    digest: str
    last_id: int | None
    last_body: Any
    last_certainty: int | None
    last_at: datetime | None
    last_text_digest: str | None

    def holds(self, kept: Kept, certainty: int | None) -> bool:
        """Whether this very answer is stored already."""
        last = self.last_body, self.last_text_digest or "", self.last_certainty
        return (kept.body, kept.digest, certainty) == last

    @property
    def behaviour(self) -> Behaviour:
        return self.policy.behaves(self.preset)


def read_line(user: models.Model, attempt_id: UUID, position: int) -> Line:
    """Lock the attempt and its item, and read them with the newest response.

    Raises AttemptItem.DoesNotExist.
    """
    item = _lines().get(attempt__public_id=attempt_id, attempt__user=user, position=position)
    attempt = item.attempt
    last = tuple(getattr(item, f"last_{name}") for name in _LAST)
    if item.revision and item.last_pk is None:
        # PostgreSQL waited for another save: it reads the locked rows again, the joined ones not
        stored = Response.objects.filter(item=item, number=item.revision)
        last = stored.values_list(*_LAST).get()
    return Line(
        attempt.state,
        attempt.submitted_at,
        attempt.deadline_at,
        attempt.seed,
        attempt.user_id,
        attempt.space_id,
        item.preset,
        attempt.pk,
        Policy.from_json(attempt.policy),
        attempt.reached,
        item.pk,
        item.revision,
        item.version_id,
        item.digest,
        *last,
    )


@cache
def _lines() -> models.QuerySet[AttemptItem]:
    """What `read_line` reads, put together once: working out its joins takes longer than to run
    it."""
    newest = FilteredRelation("responses", condition=Q(responses__number=F("revision")))
    last = {f"last_{name}": F(f"last__{name}") for name in _LAST}
    attempt = ("state", "submitted_at", "deadline_at", "seed", "policy", "reached")
    attempt += ("user_id", "space_id")
    return (
        AttemptItem.objects.order_by()
        .annotate(last=newest, **last)
        .annotate(preset=F("attempt__quiz__preset"), digest=F("version__digest"))
        .select_related("attempt")
        .only("revision", "version_id", *(f"attempt__{name}" for name in attempt))
        .select_for_update(of=("self", "attempt"), no_key=True)
    )
