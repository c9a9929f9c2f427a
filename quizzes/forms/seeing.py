"""What will be seen of an attempt, and when, in words: for learners, and for who answers for it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from quizzes.engine import review_policy as review
from quizzes.engine.behaviours import CHECK
from quizzes.engine.policies import Policy
from quizzes.forms.sentences import listed


@dataclass(frozen=True, slots=True)
class Cell:
    """A thing at a moment, in a word."""

    tone: str
    icon: str
    word: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A row of the matrix, as an author reads it."""

    title: str
    cells: tuple[Cell, ...]


def afterwards(policy: Policy, preset: str) -> tuple[str, ...]:
    """For a learner: one sentence for each stretch of time that shows the same."""
    if preset == CHECK:
        return ()
    return tuple(
        sentence
        for promise in review.told(policy.promises(preset))
        for sentence in _promised(promise, endless=policy.attempts is None)
    )


def matrix(policy: Policy, preset: str) -> tuple[Moment, ...]:
    """For an author: moments that can come, each with every thing in the order of `things`."""
    return tuple(
        Moment(moments()[promise.moments[0]], tuple(_cell(one, promise) for one in review.THINGS))
        for promise in policy.promises(preset)
    )


def moments() -> dict[str, str]:
    """The moments of the review matrix in words."""
    return {
        review.DURING: _("While you answer"),
        review.JUST_AFTER: _("In the two minutes after the end"),
        review.LATER: _("Later"),
        review.AFTER_CLOSE: _("After the close"),
    }


def things() -> dict[str, str]:
    """The things of the review matrix in words."""
    return {
        review.RESPONSES: _("your answers"),
        review.CORRECTNESS: _("which were right"),
        review.MARKS: _("your score"),
        review.SPECIFIC: _("the words on what you chose"),
        review.GENERAL: _("the explanations"),
        review.KEY: _("the right answers"),
        review.OVERALL: _("beliefs to let go of"),
        review.TOPICS: _("how each topic went"),
    }


def _promised(promise: review.Promise, *, endless: bool) -> tuple[str, ...]:
    words = _("%(when)s you see: %(things)s.") if promise.always else _("%(when)s: nothing yet.")
    seen = listed([things()[one] for one in promise.always])
    found = [words % {"when": _when(promise.moments), "things": seen}]
    if promise.once_over:
        words = (
            _("When you have passed: %(things)s.")
            if endless
            else _("When you have passed, or after the last attempt: %(things)s.")
        )
        found.append(words % {"things": listed([things()[one] for one in promise.once_over])})
    return tuple(found)


def _when(during: tuple[str, ...]) -> str:
    if {review.JUST_AFTER, review.LATER} <= set(during):
        return _("From each answer on") if review.DURING in during else _("Afterwards")
    return moments()[during[0]]


def _cell(thing: str, promise: review.Promise) -> Cell:
    if thing in promise.always:
        return Cell("done", "check", _("Shown"))
    if thing in promise.once_over:
        return Cell("due", "lock", _("After the pass or the last attempt"))
    return Cell("mute", "x", _("Not shown"))
