"""What accepted and foreseen answers have in common, and what an author is told of them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from quizzes.engine.kinds.answers import Worth, check, read_worth
from quizzes.engine.kinds.reading import Reader


def reader() -> Reader:
    return Reader({"stem": "Why?", "explanation": "So."}, allowed=frozenset())


def told(one: Reader) -> list[tuple[str, str, str]]:
    return [(problem.path, problem.code, problem.detail) for problem in one.problems]


@pytest.mark.parametrize("weight", [None, "much", "1.5"])
def test_a_weight_that_cannot_be_read_is_told_once_and_earns_nothing(weight):
    found = reader()
    row = {"weight": weight, "why": "So.", "belief": "M01"}
    assert read_worth(found, row, "answers[0]") == Worth(Decimal(0), "So.", "M01")
    assert [path for path, _, _ in told(found)] == ["answers[0].weight"]


def test_the_least_that_is_earned_is_no_belief():
    found = reader()
    read_worth(found, {"weight": "0.000000000001", "why": "So.", "belief": "M01"}, "answers[0]")
    assert told(found) == [("answers[0].belief", "belief_on_right_answer", "M01")]


@pytest.mark.parametrize(
    ("weights", "is_met", "code"),
    [
        ([], False, None),
        (["0.999999999999"], True, "no_whole_answer"),
        (["0", "1"], True, None),
        (["0", "1"], False, "never_met"),
    ],
)
def test_some_answer_is_worth_a_whole_and_can_be_met(weights, is_met, code):
    found = reader()
    check(found, [Worth(Decimal(one), "So.") for one in weights], is_met=is_met)
    assert told(found) == ([("answers", code, "")] if code else [])


def test_an_author_mends_the_answers_themselves_before_what_they_come_to():
    found = reader()
    found.add("answers[1].weight", "missing")
    check(found, [Worth(Decimal(0), "So.")], is_met=False)
    assert len(told(found)) == 1
    other = reader()
    other.add("stem", "missing")
    check(other, [Worth(Decimal(0), "So.")], is_met=False)
    assert len(told(other)) == 2
