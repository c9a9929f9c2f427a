"""The question once more, for whoever rules about it: to name the response that is right as well.

It is shown as to a learner, under other names than the author's, so that its form is the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from quizzes.attempts.names import Names, of_known
from quizzes.engine import selection
from quizzes.engine.kinds.base import Response as Body
from quizzes.marking import ExplainedRow, Known, explain, known_one
from quizzes.models import QuestionVersion


@dataclass(frozen=True, slots=True)
class Again:
    """`delivery` is what a form is made of; `key` each row with what is right. Tells the key."""

    version: QuestionVersion
    known: Known
    names: Names
    delivery: dict[str, Any]
    key: tuple[ExplainedRow, ...]

    def clean(self, response: object) -> Body:
        """A response of the form, in the author's keys. Raises engine ResponseError."""
        return self.known.kind.clean(self.known.d, self.names.inward(response))

    def outward(self, response: Body) -> Any:
        """A clean response in the names of the form."""
        return self.names.outward(response)


def again(version: QuestionVersion) -> Again:
    """A version with its key; a query at most."""
    known = known_one(version.pk, version.digest)
    seed = bytes.fromhex(version.digest)[:16]
    names = of_known(seed, 0, known)
    order = list(selection.arrange(seed, "correct", known.kind.shuffled(known.d)))
    key = explain(
        known,
        delivery=version.delivery,
        rationale=version.rationale,
        order=order,
        response=None,
    )
    return Again(version, known, names, names.delivery(version.delivery, order), key)
