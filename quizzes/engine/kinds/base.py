"""What every kind of question has in common: one Protocol and a few frozen values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, Protocol, TypeVar

from quizzes.engine import scoring

# A response in its normal form, as JSON stores it; None is blank. Numbers are texts: "0.50".
Response = str | list[Any] | dict[str, Any] | None

ALL_OR_NOTHING = "all_or_nothing"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a definition: where ("options[1].why"), a code, and the value."""

    path: str
    code: str
    detail: str = ""


class DefinitionError(Exception):
    """A body that is no question; carries all its problems, not only the first."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(f"{p.path}: {p.code} {p.detail}".strip() for p in problems))
        self.problems = problems


class ResponseError(Exception):
    """A response that this question cannot have got from our own pages.

    Codes: wrong_type, unknown_key, repeated_key, too_many; and some that anybody may meet: too_long
    for a text (`limit` in characters), too_many_chosen (`limit` in options), not_a_number,
    thousands (what parts them, or may), unit_not_asked, off_scale and off_step (`allowed`: the
    lowest place, the highest, the step), and decided, for what would change a path already taken.
    `gap` is the number of the gap it was met in, if any.
    """

    def __init__(
        self, code: str, *, limit: int | None = None, allowed: tuple[str, ...] = ()
    ) -> None:
        super().__init__(code)
        self.code = code
        self.limit = limit
        self.allowed = allowed
        self.gap: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """How one option, statement, prompt, step or gap was judged. Tells the key: see engine.review.

    `fraction` is between 0 and 1 where a part can be partly right, else None: `right` says all.
    """

    key: str
    right: bool
    fraction: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Graded:
    """A mark: fraction 0..1 with seven places, its state, its parts, the beliefs it revealed.

    No fraction = a person must look. A blank response has no parts. `beliefs` are pairs of a
    wrongly judged key and a belief code. `matched` is the key of the accepted (or foreseen wrong)
    answer that what was typed met, "" where nothing is typed or none was met.
    """

    fraction: Decimal | None
    state: str
    parts: tuple[Part, ...] = ()
    beliefs: tuple[tuple[str, str], ...] = ()
    matched: str = ""


BLANK = Graded(scoring.ZERO, scoring.BLANK)


class Chosen(str):
    """The key of a choice, where a literal text could stand as well."""

    __slots__ = ()


Value = bool | str | int | None


@dataclass(frozen=True, slots=True)
class Judged:
    """A row beside what is right: chosen or not (option), true or false (statement), a choice
    (prompt), the place counted from 1 (step), a text or number typed, or taken or not (decision);
    None = nothing given. `right` says how it was judged where neither the two nor a part of that
    key do, and `partly` that it earned something all the same."""

    key: str
    given: Value
    correct: Value
    right: bool | None = None
    partly: bool = False


def graded(
    fraction: Decimal,
    parts: Sequence[Part],
    beliefs: Sequence[tuple[str, str]] = (),
    *,
    matched: str = "",
) -> Graded:
    """A mark with the state that its fraction has."""
    return Graded(fraction, scoring.state_of(fraction), tuple(parts), tuple(beliefs), matched)


@dataclass(frozen=True, slots=True)
class Row:
    """A key and the text people read."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What may reach the browser before an answer: it has no field that could hold the key.

    `choose` is how many are to be chosen, 0 where that is not told.
    """

    kind: str
    stem: str
    rule: str
    rows: tuple[Row, ...]
    choices: tuple[Row, ...] = ()
    choose: int = 0


class _Row(Protocol):
    @property
    def key(self) -> str: ...
    @property
    def text(self) -> str: ...


def rows_in_order(rows: Sequence[_Row], order: Sequence[str]) -> tuple[Row, ...]:
    """Return the rows in their realised order.

    Raises ValueError if it does not name each once: better no page than one in the stored order,
    which for the steps of a procedure is the answer.
    """
    texts = {row.key: row.text for row in rows}
    if len(order) != len(texts) or set(order) != set(texts):
        raise ValueError("the order must name every key once")
    return tuple(Row(key, texts[key]) for key in order)


class Definition(Protocol):
    """What all definitions share; `rule` is empty where there is only one way to score."""

    kind: ClassVar[str]

    @property
    def stem(self) -> str: ...
    @property
    def explanation(self) -> str: ...
    @property
    def rule(self) -> str: ...


D = TypeVar("D")


class Kind(Protocol[D]):
    """How a question is read, answered, judged and put into words. Without state."""

    def parse(self, body: Mapping[str, Any]) -> D:
        """Read a stored body; raises DefinitionError with every problem."""

    def keys(self, d: D) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The keys of its rows, and of what a row's value may name: what gets another name in
        each attempt."""

    def shuffled(self, d: D) -> tuple[str, ...]:
        """The keys whose order is realised anew in each attempt."""

    def shown(self, d: D, order: Sequence[str]) -> Shown:
        """The question without its key; `order` is a permutation of `shuffled`."""

    def clean(self, d: D, response: object) -> Response:
        """The normal form of a response, None when blank; raises ResponseError, nothing else."""

    def is_complete(self, d: D, response: Response) -> bool:
        """Whether a clean response answers everything asked."""

    def grade(self, d: D, response: Response) -> Graded:
        """Judge a clean response."""

    def judged(self, d: D, response: Response, order: Sequence[str]) -> tuple[Judged, ...]:
        """Each row of a clean response beside what is right, in the order to explain them;
        `order` is the realised one. Nothing for what a person marks."""

    def right_response(self, d: D) -> Response:
        """The clean response that is graded 1; for a text, one that a person would."""

    def summary(self, d: D, response: Response) -> str:
        """A clean response in the author's words; empty when blank."""

    def key_summary(self, d: D) -> str:
        """The right response in the author's words."""

    def guess(self, d: D) -> Decimal | None:
        """The mark of a random guess, unrounded; None where none can be stated."""
