"""One question as it is sat."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from quizzes.engine import behaviours, certainty, scoring
from quizzes.engine.behaviours import Standing
from quizzes.engine.kinds import GROWING, KINDS
from quizzes.engine.kinds.base import Graded, Response, ResponseError
from quizzes.engine.playing.values import UNCHANGED, Asked, Came, Rules, Step


class Refused(Exception):
    """A step that changes nothing; its text is the reason code."""


@dataclass(slots=True)
class Line:
    """One question as it is sat. `tried` is the response of the last try."""

    asked: Asked
    response: Response = None
    certainty: int | None = None
    tries: list[Graded] = field(default_factory=list)
    tried: Response = None
    is_new: bool = False
    reopened: bool = False
    submitted: bool = False

    @property
    def standing(self) -> Standing:
        return behaviours.standing(
            self.asked.terms,
            self.tries,
            complete=self.is_new and self.is_complete,
            reopened=self.reopened,
            submitted=self.submitted,
            weights={gap.key: gap.weight for gap in getattr(self.asked.d, "gaps", ())},
        )

    @property
    def is_complete(self) -> bool:
        return KINDS[self.asked.d.kind].is_complete(self.asked.d, self.response)

    def save(self, step: Step) -> None:
        if self.standing.is_locked:
            raise Refused("locked")
        if step.certainty is not None and step.certainty not in certainty.LEVELS:
            raise Refused("unknown_certainty")
        if step.response is not UNCHANGED:
            self.response, self.is_new = self._cleaned(step.response), True
        if step.certainty is not None:
            self.certainty = step.certainty

    def check(self) -> None:
        """Half an answer is saved, not judged."""
        if self.asked.terms.behaviour.is_graded_now(complete=self.is_complete, submitting=False):
            self._judge()

    def try_again(self) -> None:
        if not self.standing.may_try_again:
            raise Refused("nothing_to_try_again")
        self.reopened = True

    def submit(self) -> None:
        """Judge what was saved last, unless it is over or that was tried already."""
        if not self.standing.has_ended and (not self.tries or self.response != self.tried):
            self._judge()
        self.submitted = True

    def came(self, rules: Rules) -> Came:
        found = self.standing
        state = found.outcome if found.has_ended else found.state
        return Came(self.asked.slot, state, self._worth(found, rules))

    def answer(self) -> certainty.Answer:
        found = self.standing
        answered = found.outcome != scoring.BLANK
        return certainty.Answer(found.fraction, self.certainty, self.asked.weight, answered)

    def _cleaned(self, given: object) -> Response:
        """A path already taken only grows; another try begins it anew."""
        d, kind = self.asked.d, KINDS[self.asked.d.kind]
        try:
            response = kind.clean(d, given)
        except ResponseError as error:
            raise Refused(error.code) from error
        if d.kind in GROWING and self.is_new and not kind.extends(d, self.response, response):
            raise Refused("decided")
        return response

    def _judge(self) -> None:
        self.tries.append(KINDS[self.asked.d.kind].grade(self.asked.d, self.response))
        self.tried, self.is_new, self.reopened = self.response, False, False

    def _worth(self, found: Standing, rules: Rules) -> Decimal | None:
        if found.fraction is None or not rules.certainty_counts:
            return found.fraction
        answered = found.outcome != scoring.BLANK
        return certainty.mark(fraction=found.fraction, certainty=self.certainty, answered=answered)
