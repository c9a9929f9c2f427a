"""Publishing beliefs: what people hold that is not so, and what to say instead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from django.db import transaction

from quizzes.formats.digests import digest
from quizzes.models import Belief

_FIELDS = ("statement", "because", "refutation", "instead", "claims", "reading", "digest")


class BeliefText(Protocol):
    """One row of beliefs.yaml; `lesson` is module/lesson#anchor or empty."""

    @property
    def code(self) -> str: ...
    @property
    def statement(self) -> str: ...
    @property
    def because(self) -> str: ...
    @property
    def refutation(self) -> str: ...
    @property
    def instead(self) -> str: ...
    @property
    def claims(self) -> Sequence[str]: ...
    @property
    def lesson(self) -> str | None: ...


@transaction.atomic
def publish_beliefs(*, beliefs: Iterable[BeliefText], at: datetime) -> int:
    """Store new and changed beliefs by their code; return how many. Three statements at most.

    A belief no longer listed stays: answers that revealed it still point to it. `at` is part of
    every publishing's signature; a belief keeps no history of its own.
    """
    wanted = [_row(belief) for belief in beliefs]
    known = {belief.code: belief for belief in Belief.objects.all()}
    Belief.objects.bulk_create([row for row in wanted if row.code not in known])
    changed = [row for row in wanted if row.code in known and known[row.code].digest != row.digest]
    for row in changed:
        row.pk = known[row.code].pk
    Belief.objects.bulk_update(changed, _FIELDS)
    return len(changed) + sum(row.code not in known for row in wanted)


def _row(belief: BeliefText) -> Belief:
    fields = {
        "code": belief.code,
        "statement": belief.statement,
        "because": belief.because or "",
        "refutation": belief.refutation,
        "instead": belief.instead or "",
        "claims": list(belief.claims),
        "reading": belief.lesson or "",
    }
    return Belief(**fields, digest=digest(fields))
