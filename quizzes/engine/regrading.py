"""What an answer is worth once a question turned out to be wrong. Five treatments, each pure:

void: the question counts for nobody. credit_all: it is right for everybody who was asked.
accept_also: one more response is right, every other is worth what it was. new_key: only that
response is right, and the rule of the question makes the rest. newest: as its newest version says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, Protocol

from quizzes.engine import scoring
from quizzes.engine.kinds import BY_HAND, KINDS, TYPED
from quizzes.engine.kinds import multiple_rules as rules
from quizzes.engine.kinds.base import Definition, Graded, Response, ResponseError
from quizzes.engine.kinds.matching import MatchingDefinition
from quizzes.engine.kinds.multiple import MultipleDefinition
from quizzes.engine.kinds.numeric import UNIT, VALUE, NumericDefinition
from quizzes.engine.kinds.options import Option
from quizzes.engine.kinds.ordering import OrderingDefinition
from quizzes.engine.kinds.pair import ACTION, REASON, PairDefinition
from quizzes.engine.kinds.patterns import folded
from quizzes.engine.kinds.short_text import ShortTextDefinition
from quizzes.engine.kinds.single import SingleDefinition
from quizzes.engine.kinds.true_false import TrueFalseDefinition

VOID = "void"
CREDIT_ALL = "credit_all"
ACCEPT_ALSO = "accept_also"
NEW_KEY = "new_key"
NEWEST = "newest"
NAMES_A_RESPONSE = frozenset({ACCEPT_ALSO, NEW_KEY})

VOIDED = Graded(None, scoring.VOID)
CREDITED = Graded(scoring.ONE, scoring.RIGHT)
WRONG = Graded(scoring.ZERO, scoring.WRONG)


class Unfit(Exception):
    """This treatment cannot be given. Codes: by_hand, no_new_key, no_response, incomplete,
    right_already, other_kind, no_newer, and of a single answer: does_not_fit."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Ruling:
    """`response` is clean; `newest` is the definition to judge by. `never_lower`: whoever would
    lose by it keeps what she has."""

    treatment: str
    response: Response = None
    newest: Definition | None = None
    never_lower: bool = False


def check(ruling: Ruling, d: Definition) -> None:
    """Raise Unfit unless this can be ruled about answers to `d`."""
    if ruling.treatment in (VOID, CREDIT_ALL):
        return
    if d.kind in BY_HAND:
        raise Unfit("by_hand")
    if ruling.treatment == NEWEST:
        _check_newest(ruling.newest, d)
    else:
        _check_response(ruling, d)


def regrade(ruling: Ruling, d: Definition, response: Response) -> Graded:
    """Judge a clean response to `d`. Raises Unfit where the newest version cannot take it, where
    what was typed has been erased, or for what `check` refuses."""
    if ruling.treatment == VOID:
        return VOIDED
    if ruling.treatment == CREDIT_ALL:
        return CREDITED
    if d.kind in TYPED and response is not None and not response:
        raise Unfit("does_not_fit")  # erased: nobody can say any more what it was worth
    kind = KINDS[d.kind]
    if ruling.treatment == NEWEST:
        return kind.grade(ruling.newest, _fitted(ruling.newest, response))
    if is_same(d, response, ruling.response):
        return CREDITED
    if ruling.treatment == ACCEPT_ALSO or response is None:
        return kind.grade(d, response)
    return WRONG if d.kind in SAME else kind.grade(rekeyed(d, ruling.response), response)


def is_same(d: Definition, response: Response, named: Response) -> bool:
    """Whether two clean responses say one thing: 0.5 is 0.50, and case does not count where the
    question says so. Nothing given is like nothing."""
    if response is None or named is None:
        return False
    return SAME[d.kind](d, response, named) if d.kind in SAME else response == named


class Outcome(Protocol):
    """What an attempt came to: a Score, or a result as it is stored (`passed` None: no mark)."""

    @property
    def score(self) -> Decimal | None: ...
    @property
    def must_not_miss_right(self) -> bool: ...
    @property
    def passed(self) -> bool | None: ...


def takes_its_place(ruling: Ruling, before: Outcome, after: Outcome) -> bool:
    """Whether a new mark takes the place of the old in an attempt that came to `before` and would
    come to `after`: always, unless the ruling never lowers and it would."""
    return not (ruling.never_lower and is_lower(after, than=before))


def is_lower(after: Outcome, *, than: Outcome) -> bool:
    """Whether something was lost: the pass, a must-not-miss question, or part of the score. Nothing
    is lost to what is not known yet; a known score that becomes unknown is."""
    if than.score is None:
        return False
    if after.score is None or after.score < than.score:
        return True
    lost_pass = bool(than.passed) and not after.passed
    return lost_pass or (than.must_not_miss_right and not after.must_not_miss_right)


def rekeyed(d: Any, response: Response) -> Any:
    """The definition with this complete, clean response as its only right one; what revealed a
    belief only because it was wrong reveals none when it is right. Raises Unfit no_new_key."""
    if type(d) not in REKEYED:
        raise Unfit("no_new_key")
    return REKEYED[type(d)](d, response)


def _check_newest(newest: Definition | None, d: Definition) -> None:
    if newest is None:
        raise Unfit("no_newer")
    if newest.kind != d.kind:
        raise Unfit("other_kind")


def _check_response(ruling: Ruling, d: Definition) -> None:
    kind = KINDS[d.kind]
    if ruling.response is None:
        raise Unfit("no_response")
    if ruling.treatment == NEW_KEY and d.kind not in SAME:
        rekeyed(d, ruling.response)
    if not kind.is_complete(d, ruling.response):
        raise Unfit("incomplete")
    if kind.grade(d, ruling.response).state == scoring.RIGHT and ruling.treatment == ACCEPT_ALSO:
        raise Unfit("right_already")


def _fitted(newest: Definition, response: Response) -> Response:
    try:
        return KINDS[newest.kind].clean(newest, response)
    except ResponseError as refusal:
        raise Unfit("does_not_fit") from refusal


def _options(options: Sequence[Option], right: Sequence[Any]) -> tuple[Option, ...]:
    return tuple(
        replace(one, correct=one.key in right, belief="" if one.key in right else one.belief)
        for one in options
    )


def _single(d: SingleDefinition, response: Any) -> SingleDefinition:
    """What was right earns nothing now; what earned a part, and is not right now, keeps it."""
    options = tuple(
        one if one.is_partly_right else replace(one, weight=Decimal(0)) for one in d.options
    )
    whole = (replace(one, weight=Decimal(1)) if one.key == response else one for one in options)
    return replace(d, options=_options(tuple(whole), [response]))


def _multiple(d: MultipleDefinition, response: Any) -> MultipleDefinition:
    if d.rule == rules.WEIGHTED:  # each option's worth is the author's to say
        raise Unfit("no_new_key")
    return replace(d, options=_options(d.options, response))


def _pair(d: PairDefinition, response: Any) -> PairDefinition:
    actions = _options(d.actions, [response.get(ACTION)])
    return replace(d, actions=actions, reasons=_options(d.reasons, [response.get(REASON)]))


def _true_false(d: TrueFalseDefinition, response: Any) -> TrueFalseDefinition:
    statements = tuple(
        one
        if response.get(one.key) == one.answer
        else replace(one, answer=not one.answer, belief="")
        for one in d.statements
    )
    return replace(d, statements=statements)


def _matching(d: MatchingDefinition, response: Any) -> MatchingDefinition:
    prompts = tuple(replace(one, match=response.get(one.key, "")) for one in d.prompts)
    return replace(d, prompts=prompts)


def _ordering(d: OrderingDefinition, response: Any) -> OrderingDefinition:
    place = {key: number for number, key in enumerate(response)}
    steps = sorted(d.steps, key=lambda step: place.get(step.key, len(place)))
    return replace(d, steps=tuple(steps))


def _same_number(d: NumericDefinition, one: Any, other: Any) -> bool:
    """Once each is in the base unit, as far as its unit is known."""
    return _amount(d, one) == _amount(d, other)


def _amount(d: NumericDefinition, given: Any) -> tuple[Any, Fraction | None]:
    unit = d.units.find(given.get(UNIT))
    value = Fraction(Decimal(given[VALUE])) if VALUE in given else None
    if value is None or unit is None or unit.factor is None:
        return given.get(UNIT), value
    return d.units.base, value * unit.factor


def _same_text(d: ShortTextDefinition, one: Any, other: Any) -> bool:
    case = d.case_sensitive
    return folded(one, case_sensitive=case) == folded(other, case_sensitive=case)


# What is typed, and how two of it are compared; with a new key only what is like it is right.
SAME: Mapping[str, Callable[[Any, Any, Any], bool]] = {
    "numeric": _same_number,
    "short_text": _same_text,
}
REKEYED: Mapping[type, Callable[[Any, Any], Any]] = {
    SingleDefinition: _single,
    MultipleDefinition: _multiple,
    TrueFalseDefinition: _true_false,
    MatchingDefinition: _matching,
    OrderingDefinition: _ordering,
    PairDefinition: _pair,
}
