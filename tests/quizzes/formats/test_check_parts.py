"""score_response and what an option earns that is chosen alone."""

from __future__ import annotations

from decimal import Decimal

from tests.quizzes.formats.test_check_scores import codes, scored


def test_an_option_of_a_single_choice_may_earn_a_part():
    options = [
        {"key": "a", "text": "A", "weight": 1},
        {"key": "b", "text": "B", "weight": "0.3333333"},
        {"key": "c", "text": "C"},
    ]
    found = scored("single", "B", options=options)
    share = Decimal("0.3333333")
    assert (found["fraction"], found["state"]) == (share, "partly")
    assert found["parts"] == [{"key": "b", "right": False, "fraction": share}]
    assert scored("single", "a", options=options)["fraction"] == 1
    whole = [options[0], options[1] | {"weight": 1}]
    assert codes(scored("single", "a", options=whole)) == [
        ("question.options", "several_correct_options")
    ]
