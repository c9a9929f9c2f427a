"""What may be seen, and when."""

from __future__ import annotations

from itertools import product

import pytest

from quizzes.engine.review import EVERYTHING, NOTHING, OUTCOME, Visible, of_question, visible


@pytest.mark.parametrize("preset", ["practice", "check"])
def test_practice_and_check_explain_an_answer_at_once_and_no_other(preset):
    def seen(**kwargs):
        return visible(preset, passed=None, attempts_left=None, **kwargs)

    assert seen(submitted=False) == NOTHING
    assert seen(submitted=False, answered=True) == EVERYTHING
    assert seen(submitted=True) == EVERYTHING


@pytest.mark.parametrize(
    ("answered", "passed", "attempts_left"),
    list(product([True, False], [None, True, False], [None, 0, 1])),
)
def test_a_running_exam_shows_nothing(answered, passed, attempts_left):
    found = visible(
        "exam",
        submitted=False,
        answered=answered,
        passed=passed,
        attempts_left=attempts_left,
    )
    assert found == NOTHING


@pytest.mark.parametrize("attempts_left", [None, 0, 2])
def test_an_exam_a_person_must_still_mark_shows_nothing(attempts_left):
    found = visible("exam", submitted=True, passed=None, attempts_left=attempts_left)
    assert found == NOTHING


@pytest.mark.parametrize("attempts_left", [1, 2, None])
def test_an_exam_not_passed_yet_shows_the_outcome_but_not_the_key(attempts_left):
    found = visible("exam", submitted=True, passed=False, attempts_left=attempts_left)
    assert found == Visible(score=True, topics=True, beliefs=True, responses=True)
    assert not (found.options or found.key or found.explanations)


@pytest.mark.parametrize(("passed", "attempts_left"), [(True, 2), (True, None), (False, 0)])
def test_the_key_is_shown_after_the_pass_or_the_last_attempt(passed, attempts_left):
    found = visible("exam", submitted=True, passed=passed, attempts_left=attempts_left)
    assert found == EVERYTHING


def test_an_unknown_preset_shows_nothing_to_anybody():
    with pytest.raises(ValueError):
        visible("survey", submitted=True, passed=True, attempts_left=0)


@pytest.mark.parametrize("seen", [NOTHING, OUTCOME, EVERYTHING])
def test_what_another_exam_asks_is_narrowed_never_widened(seen):
    assert of_question(seen, running=False, to_come=False) == seen
    to_come = of_question(seen, running=False, to_come=True)
    assert to_come == (NOTHING if seen == NOTHING else OUTCOME)
    running = of_question(seen, running=True, to_come=True)
    assert running == (NOTHING if seen == NOTHING else Visible(score=True, topics=True))
