"""Rationale pair: the right action, and the right reason for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from quizzes.engine import scoring
from quizzes.engine.kinds import cleaning
from quizzes.engine.kinds.base import (
    BLANK,
    Graded,
    Judged,
    Part,
    Response,
    Shown,
    graded,
    rows_in_order,
)
from quizzes.engine.kinds.options import Option, judged_options, read_options, refuse_several
from quizzes.engine.kinds.reading import Reader

ACTION = "action"
REASON = "reason"


@dataclass(frozen=True, slots=True)
class PairDefinition:
    kind: ClassVar[str] = "pair"
    rule: ClassVar[str] = ""

    stem: str
    explanation: str
    actions: tuple[Option, ...]
    reasons: tuple[Option, ...]

    def half(self, name: str) -> tuple[Option, ...]:
        """The options of one half, `action` or `reason`."""
        return self.actions if name == ACTION else self.reasons


class Pair:
    """Response: the keys of an action and of a reason, by ACTION and REASON; one may be left out.

    Mark: 1 if both are right, else 0 (the NCLEX rationale rule): to do the right thing for a wrong
    reason is luck. The two halves are the parts and say which was right.
    """

    def parse(self, body: Mapping[str, Any]) -> PairDefinition:
        """See Kind. No key is used in both lists: explanations and beliefs go by it."""
        reader = Reader(body, allowed=frozenset({"actions", "reasons"}))
        actions, reasons = read_options(reader, "actions"), read_options(reader, "reasons")
        refuse_several(reader, "actions", actions)
        refuse_several(reader, "reasons", reasons)
        taken = {option.key for option in actions if option.key}
        for index, option in enumerate(reasons):
            if option.key in taken:
                reader.add(f"reasons[{index}].key", "duplicate_key", option.key)
        reader.finish()
        return PairDefinition(reader.stem, reader.explanation, actions, reasons)

    def keys(self, d: PairDefinition) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What names a half is no author's key and needs no other name."""
        return tuple(option.key for option in (*d.actions, *d.reasons)), ()

    def shuffled(self, d: PairDefinition) -> tuple[str, ...]:
        """Of both lists; each is shown in the order that its own keys have among them."""
        return tuple(option.key for option in (*d.actions, *d.reasons))

    def shown(self, d: PairDefinition, order: Sequence[str]) -> Shown:
        """Actions are the rows, reasons the choices."""
        rows = rows_in_order((*d.actions, *d.reasons), order)
        actions = {option.key for option in d.actions}
        return Shown(
            d.kind,
            d.stem,
            d.rule,
            tuple(row for row in rows if row.key in actions),
            tuple(row for row in rows if row.key not in actions),
        )

    def clean(self, d: PairDefinition, response: object) -> Response:
        halves = cleaning.pairs(response, (ACTION, REASON))
        if halves is None:
            return None
        return {
            name: cleaning.one_key(value, [option.key for option in d.half(name)]) or ""
            for name, value in halves.items()
        }

    def is_complete(self, d: PairDefinition, response: Response) -> bool:
        return response is not None and len(response) == 2

    def grade(self, d: PairDefinition, response: Response) -> Graded:
        if not response:
            return BLANK
        chosen = [_chosen(d, name, response) for name in (ACTION, REASON)]
        parts = [
            Part(name, option is not None and option.correct)
            for name, option in zip((ACTION, REASON), chosen, strict=True)
        ]
        beliefs = [(option.key, option.belief) for option in chosen if option and option.belief]
        whole = all(part.right for part in parts)
        return graded(scoring.ONE if whole else scoring.ZERO, parts, beliefs)

    def judged(
        self, d: PairDefinition, response: Response, order: Sequence[str]
    ) -> tuple[Judged, ...]:
        """Every action, then every reason."""
        chosen = set((response or {}).values())
        return tuple(
            one
            for half in (d.actions, d.reasons)
            for one in judged_options(half, chosen, _those_of(half, order))
        )

    def right_response(self, d: PairDefinition) -> Response:
        return {
            name: next(option.key for option in d.half(name) if option.correct)
            for name in (ACTION, REASON)
        }

    def summary(self, d: PairDefinition, response: Response) -> str:
        """The action, and after an arrow that points back at it the reason."""
        if not response:
            return ""
        action, reason = (_chosen(d, name, response) for name in (ACTION, REASON))
        said = action.text if action else ""
        return f"{said} ← {reason.text}".strip() if reason else said

    def key_summary(self, d: PairDefinition) -> str:
        return self.summary(d, self.right_response(d))

    def guess(self, d: PairDefinition) -> Decimal | None:
        return Decimal(1) / (len(d.actions) * len(d.reasons))


def _those_of(half: Sequence[Option], order: Sequence[str]) -> tuple[str, ...]:
    keys = {option.key for option in half}
    return tuple(key for key in order if key in keys)


def _chosen(d: PairDefinition, name: str, response: Mapping[str, str]) -> Option | None:
    key = response.get(name)
    return next((option for option in d.half(name) if option.key == key), None)
