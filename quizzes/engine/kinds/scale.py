"""Calibration: place something on a scale, judged by where a panel of experts placed it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar

from quizzes.engine import scoring
from quizzes.engine.kinds.base import (
    BLANK,
    Graded,
    Judged,
    Part,
    Response,
    ResponseError,
    Row,
    Shown,
    graded,
)
from quizzes.engine.kinds.places import is_exact, places, plain, text_of, units
from quizzes.engine.kinds.reading import PLAIN
from quizzes.engine.kinds.scale_reading import ABOVE, BELOW, Label, Side, read_scale

PLACE = "place"  # the one part of an answer


@dataclass(frozen=True, slots=True)
class ScaleDefinition:
    """Places run from `low` to `high` by `step`. The panel of `panel` experts put it at `target`
    (their median), give or take `tolerance` (half their interquartile range); from `zero` away on
    an answer is worth nothing. `above` and `below` say what it means to be off on either side."""

    kind: ClassVar[str] = "scale"
    rule: ClassVar[str] = ""

    stem: str
    explanation: str
    low: Decimal
    high: Decimal
    step: Decimal
    unit: str
    labels: tuple[Label, ...]
    target: Decimal
    tolerance: Decimal
    zero: Decimal
    panel: int
    above: Side
    below: Side


class Scale:
    """Response: a place, as the text of a decimal. With d = |place - target| the mark is 1 for
    d <= tolerance, 0 for d >= zero, (zero - d)/(zero - tolerance) between.

    Right is within the tolerance and nothing else: however near, what is outside is never rounded
    up to a whole. The side on which it is off may reveal a belief.
    """

    def parse(self, body: Mapping[str, Any]) -> ScaleDefinition:
        """See Kind and `read_scale`."""
        return ScaleDefinition(**read_scale(body))

    def keys(self, d: ScaleDefinition) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return (), ()

    def shuffled(self, d: ScaleDefinition) -> tuple[str, ...]:
        return ()

    def shown(self, d: ScaleDefinition, order: Sequence[str] = ()) -> Shown:
        """The words of the scale; the key of each is its place."""
        if order:
            raise ValueError("a scale has nothing to put in order")
        rows = tuple(Row(plain(label.at), label.text) for label in d.labels)
        return Shown(d.kind, d.stem, d.rule, rows)

    def clean(self, d: ScaleDefinition, response: object) -> Response:
        """The place in its shortest text. Raises ResponseError not_a_number, off_scale, off_step
        beside wrong_type."""
        if response is None:
            return None
        if type(response) is not str:
            raise ResponseError("wrong_type")
        if not response:
            return None
        if not PLAIN.fullmatch(response):
            raise ResponseError("not_a_number")
        place, allowed = Decimal(response), (plain(d.low), plain(d.high), plain(d.step))
        if not d.low <= place <= d.high:
            raise ResponseError("off_scale", allowed=allowed)
        if not is_exact(place) or (units(place) - units(d.low)) % units(d.step):
            raise ResponseError("off_step", allowed=allowed)
        return plain(place)

    def is_complete(self, d: ScaleDefinition, response: Response) -> bool:
        return response is not None

    def grade(self, d: ScaleDefinition, response: Response) -> Graded:
        if response is None:
            return BLANK
        fraction = _fraction(d, abs(_off(d, response)))
        side = side_of(d, response)
        belief = {ABOVE: d.above.belief, BELOW: d.below.belief}.get(side)
        return graded(
            fraction, [Part(PLACE, not side, fraction)], [(side, belief)] if belief else []
        )

    def judged(
        self, d: ScaleDefinition, response: Response, order: Sequence[str]
    ) -> tuple[Judged, ...]:
        """The place beside the panel's; its key is the side on which it is off, or PLACE."""
        return (Judged(side_of(d, response) or PLACE, response, plain(d.target)),)

    def right_response(self, d: ScaleDefinition) -> Response:
        """The place nearest to the target; of two as near the lower."""
        up, step = units(d.target) - units(d.low), units(d.step)
        return text_of(units(d.low) - (step - 2 * up) // (2 * step) * step)

    def summary(self, d: ScaleDefinition, response: Response) -> str:
        return f"{response} {d.unit}".strip() if response is not None else ""

    def key_summary(self, d: ScaleDefinition) -> str:
        """The target and its tolerance, with a sign."""
        return f"{plain(d.target)} ± {plain(d.tolerance)} {d.unit}".strip()

    def guess(self, d: ScaleDefinition) -> Decimal | None:
        """The mean of all places."""
        offs = [abs(place - units(d.target)) for place in places(d.low, d.high, d.step)]
        total = sum((Fraction(*_share(d, off)) for off in offs), Fraction(0))
        return Decimal(total.numerator) / (total.denominator * len(offs))


def side_of(d: ScaleDefinition, response: Response) -> str:
    """ABOVE or BELOW for a clean response outside the tolerance, "" for any other."""
    if response is None:
        return ""
    off = _off(d, response)
    if abs(off) <= units(d.tolerance):
        return ""
    return ABOVE if off > 0 else BELOW


def _off(d: ScaleDefinition, response: Response) -> int:
    return units(Decimal(str(response))) - units(d.target)


def _fraction(d: ScaleDefinition, off: int) -> Decimal:
    earned, of = _share(d, off)
    found = scoring.share(earned, of)
    return found if earned == of else min(found, scoring.ALMOST)


def _share(d: ScaleDefinition, off: int) -> tuple[int, int]:
    tolerance, zero = units(d.tolerance), units(d.zero)
    if off <= tolerance:
        return 1, 1
    return max(0, zero - off), zero - tolerance
