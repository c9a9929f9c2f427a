"""What a person's judgement of a written answer comes to.

f = the points of the levels chosen / the points of the highest levels, exact and rounded once, half
up, to seven places. A text below the least level of a critical criterion is no pass, whatever else
it earned: its fraction is at most the fail cap.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil

from quizzes.engine import scoring
from quizzes.engine.kinds.base import Graded, Part, graded
from quizzes.engine.kinds.criteria import Criterion
from quizzes.engine.kinds.written import WrittenDefinition

APART = Decimal("0.15")  # two markers further apart than this need a third
FEWEST_PAIRS = 20

_STEP = 10**scoring.SCORE_PLACES

Marking = Mapping[str, str]  # criterion -> level


class MarkingError(Exception):
    """A marking that does not fit its rubric, with all its problems as (criterion, code).

    Codes: not_judged, unknown_criterion, unknown_level.
    """

    def __init__(self, problems: tuple[tuple[str, str], ...]) -> None:
        super().__init__("; ".join(f"{key}: {code}" for key, code in problems))
        self.problems = problems


def check(d: WrittenDefinition, marking: Marking) -> None:
    """Raise MarkingError unless every criterion is judged, by a level that it has."""
    found = [(one.key, code) for one in d.criteria if (code := _problem(one, marking))]
    known = {one.key for one in d.criteria}
    found += [(str(key)[:80], "unknown_criterion") for key in marking if key not in known]
    if found:
        raise MarkingError(tuple(found))


def points(d: WrittenDefinition, marking: Marking) -> int:
    """The points of the levels chosen, without the fail cap. Raises MarkingError."""
    check(d, marking)
    return sum(one.level(marking[one.key]).points for one in d.criteria)


def score(d: WrittenDefinition, marking: Marking, *, pass_mark: Decimal | None = None) -> Graded:
    """The mark that a marking makes; each criterion is a part, right at its highest level.

    `pass_mark` is the quiz's, a share 0..1; without one there is nothing to fail, and no cap.
    Raises MarkingError.
    """
    earned = points(d, marking)
    fraction = scoring.share(earned, sum(one.points for one in d.criteria))
    if pass_mark is not None and not all(one.holds(marking[one.key]) for one in d.criteria):
        fraction = min(fraction, fail_cap(pass_mark))
    return graded(fraction, [_part(one, marking[one.key]) for one in d.criteria])


def fail_cap(pass_mark: Decimal) -> Decimal:
    """The highest score of five places that is below the pass mark, 0 where none is: 0.79999 for
    0.8. Alone in a quiz, a fraction that high is no pass."""
    return scoring.share(ceil(Fraction(pass_mark) * _STEP) - 1, _STEP)


def needs_third(first: Decimal, second: Decimal) -> bool:
    """Whether two markers' fractions are more than 0.15 apart; exactly 0.15 is not."""
    return abs(Fraction(first) - Fraction(second)) > Fraction(APART)


def kappa(pairs: Sequence[tuple[int, int]]) -> Decimal | None:
    """How far two markers agree beyond chance, by the `points` each gave the same texts: Cohen's
    kappa with quadratic weights, 1 - n sum(a_i - b_i)^2 / sum over all i, j of (a_i - b_j)^2.

    None under twenty pairs, and where all the points are the same, so that chance alone would
    agree.
    """
    n = len(pairs)
    if n < FEWEST_PAIRS:
        return None
    first, second = sum(a for a, _ in pairs), sum(b for _, b in pairs)
    squares = sum(a * a + b * b for a, b in pairs)
    by_chance = n * squares - 2 * first * second
    if not by_chance:
        return None
    return scoring.exact(1 - Fraction(n * sum((a - b) ** 2 for a, b in pairs), by_chance))


def _problem(one: Criterion, marking: Marking) -> str:
    if one.key not in marking:
        return "not_judged"
    return "" if marking[one.key] in {level.key for level in one.levels} else "unknown_level"


def _part(one: Criterion, level: str) -> Part:
    earned = one.level(level).points
    return Part(one.key, earned == one.points, scoring.share(earned, one.points))
