"""Questions to sit, and steps written short."""

from __future__ import annotations

from typing import Any

from quizzes.engine.behaviours import Behaviour, terms
from quizzes.engine.playing import Asked, Played, Rules, Step, play
from tests.quizzes.engine.examples import example

RIGHT, WRONG, OTHER = "a", "b", "c"  # of the single-choice example


def asked(behaviour: Behaviour, kind: str = "single", slot: str = "1", **more: Any) -> Asked:
    sat = {name: more.pop(name) for name in ("hints", "tries", "penalty") if name in more}
    return Asked(slot, example(kind), terms(behaviour, kind=kind, **sat), **more)


def steps(*given: tuple) -> list[Step]:
    """(action, response, certainty), a second apart, on question 1; `finish` on all."""
    return [
        Step(t, one[0], "" if one[0] == "finish" else "1", *one[1:]) for t, one in enumerate(given)
    ]


def played(questions: list[Asked], *given: tuple, **rules: Any) -> Played:
    return play(questions, Rules(**rules), steps(*given))
