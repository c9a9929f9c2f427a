"""How long work that went wrong waits before it is tried again."""

from __future__ import annotations

import pytest

from quizzes.engine.retries import pause


@pytest.mark.parametrize(
    ("tries", "seconds"), [(1, 10), (2, 20), (5, 160), (9, 2560), (10, 3600), (32000, 3600)]
)
def test_the_pause_doubles_up_to_an_hour(tries, seconds):
    assert pause(tries).total_seconds() == seconds


def test_there_is_no_pause_before_the_first_try():
    with pytest.raises(ValueError, match="nothing"):
        pause(0)
