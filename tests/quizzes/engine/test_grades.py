"""The grade of several attempts."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations, product

import pytest

from quizzes.engine.grades import METHODS, Grade, Total, grade

WHOLE = Decimal(1)


def totals(*scores: str | None) -> list[Total]:
    return [
        Total(number, None if score is None else Decimal(score))
        for number, score in enumerate(scores, start=1)
    ]


@pytest.mark.parametrize(
    ("method", "expected", "counted"),
    [("highest", "0.9", 1), ("average", "0.6", 3), ("first", "0.3", 1), ("last", "0.6", 1)],
)
def test_each_method_in_whatever_order_the_attempts_come(method, expected, counted):
    for order in permutations(totals("0.3", "0.9", "0.6")):
        assert grade(order, method) == Grade(Decimal(expected), counted, is_open=False)


@pytest.mark.parametrize("method", METHODS)
def test_no_attempt_is_no_grade(method):
    assert grade([], method) == Grade(None, 0, is_open=False)


@pytest.mark.parametrize("method", METHODS)
def test_where_every_attempt_waits_there_is_no_grade_yet(method):
    assert grade(totals(None, None), method) == Grade(None, 0, is_open=True)


def test_an_attempt_that_waits_is_left_out_of_highest_and_average_and_leaves_them_open():
    assert grade(totals("0.5", None), "highest") == Grade(Decimal("0.5"), 1, is_open=True)
    assert grade(totals(None, "0.4", "0.5"), "average") == Grade(Decimal("0.45"), 2, is_open=True)


def test_a_whole_cannot_be_bettered():
    assert grade(totals("1", None), "highest") == Grade(WHOLE, 1, is_open=False)
    assert grade(totals("1", None), "average") == Grade(WHOLE, 1, is_open=True)


def test_no_other_attempt_steps_into_the_place_of_a_first_or_last_that_waits():
    assert grade(totals(None, "0.8"), "first") == Grade(None, 0, is_open=True)
    assert grade(totals("0.8", None), "last") == Grade(None, 0, is_open=True)
    assert grade(totals("0.8", None), "first") == Grade(Decimal("0.8"), 1, is_open=False)
    assert grade(totals(None, "0.8"), "last") == Grade(Decimal("0.8"), 1, is_open=False)


def test_an_attempt_with_nothing_counts_as_nothing():
    assert grade(totals("0", "1"), "average").score == Decimal("0.5")
    assert grade(totals("0"), "highest") == Grade(Decimal(0), 1, is_open=False)


def test_an_average_has_five_places_half_up():
    found = grade(totals("1", "0", "0"), "average")
    assert str(found.score) == "0.33333"
    assert str(grade(totals("0.00001", "0"), "average").score) == "0.00001"
    assert str(grade(totals("0.5"), "last").score) == "0.50000"


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("wrong", ["-0.1", "1.1"])
def test_a_total_is_a_share(method, wrong):
    with pytest.raises(ValueError):
        grade(totals("0.5", wrong), method)


def test_there_are_four_methods():
    assert list(METHODS) == ["highest", "average", "first", "last"]
    with pytest.raises(ValueError):
        grade(totals("0.5"), "best")


@pytest.mark.parametrize("scores", list(product([None, "0", "0.5", "1"], repeat=3)))
def test_the_highest_is_never_below_any_other(scores):
    best = grade(totals(*scores), "highest").score
    for method in METHODS:
        other = grade(totals(*scores), method).score
        assert other is None or other <= best
