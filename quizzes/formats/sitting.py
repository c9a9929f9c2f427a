"""How a quiz is sat, as an author writes it: the keys, what they say, what cannot go together.

Everything engine.policies.Policy can say has a key here. What is wrong is told by the path of the
key that says it, so that whoever knows the file can name the line.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from quizzes.engine import review_policy
from quizzes.engine.behaviours import EXAM, MOST_TRIES, PRACTICE
from quizzes.engine.policies import Policy
from quizzes.formats.schemas import Many, Strict, Text

MOST_GRACE = 600  # seconds
Path = tuple[str, ...]


def _moment(value: object) -> object:
    if isinstance(value, datetime):
        return value
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        found = None
    if found is None or found.utcoffset() is None:
        said = "must be a day, a time and how far it is from UTC, in quotes: 2026-12-01T09:00+01:00"
        raise ValueError(said)
    return found.astimezone(UTC)


def _exact(value: object) -> object:
    """A number as it was written: 66.7 is no binary fraction."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return Decimal(str(value)) if is_number else value


def _none_for(word: str) -> BeforeValidator:
    return BeforeValidator(lambda value: None if value == word else value)


Moment = Annotated[datetime, BeforeValidator(_moment)]
Percent = Annotated[Decimal, BeforeValidator(_exact), Field(ge=0, le=100, decimal_places=3)]
PassMark = Annotated[Percent, Field(gt=0)]
Minutes = Annotated[int, Field(ge=1, le=600)]
TimeLimit = Annotated[Minutes | None, _none_for("unlimited")]
Attempts = Annotated[Annotated[int, Field(ge=1, le=10)] | None, _none_for("endless")]
Pauses = Many[Annotated[int, Field(ge=0, le=720)]]
Tries = Annotated[int, Field(ge=1, le=MOST_TRIES)]
When = Literal["never", "once_over", "always"] | None


class ReviewRow(Strict):
    """What is shown at one moment; what is left out is as in `like`, or never."""

    responses: When = None
    correctness: When = None
    marks: When = None
    specific: When = None
    general: When = None
    key: When = None
    overall: When = None
    topics: When = None


class Review(Strict):
    """A matrix by the name of a safe one, by its rows, or both: the rows change what they name."""

    like: Literal["usual", "outcome_only", "score_only", "after_close", "nothing"] | None = None
    during: ReviewRow | None = None
    just_after: ReviewRow | None = None
    later: ReviewRow | None = None
    after_close: ReviewRow | None = None

    def stored(self, preset: str) -> dict[str, dict[str, str]] | str:
        """As a policy holds it: "" for the preset's own."""
        rows = {moment: getattr(self, moment) for moment in review_policy.MOMENTS}
        if self.like == "usual" and not any(rows.values()):
            return ""
        found = review_policy.plain(review_policy.named(self.like or "nothing", preset))
        for moment, row in rows.items():
            if row is not None:
                found[moment] = found.get(moment, {}) | row.model_dump(exclude_none=True)
        return found


def _by_name(value: object) -> object:
    return {"like": value} if isinstance(value, str) else value


class Sitting(Strict):
    """What any quiz may say. Times carry their zone; `grace` is in seconds."""

    certainty: bool = True
    opens: Moment | None = None
    closes: Moment | None = None
    hard_close: bool = False
    grace: Annotated[int, Field(ge=0, le=MOST_GRACE)] = Policy().grace
    one_after_another: bool = False
    review: Annotated[Review, BeforeValidator(_by_name)] = Review(like="usual")

    def _policy(self, preset: str, **more: Any) -> Policy:
        return Policy(
            certainty=self.certainty,
            opens=self.opens,
            closes=self.closes,
            hard_close=self.hard_close,
            grace=self.grace,
            sequential=self.one_after_another,
            review=self.review.stored(preset),
            **more,
        )


class SatForMarks(Sitting):
    """A quiz that is passed or not. `pauses` in hours before attempt 2, 3 ..."""

    minutes: TimeLimit
    attempts: Attempts
    pauses: Pauses = ()


class SatForAPass(SatForMarks):
    """One with a pass mark, in percent, and sections."""

    pass_mark: PassMark
    certainty_counts: bool = False
    shuffle: Many[Text] = ()
    grade: Literal["highest", "average", "first", "last"] = "highest"
    behaviour: Literal["deferred"] = "deferred"

    @property
    def policy(self) -> Policy:
        return self._policy(
            EXAM,
            pass_mark=self.pass_mark / 100,
            minutes=self.minutes,
            attempts=self.attempts,
            pauses=tuple(self.pauses),
            certainty_counts=self.certainty_counts,
            shuffled=tuple(self.shuffle),
            grade=self.grade,
        )


class SatInFull(SatForMarks):
    """One in which everything has to be right."""

    @property
    def policy(self) -> Policy:
        return self._policy(
            EXAM,
            pass_mark=Decimal(1),
            minutes=self.minutes,
            attempts=self.attempts,
            pauses=tuple(self.pauses),
        )


class SatForPractice(Sitting):
    """One that never counts. `tries` at each question, each used one costing `penalty` percent;
    `by_part`: only the parts that were not right yet pay. `behaviour` says when an answer is
    judged, where the tries do not say it."""

    tries: Tries = 1
    penalty: Percent = Decimal(33)
    by_part: bool = False
    behaviour: Literal["immediate", "deferred", "tries", "count_back"] | None = None

    @property
    def policy(self) -> Policy:
        by_tries = "count_back" if self.by_part else "tries"
        behaviour = self.behaviour or (by_tries if self.tries > 1 else "immediate")
        rules: dict[str, Any] = {"behaviour": "" if behaviour == "immediate" else behaviour}
        if behaviour in TRYING:
            rules |= {"tries": self.tries, "penalty": self.penalty / 100}
        return self._policy(PRACTICE, **rules)

    def clashes(self) -> Iterator[tuple[Path, str]]:
        """Keys that say two things."""
        if self.behaviour in ("immediate", "deferred") and (self.tries > 1 or self.by_part):
            said = f"{self.behaviour} judges an answer once: behaviour: tries or count_back"
            yield ("behaviour",), f"behaviour: {said}, or leave out tries and by_part"
        if self.behaviour in TRYING and self.tries == 1:
            yield ("tries",), f"tries: {self.behaviour} needs two or more, at most {MOST_TRIES}"


TRYING = ("tries", "count_back")
_UNSAFE = {
    "not_judged_yet": "nothing is judged while it runs, so nothing can be shown: never",
    "key_while_attempts_remain": (
        "this tells the answer to who may be asked again: once_over (after the pass or the last "
        "attempt), or never"
    ),
    "feedback_without_response": "words on what she chose need responses shown at that moment",
    "try_without_outcome": (
        "who may try again has to know that it was not right: always, or leave out the tries"
    ),
}


def problems(asked: Sitting, preset: str) -> Iterator[tuple[Path, str]]:
    """What cannot go together in a quiz of this preset: the path of the key, and what to do."""
    if isinstance(asked, SatForPractice):
        yield from asked.clashes()
    if asked.opens and asked.closes and asked.closes <= asked.opens:
        yield ("closes",), "closes: must come after opens"
    if asked.hard_close and asked.closes is None:
        yield ("hard_close",), "hard_close: ends running attempts at the close: add closes"
    waits_for_it = asked.review.like == "after_close" or asked.review.after_close
    if waits_for_it and asked.closes is None:
        yield ("review",), "review: after_close never comes without a close: add closes"
    try:
        asked.policy.matrix(preset)
    except review_policy.UnsafeReview as unsafe:
        for one in unsafe.problems:
            path = ("review", one.moment, one.thing)
            yield path, f"{'.'.join(path)}: {_UNSAFE[one.code]}"
