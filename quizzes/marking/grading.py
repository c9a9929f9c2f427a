"""From responses to marks and the beliefs they reveal. The engine decides; this remembers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from quizzes.engine.behaviours import Terms, fraction
from quizzes.engine.kinds.base import Graded
from quizzes.engine.kinds.base import Response as Body
from quizzes.marking.definitions import Known
from quizzes.models import Belief, Mark, MarkBelief


@dataclass(frozen=True, slots=True)
class Ruled:
    """What a ruling makes of a response, the version it judges by, and whose ruling it is (nobody's
    yet in a dry run)."""

    graded: Graded
    version_id: int
    by_id: int | None = None
    reason_digest: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """One response to mark; `number` is the mark's own. No response = blank. Where there are
    several tries, `tried` are those before, which its fraction pays for. `ruled` stands in the
    place of what the question says itself."""

    item_id: int
    number: int
    version_id: int
    known: Known
    response_id: int | None
    body: Body
    certainty: int | None
    terms: Terms | None = None
    tried: Sequence[Graded] = ()
    ruled: Ruled | None = None

    def graded(self) -> Graded:
        """Judged, and reduced by what its tries cost."""
        if self.ruled is not None:
            return self.ruled.graded
        found = self.known.kind.grade(self.known.d, self.body)
        if self.terms is None or not self.tried:
            return found
        tries = [*self.tried, found]
        return replace(found, fraction=fraction(self.terms, tries, weights=self.known.weights))


def mark(answers: Sequence[Answered], *, user_id: int, space_id: int, at: datetime) -> list[Mark]:
    """Append a mark for each answer, in order, and a row for each belief a wrong choice revealed.

    Three statements at most, however many answers.
    """
    graded = [one.graded() for one in answers]
    marks = Mark.objects.bulk_create(
        Mark(
            item_id=one.item_id,
            number=one.number,
            response_id=one.response_id,
            version_id=one.ruled.version_id if one.ruled else one.version_id,
            fraction=result.fraction,
            state=result.state,
            by_id=one.ruled.by_id if one.ruled else None,
            reason_digest=one.ruled.reason_digest if one.ruled else "",
            at=at,
        )
        for one, result in zip(answers, graded, strict=True)
    )
    revealed = [
        (row, choice, code, one.certainty)
        for row, one, result in zip(marks, answers, graded, strict=True)
        for choice, code in result.beliefs
    ]
    if revealed:
        _remember(revealed, user_id=user_id, space_id=space_id, at=at)
    return marks


def _remember(
    revealed: Sequence[tuple[Mark, str, str, int | None]],
    *,
    user_id: int,
    space_id: int,
    at: datetime,
) -> None:
    """A row for each (mark, choice, belief code, certainty)."""
    codes = {code for _, _, code, _ in revealed}
    ids = dict(Belief.objects.filter(code__in=codes).values_list("code", "pk"))
    MarkBelief.objects.bulk_create(
        MarkBelief(
            mark=row,
            belief_id=ids[code],
            choice=choice,
            certainty=certainty,
            user_id=user_id,
            space_id=space_id,
            at=at,
        )
        for row, choice, code, certainty in revealed
    )
