"""The review matrix: what may be seen when, as data, with presets that are safe.

An author may make a matrix of her own; what would tell the key to somebody who may still use it is
refused with its reason (`unsafe`), and never gets through the door either (engine.review).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from quizzes.engine.behaviours import BEHAVIOURS, CHECK, EXAM, PRACTICE, Behaviour
from quizzes.engine.windows import utc

RESPONSES = "responses"  # what she gave
CORRECTNESS = "correctness"  # right, partly or wrong
MARKS = "marks"
SPECIFIC = "specific"  # the author's words on what she chose
GENERAL = "general"  # the author's words on the question
KEY = "key"
OVERALL = "overall"  # the beliefs behind wrong answers, with refutation and lesson
TOPICS = "topics"  # how each objective went
THINGS = (RESPONSES, CORRECTNESS, MARKS, SPECIFIC, GENERAL, KEY, OVERALL, TOPICS)
# Whoever reads one of these knows what to answer next time.
TELLING = frozenset({SPECIFIC, GENERAL, KEY})

DURING = "during"  # a question that was judged, in an attempt that runs
JUST_AFTER = "just_after"
LATER = "later"
AFTER_CLOSE = "after_close"
MOMENTS = (DURING, JUST_AFTER, LATER, AFTER_CLOSE)
ENDED = (JUST_AFTER, LATER, AFTER_CLOSE)

JUST = timedelta(seconds=120)

NEVER = "never"
ALWAYS = "always"
ONCE_OVER = "once_over"  # after the pass or the last attempt
CONDITIONS = (NEVER, ONCE_OVER, ALWAYS)


@dataclass(frozen=True, slots=True)
class Review:
    """For each (moment, thing) that is shown, when: ALWAYS or ONCE_OVER. All else is NEVER."""

    cells: frozenset[tuple[str, str, str]] = frozenset()

    def condition(self, moment: str, thing: str) -> str:
        for condition in (ONCE_OVER, ALWAYS):
            if (moment, thing, condition) in self.cells:
                return condition
        return NEVER


@dataclass(frozen=True, slots=True)
class Unsafe:
    """A cell that is refused. Codes: not_judged_yet (nothing is judged while it runs),
    key_while_attempts_remain, feedback_without_response, try_without_outcome (whoever may try again
    has to be told that it was not right); of a stored matrix also unknown_moment,
    unknown_thing, unknown_condition, not_a_mapping."""

    moment: str
    thing: str
    code: str


class UnsafeReview(ValueError):
    """A matrix that cannot be used; carries everything wrong with it."""

    def __init__(self, problems: tuple[Unsafe, ...]) -> None:
        super().__init__("; ".join(f"{p.moment} {p.thing}: {p.code}" for p in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Promise:
    """What will be seen at these moments: `always`, and `once_over` (in the order of THINGS)."""

    moments: tuple[str, ...]
    always: tuple[str, ...]
    once_over: tuple[str, ...] = ()


def _cells(moments: Iterable[str], things: Iterable[str], condition: str) -> frozenset:
    named = tuple(things)
    return frozenset((moment, thing, condition) for moment in moments for thing in named)


_EXPLAINED = Review(_cells(MOMENTS, THINGS, ALWAYS))
_EXAM = Review(
    _cells(ENDED, [thing for thing in THINGS if thing not in TELLING], ALWAYS)
    | _cells(ENDED, TELLING, ONCE_OVER)
)
REVIEWS: dict[str, Review] = {PRACTICE: _EXPLAINED, CHECK: _EXPLAINED, EXAM: _EXAM}
# Safe for any quiz that judges its answers at the end; an author chooses one by its name.
NAMED: dict[str, Review] = {
    "outcome_only": Review(_cells(ENDED, [t for t in THINGS if t not in TELLING], ALWAYS)),
    "score_only": Review(_cells(ENDED, (MARKS, TOPICS), ALWAYS)),
    "after_close": Review(_cells((AFTER_CLOSE,), THINGS, ALWAYS)),
    "nothing": Review(),
}
USUAL = "usual"  # the preset's own


def named(name: str, preset: str) -> Review:
    """The matrix of this name. Raises KeyError for no such name or preset."""
    return REVIEWS[preset] if name == USUAL else NAMED[name]


def moment_of(
    *, at: datetime, submitted_at: datetime | None, closes: datetime | None = None
) -> str:
    """Name the moment `at` of an attempt: just after is up to 120 seconds from its end, also where
    the quiz has closed meanwhile."""
    if submitted_at is None:
        return DURING
    if utc(at) - utc(submitted_at) <= JUST:
        return JUST_AFTER
    return AFTER_CLOSE if closes is not None and utc(at) >= utc(closes) else LATER


def condition(review: Review, preset: str, moment: str, thing: str) -> str:
    """When a thing is seen, as it is applied: an exam never tells anything while it runs, nor what
    TELLING names before its close unless she has passed or has no attempt left."""
    found = review.condition(moment, thing)
    if preset != EXAM or found == NEVER:
        return found
    if moment == DURING:
        return NEVER
    return ONCE_OVER if thing in TELLING and moment != AFTER_CLOSE else found


def unsafe(
    review: Review, *, preset: str, behaviour: Behaviour, attempts: int | None
) -> tuple[Unsafe, ...]:
    """Return what an author may not choose for a quiz of this kind; empty when it is safe.

    `attempts` None = endless. Of an exam of one attempt, that one is the last: its end is over.
    """
    found = []
    for moment, thing, when in sorted(review.cells):
        if moment == DURING and (preset == EXAM or not behaviour.grades_answers):
            found.append(Unsafe(moment, thing, "not_judged_yet"))
        elif _gives_away(preset, attempts, moment, thing, when):
            found.append(Unsafe(moment, thing, "key_while_attempts_remain"))
        if thing == SPECIFIC and review.condition(moment, RESPONSES) == NEVER:
            found.append(Unsafe(moment, thing, "feedback_without_response"))
    if behaviour.has_tries and review.condition(DURING, CORRECTNESS) != ALWAYS:
        found.append(Unsafe(DURING, CORRECTNESS, "try_without_outcome"))
    return tuple(found)


def read(stored: Mapping[str, Any], *, preset: str, behaviour: str, attempts: int | None) -> Review:
    """Read a stored matrix, {moment: {thing: condition}}.

    Raises UnsafeReview with everything that is unknown or unsafe, ValueError for another behaviour.
    """
    if behaviour not in BEHAVIOURS:
        raise ValueError(f"unknown behaviour: {behaviour}")
    problems: list[Unsafe] = []
    cells = set()
    for moment, row in stored.items():
        if moment not in MOMENTS or not isinstance(row, Mapping):
            code = "unknown_moment" if moment not in MOMENTS else "not_a_mapping"
            problems.append(Unsafe(str(moment), "", code))
            continue
        for thing, when in row.items():
            if thing not in THINGS or when not in CONDITIONS:
                code = "unknown_thing" if thing not in THINGS else "unknown_condition"
                problems.append(Unsafe(moment, str(thing), code))
            elif when != NEVER:
                cells.add((moment, thing, when))
    review = Review(frozenset(cells))
    problems += unsafe(review, preset=preset, behaviour=BEHAVIOURS[behaviour], attempts=attempts)
    if problems:
        raise UnsafeReview(tuple(problems))
    return review


def plain(review: Review) -> dict[str, dict[str, str]]:
    """The matrix as it is stored, in the order of MOMENTS and THINGS; `read` takes it back."""
    rows = {
        moment: {
            thing: found for thing in THINGS if (found := review.condition(moment, thing)) != NEVER
        }
        for moment in MOMENTS
    }
    return {moment: row for moment, row in rows.items() if row}


def preview(
    review: Review, *, preset: str, behaviour: Behaviour, attempts: int | None, has_close: bool
) -> tuple[Promise, ...]:
    """For an author: what a learner will see at each moment that can come, one by one."""
    judged = behaviour.grades_answers and preset != EXAM
    left_out = {DURING: not judged, AFTER_CLOSE: not has_close}
    return tuple(
        _promise(review, preset, moment, attempts)
        for moment in MOMENTS
        if not left_out.get(moment, False)
    )


def told(promises: Iterable[Promise]) -> tuple[Promise, ...]:
    """For a learner: the same, with neighbouring moments that show the same taken together."""
    found: list[Promise] = []
    for one in promises:
        last = found[-1] if found else None
        if last and (last.always, last.once_over) == (one.always, one.once_over):
            found[-1] = Promise(last.moments + one.moments, one.always, one.once_over)
        else:
            found.append(one)
    return tuple(found)


def _promise(review: Review, preset: str, moment: str, attempts: int | None) -> Promise:
    when = {thing: condition(review, preset, moment, thing) for thing in THINGS}
    if attempts == 1 and moment != DURING:  # it is the last one
        when = {thing: ALWAYS if one == ONCE_OVER else one for thing, one in when.items()}
    always, once_over = (
        tuple(thing for thing in THINGS if when[thing] == wanted) for wanted in (ALWAYS, ONCE_OVER)
    )
    return Promise((moment,), always, once_over)


def _gives_away(preset: str, attempts: int | None, moment: str, thing: str, when: str) -> bool:
    """Whether it tells the answer to one who may be asked again."""
    asked_again = preset == EXAM and attempts != 1 and moment in (JUST_AFTER, LATER)
    return asked_again and thing in TELLING and when == ALWAYS
