"""The sitting: steps in their order, each taken or refused, and the total at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from quizzes.engine import behaviours, certainty, scoring
from quizzes.engine.deadlines import may_save
from quizzes.engine.navigation import may_visit
from quizzes.engine.playing.lines import Line, Refused
from quizzes.engine.playing.values import (
    ACTIONS,
    BY_DEADLINE,
    BY_LEARNER,
    FINISH,
    FINISHED,
    SUBMIT,
    TRY_AGAIN,
    Asked,
    Came,
    Played,
    Rules,
    Step,
    moment,
    span,
)


def play(asked: Sequence[Asked], rules: Rules, steps: Sequence[Step]) -> Played:
    """Play all steps in their order.

    A step is refused, and changes nothing, with: unknown_action, unknown_slot, out_of_order (its
    time lies before that of an earlier step), ended, too_late, may_not_visit, locked,
    nothing_to_try_again, unknown_certainty, or the code of a ResponseError. Raises ValueError for
    two questions in one slot or certainty that counts where there are several tries.
    """
    if len({one.slot for one in asked}) < len(asked):
        raise ValueError("two questions in one slot")
    if rules.certainty_counts and any(one.terms.behaviour.has_tries for one in asked):
        raise ValueError("after a first try certainty is no judgement of one's own")
    sitting = Sitting({one.slot: Line(one) for one in asked}, rules)
    came = tuple(sitting.take(step) for step in steps)
    sitting.end(None if rules.ends_at is None else BY_DEADLINE)
    ended = tuple(line.came(rules) for line in sitting.lines.values())
    mark, maximum, score, passed = _total(list(sitting.lines.values()), rules)
    return Played(came, ended, mark, maximum, score, passed, sitting.ended_by)


@dataclass(slots=True)
class Sitting:
    lines: dict[str, Line]
    rules: Rules
    reached: int = 0
    last: Decimal | int = 0
    is_over: bool = False
    ended_by: str | None = None

    def take(self, step: Step) -> Came:
        refused = ""
        try:
            self._take(step)
        except Refused as why:
            refused = str(why)
        line = self.lines.get(step.slot)
        if step.action == FINISH or line is None:
            state = FINISHED if self.is_over else behaviours.TODO
            return Came("" if step.action == FINISH else step.slot, state, None, refused)
        came = line.came(self.rules)
        return Came(came.slot, came.state, came.fraction, refused)

    def end(self, by: str | None) -> None:
        if self.is_over:
            return
        self.is_over, self.ended_by = True, by
        for line in self.lines.values():
            line.submit()

    def _take(self, step: Step) -> None:
        if step.action not in ACTIONS:
            raise Refused("unknown_action")
        if step.action != FINISH and step.slot not in self.lines:
            raise Refused("unknown_slot")
        if step.t < self.last:
            raise Refused("out_of_order")
        self.last = step.t
        if self.is_over:
            raise Refused("ended")
        grace = span(self.rules.grace)
        if not may_save(at=moment(step.t), deadline=self.rules.ends_at, grace=grace):
            self.end(BY_DEADLINE)
            raise Refused("too_late")
        if step.action == FINISH:
            self.end(BY_LEARNER)
        else:
            self._answer(step)

    def _answer(self, step: Step) -> None:
        self._visit(step.slot)
        line = self.lines[step.slot]
        if step.action == TRY_AGAIN:
            line.try_again()
            return
        line.save(step)
        if step.action == SUBMIT:
            line.check()

    def _visit(self, slot: str) -> None:
        position = list(self.lines).index(slot) + 1
        if not may_visit(
            position,
            reached=self.reached,
            count=len(self.lines),
            navigation=self.rules.navigation,
        ):
            raise Refused("may_not_visit")
        self.reached = max(self.reached, position)


_Total = tuple[Decimal | None, Decimal, Decimal | None, bool | None]


def _total(lines: Sequence[Line], rules: Rules) -> _Total:
    """Mark, maximum, score and pass; whether she passed is not told without a pass mark."""
    marks = [
        scoring.ItemMark(line.standing.fraction, line.asked.weight, line.asked.must_not_miss)
        for line in lines
    ]
    found = scoring.total(marks, rules.pass_mark or Decimal(0))
    mark, maximum, score, passed = (
        None if found.score is None else found.points,
        found.maximum,
        found.score,
        found.passed,
    )
    if rules.certainty_counts:
        counted = certainty.counted([line.answer() for line in lines])
        mark, maximum, score = counted.points, counted.weight, counted.share
        if rules.certainty_passes and score is not None:
            passed = found.must_not_miss_right and score >= (rules.pass_mark or 0)
    return mark, maximum, score, None if rules.pass_mark is None else passed
