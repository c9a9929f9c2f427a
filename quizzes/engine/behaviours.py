"""When a response is graded and what may happen after; how it is graded is the kind's business.

A small machine without memory: from the graded tries so far it says where a question stands, so
that it stands the same after a reload, in a regrade and in an audit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from quizzes.engine import scoring
from quizzes.engine.kinds.base import BLANK, Graded, Part

PRACTICE = "practice"
CHECK = "check"
EXAM = "exam"

TODO = "todo"
ANSWERED = "answered"
TRIED = "tried"
ENDED = "ended"

# A third, as it is stored: what a try costs unless the author says otherwise.
PENALTY = Decimal("0.3333333")
MOST_TRIES = 10

# Kinds whose parts are answered each by itself, so that each can be counted back by itself.
MULTI_PART = frozenset({"matching", "true_false", "cloze"})


@dataclass(frozen=True, slots=True)
class Behaviour:
    """A closed set: see BEHAVIOURS."""

    code: str
    grades_answers: bool
    has_tries: bool = False
    counts_back: bool = False

    def is_graded_now(self, *, complete: bool, submitting: bool) -> bool:
        """Whether to grade at this step.

        Everything is graded when the attempt is submitted. An immediate answer is graded at once,
        but only when it is complete: half an answer is saved, not judged.
        """
        return submitting or (self.grades_answers and complete)

    def is_locked(self, *, graded: bool, submitted: bool) -> bool:
        """Whether an answer may no longer change.

        After an immediate grading the key has been shown, so the answer stays as it is. Where
        there are several tries, `graded` is whether the last of them is over: see `standing`.
        """
        return submitted or (self.grades_answers and graded)


DEFERRED = Behaviour("deferred", grades_answers=False)
IMMEDIATE = Behaviour("immediate", grades_answers=True)
TRIES = Behaviour("tries", grades_answers=True, has_tries=True)
COUNT_BACK = Behaviour("count_back", grades_answers=True, has_tries=True, counts_back=True)

BEHAVIOURS: dict[str, Behaviour] = {b.code: b for b in (DEFERRED, IMMEDIATE, TRIES, COUNT_BACK)}
PRESETS: dict[str, Behaviour] = {PRACTICE: IMMEDIATE, CHECK: IMMEDIATE, EXAM: DEFERRED}


@dataclass(frozen=True, slots=True)
class Terms:
    """How one question is sat: at most so many `tries`, each used one costing `penalty` (a share
    of the whole), `hints` to show between them; `by_part` counts each part back by itself."""

    behaviour: Behaviour
    tries: int = 1
    penalty: Decimal = Decimal(0)
    hints: int = 0
    by_part: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a question stands.

    state: TODO (nothing complete to judge), ANSWERED (complete, not judged), TRIED (judged, not
    right, another try is left), ENDED. `tries_used` of `tries` were judged. `hints` of the
    author's hints may be shown, the first ones. `outcome` is the state of the last judged answer
    (scoring.RIGHT ...), None before any; `fraction` is what the question counts, None until it has
    ended and while a person must look.
    """

    state: str
    tries_used: int
    tries: int
    hints: int
    outcome: str | None
    fraction: Decimal | None
    may_check: bool

    @property
    def has_ended(self) -> bool:
        return self.state == ENDED

    @property
    def may_try_again(self) -> bool:
        return self.state == TRIED

    @property
    def is_locked(self) -> bool:
        """Nothing can be typed: it is over, or "try again" comes first."""
        return self.state in (TRIED, ENDED)


def terms(
    behaviour: Behaviour,
    *,
    kind: str,
    hints: int = 0,
    tries: int | None = None,
    penalty: Decimal = PENALTY,
) -> Terms:
    """Return how a question of this kind is sat.

    Several tries are the author's number, or one more than there are hints. A kind without parts
    of its own is not counted back, but pays for each try. Raises ValueError for no try, more than
    MOST_TRIES, a negative number of hints, or a penalty outside 0..1.
    """
    number = hints + 1 if tries is None else tries
    if hints < 0 or not 1 <= number <= MOST_TRIES:
        raise ValueError(f"a question has 1 to {MOST_TRIES} tries")
    if not 0 <= penalty <= 1:
        raise ValueError("a penalty is a share from 0 to 1")
    if not behaviour.has_tries:
        return Terms(behaviour)
    by_part = behaviour.counts_back and kind in MULTI_PART
    return Terms(behaviour, number, penalty, hints, by_part)


def standing(
    terms: Terms,
    tries: Sequence[Graded] = (),
    *,
    complete: bool = False,
    reopened: bool = False,
    submitted: bool = False,
    weights: Mapping[str, Decimal | int] | None = None,
) -> Standing:
    """Say where a question stands after these graded `tries` (raw, oldest first).

    `complete`: an answer that is not among the tries is saved and answers all that is asked.
    `reopened`: "try again" was pressed since the last try. `submitted`: the attempt has ended;
    then `tries` ends with what was saved last, unless that was tried already: the same answer is
    never judged, nor paid for, twice. `weights` are those of the parts, 1 where none is named.
    """
    used = len(tries)
    outcome = tries[-1].state if tries else None
    if submitted or _is_over(terms, tries):
        return Standing(
            state=ENDED,
            tries_used=used,
            tries=terms.tries,
            hints=0,
            outcome=outcome or scoring.BLANK,
            fraction=fraction(terms, tries or [BLANK], weights=weights),
            may_check=False,
        )
    state = TRIED if tries and not reopened else ANSWERED if complete else TODO
    return Standing(
        state=state,
        tries_used=used,
        tries=terms.tries,
        hints=min(used, terms.hints),
        outcome=outcome,
        fraction=None,
        may_check=terms.behaviour.grades_answers and state == ANSWERED,
    )


def fraction(
    terms: Terms,
    tries: Sequence[Graded],
    *,
    weights: Mapping[str, Decimal | int] | None = None,
) -> Decimal | None:
    """Return what a question counts that ended with the last of these tries; None while a person
    must look at it. Seven places, never below 0.

    max(0, raw - penalty x tries already used); by part see `count_back`.
    """
    last = tries[-1].fraction
    if last is None:
        return None
    if terms.by_part:
        return count_back(tries, penalty=terms.penalty, weights=weights)
    paid = Fraction(terms.penalty) * (len(tries) - 1)
    return scoring.half_up(max(Fraction(0), Fraction(last) - paid), scoring.FRACTION_PLACES)


def count_back(
    tries: Sequence[Graded],
    *,
    penalty: Decimal,
    weights: Mapping[str, Decimal | int] | None = None,
) -> Decimal:
    """Judge each part by when it became what it is at the end.

    max(0, f - penalty x (index of the last try in which it was worse + 1)), averaged by weight,
    with f = 1 for a right part; a part that is wrong at the end counts 0. Indices count from 0.
    """
    shares = {part.key: _share(part) for part in tries[-1].parts}
    before = [{part.key: _share(part) for part in one.parts} for one in tries[:-1]]
    points = whole = Fraction(0)
    for key, share in shares.items():
        worse = [index for index, parts in enumerate(before) if parts.get(key, 0) < share]
        paid = Fraction(penalty) * (worse[-1] + 1) if worse else Fraction(0)
        weight = Fraction((weights or {}).get(key, 1))
        points += weight * max(Fraction(0), share - paid)
        whole += weight
    return scoring.half_up(points / whole, scoring.FRACTION_PLACES) if whole else scoring.ZERO


def _is_over(terms: Terms, tries: Sequence[Graded]) -> bool:
    """Right, out of tries, or for a person to judge: there is nothing to try again then."""
    if not tries or not terms.behaviour.grades_answers:
        return False
    return len(tries) >= terms.tries or tries[-1].state in (scoring.RIGHT, scoring.WAITING)


def _share(part: Part) -> Fraction:
    return Fraction(int(part.right) if part.fraction is None else part.fraction)
