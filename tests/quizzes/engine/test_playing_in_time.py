"""Sittings played against the clock, and in what order."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from quizzes.engine.behaviours import DEFERRED
from quizzes.engine.playing import Came, Played, Rules, Step, play
from tests.quizzes.engine.sittings import OTHER, RIGHT, WRONG, asked, played


def timed(*given: tuple, **rules: Any) -> Played:
    """(t, action, response) on one deferred question."""
    acts = [Step(t, action, "1", *response) for t, action, *response in given]
    return play([asked(DEFERRED)], Rules(**rules), acts)


@pytest.mark.parametrize(
    ("t", "refused"), [(60, ""), (65, ""), (Decimal("65.000001"), "too_late"), (66, "too_late")]
)
def test_a_late_answer_counts_within_the_grace_and_no_longer(t, refused):
    found = timed((0, "save", WRONG), (t, "save", RIGHT), limit=60)
    assert found.steps[1].refused == refused
    assert found.mark == (0 if refused else 1)
    assert found.ended_by == "deadline"


def test_after_the_deadline_everything_is_over_and_to_finish_changes_nothing():
    found = timed((0, "save", RIGHT), (70, "finish"), (71, "save", WRONG), limit=60)
    assert found.steps[1:] == (
        Came("", "finished", None, refused="too_late"),
        Came("1", "right", Decimal(1), refused="ended"),
    )
    assert (found.mark, found.ended_by) == (1, "deadline")


def test_the_end_is_the_policys_with_what_was_granted():
    late = (91, "save", RIGHT)
    assert timed(late, limit=60).mark == 0
    assert timed(late, limit=60, factor=Decimal("1.5")).mark == 1
    assert timed(late, limit=60, extensions=(26,)).mark == 1
    assert timed(late, limit=60, extensions=(25,)).mark == 0
    assert timed(late, limit=60, grace=31).mark == 1
    assert timed(late, limit=60, grace=Decimal("30.9")).mark == 0
    assert timed(late, closes=30).mark == 1
    assert timed(late, closes=30, hard_close=True).mark == 0
    assert timed(late, closes=86, hard_close=True).mark == 1
    assert timed(late, limit=Fraction(171, 2)).mark == 1  # 85.5 s, in whole seconds 86
    assert timed(late).ended_by is None


def test_time_does_not_run_backwards():
    found = timed((5, "save", RIGHT), (4, "save", WRONG), (5, "save", OTHER), (5, "finish"))
    assert [came.refused for came in found.steps] == ["", "out_of_order", "", ""]
    assert timed((-1, "save", RIGHT)).steps[0].refused == "out_of_order"


def test_after_the_finish_nothing_is_taken():
    found = played([asked(DEFERRED)], ("save", RIGHT), ("finish",), ("save", WRONG), ("finish",))
    assert [came.refused for came in found.steps] == ["", "", "ended", "ended"]
    assert (found.mark, found.ended_by) == (1, "finish")


def test_sequential_navigation_goes_neither_back_nor_two_ahead():
    questions = [asked(DEFERRED, slot=slot) for slot in "wxyz"]
    order = ["x", "w", "w", "x", "w", "z", "y", "y", "z"]
    acts = [Step(t, "save", slot, RIGHT) for t, slot in enumerate(order)]
    found = play(questions, Rules(navigation="sequential"), acts)
    taken = [came.slot for came in found.steps if not came.refused]
    assert taken == ["w", "w", "x", "y", "y", "z"]
    assert {came.refused for came in found.steps} == {"", "may_not_visit"}
    free = play(questions, Rules(), acts)
    assert not any(came.refused for came in free.steps)
