"""When answers are graded and locked."""

from __future__ import annotations

import pytest

from quizzes.engine.behaviours import BEHAVIOURS, DEFERRED, IMMEDIATE, PRESETS


def test_presets_name_their_behaviour():
    assert PRESETS == {"practice": IMMEDIATE, "check": IMMEDIATE, "exam": DEFERRED}
    assert BEHAVIOURS == {"deferred": DEFERRED, "immediate": IMMEDIATE}


@pytest.mark.parametrize("complete", [True, False])
def test_a_deferred_answer_is_graded_at_the_end_only(complete):
    assert not DEFERRED.is_graded_now(complete=complete, submitting=False)
    assert DEFERRED.is_graded_now(complete=complete, submitting=True)


def test_an_immediate_answer_is_graded_once_it_is_complete():
    assert IMMEDIATE.is_graded_now(complete=True, submitting=False)
    assert not IMMEDIATE.is_graded_now(complete=False, submitting=False)
    assert IMMEDIATE.is_graded_now(complete=False, submitting=True)


def test_an_answer_is_locked_when_its_key_was_shown_or_all_is_submitted():
    assert IMMEDIATE.is_locked(graded=True, submitted=False)
    assert not IMMEDIATE.is_locked(graded=False, submitted=False)
    assert not DEFERRED.is_locked(graded=False, submitted=False)
    assert DEFERRED.is_locked(graded=False, submitted=True)
