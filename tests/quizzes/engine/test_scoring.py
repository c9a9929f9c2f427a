"""Totals, rounding and the pass mark."""

from __future__ import annotations

from decimal import ROUND_UP, Context, Decimal, localcontext
from fractions import Fraction

import pytest

pytest.importorskip("hypothesis")
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.scoring import (
    ItemMark,
    Score,
    exact,
    quantise,
    round_score,
    share,
    state_of,
    total,
)

WHOLE, HALF, NONE = Decimal(1), Decimal("0.5"), Decimal(0)
fractions = st.decimals(0, 1, places=7)
weights = st.integers(0, 5) | st.decimals(0, 5, places=2)


@pytest.mark.parametrize(
    ("right", "of", "expected"),
    [(1, 3, "0.3333333"), (2, 3, "0.6666667"), (3, 3, "1.0000000"), (0, 4, "0E-7"), (1, 8, ".125")],
)
def test_shares_have_seven_places_half_up(right, of, expected):
    assert share(right, of) == Decimal(expected)
    assert share(right, of).as_tuple().exponent == -7


def test_shares_are_clamped_and_need_a_whole():
    assert (share(-1, 3), share(4, 3)) == (0, 1)
    with pytest.raises(ValueError):
        share(0, 0)


@pytest.mark.parametrize(
    ("value", "expected"), [("0.33333335", "0.3333334"), ("0.33333334", "0.3333333"), ("1", "1")]
)
def test_quantise_rounds_half_up(value, expected):
    assert quantise(Decimal(value)) == Decimal(expected)


@pytest.mark.parametrize(
    ("fraction", "state"),
    [("1", "right"), ("0.9999999", "partly"), ("0.0000001", "partly"), ("0", "wrong")],
)
def test_only_a_whole_is_right_and_only_nothing_is_wrong(fraction, state):
    assert state_of(Decimal(fraction)) == state


def test_three_stored_thirds_pass_as_a_whole():
    third = ItemMark(share(1, 3), weight=1)
    points = sum(third.fraction for _ in range(3))
    assert points == Decimal("0.9999999")
    assert round_score(points=points, maximum=Decimal(1)) == 1
    thirds = [ItemMark(share(1, 3), weight=Decimal(3))]
    assert total([*thirds, ItemMark(share(2, 3), weight=3)], Decimal("0.5")).passed


@pytest.mark.parametrize(
    ("points", "expected"),
    [("0.7999949999", "0.79999"), ("0.799995", "0.80000"), ("0.8", "0.80000")],
)
def test_a_score_meets_the_pass_mark_after_its_one_rounding(points, expected):
    assert str(round_score(points=Decimal(points), maximum=Decimal(1))) == expected


def test_a_question_counts_once_whatever_its_marks_are_unless_it_says_more():
    assert ItemMark(HALF) == ItemMark(HALF, 1, False, None, True)
    assert total([ItemMark(HALF)], NONE).points == HALF


def test_a_ratio_is_given_with_28_digits_whatever_the_callers_precision():
    with localcontext(Context(prec=3, rounding=ROUND_UP)):
        assert str(exact(Fraction(2, 3))) == "0.6666666666666666666666666667"


@pytest.mark.parametrize("maximum", [0, -1])
def test_nothing_to_earn_is_no_score(maximum):
    with pytest.raises(ValueError, match="maximum"):
        round_score(points=NONE, maximum=Decimal(maximum))


def test_a_pass_mark_of_a_whole_and_of_nothing_are_possible():
    assert total([ItemMark(WHOLE)], WHOLE).passed is True
    assert total([ItemMark(NONE)], NONE).passed is True
    with pytest.raises(ValueError, match="pass mark"):
        total([ItemMark(WHOLE)], Decimal("1.01"))


def test_passing_needs_the_score_and_every_must_not_miss_question():
    marks = [ItemMark(WHOLE)] * 4
    assert total([*marks, ItemMark(NONE)], Decimal("0.8")) == Score(
        Decimal("0.80000"), Decimal(4), Decimal(5), must_not_miss_right=True, passed=True
    )
    missed = total([*marks, ItemMark(NONE, must_not_miss=True)], Decimal("0.8"))
    assert (missed.score, missed.must_not_miss_right, missed.passed) == (
        Decimal("0.8"),
        False,
        False,
    )
    partly = total([*marks, ItemMark(HALF, must_not_miss=True)], Decimal("0.8"))
    assert (partly.must_not_miss_right, partly.passed) == (False, False)
    low = total([ItemMark(WHOLE, must_not_miss=True), ItemMark(HALF)], Decimal("0.8"))
    assert (low.must_not_miss_right, low.passed) == (True, False)


def test_an_open_mark_leaves_the_total_open():
    found = total([ItemMark(WHOLE), ItemMark(None, must_not_miss=True)], Decimal("0.5"))
    assert (found.score, found.passed, found.must_not_miss_right) == (None, None, False)
    assert (found.points, found.maximum) == (1, 2)


def test_a_void_question_neither_adds_nor_holds_up_nor_fails():
    void = ItemMark(None, weight=0, must_not_miss=True)
    found = total([ItemMark(WHOLE), void], Decimal(1))
    assert (found.score, found.passed, found.maximum) == (1, True, 1)
    assert total([void], Decimal(1)).passed is None


@pytest.mark.parametrize(
    ("marks", "pass_mark"),
    [
        ([ItemMark(Decimal("1.1"))], WHOLE),
        ([ItemMark(Decimal("-0.1"))], WHOLE),
        ([ItemMark(WHOLE, weight=-1)], WHOLE),
        ([ItemMark(WHOLE)], Decimal(80)),
    ],
)
def test_impossible_numbers_are_refused(marks, pass_mark):
    with pytest.raises(ValueError):
        total(marks, pass_mark)


@given(marks=st.lists(st.builds(ItemMark, fractions, weights, st.booleans())), pass_mark=fractions)
def test_a_total_is_exact_whatever_the_order_and_the_callers_precision(marks, pass_mark):
    found = total(marks, pass_mark)
    with localcontext(Context(prec=3, rounding=ROUND_UP)):
        assert total(marks[::-1], pass_mark) == found
    whole = sum(Fraction(mark.weight) for mark in marks)
    assert found.maximum == whole
    if whole:
        exact = sum(Fraction(mark.fraction) * Fraction(mark.weight) for mark in marks) / whole
        assert abs(Fraction(found.score) - exact) <= Fraction(1, 200_000)
        assert 0 <= found.score <= 1
        assert found.passed == (found.must_not_miss_right and found.score >= pass_mark)
