"""Certainty-based marking."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

pytest.importorskip("hypothesis")
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine import certainty
from quizzes.engine.certainty import HIGH, LEVELS, LOW, MIDDLE, Answer

RIGHT, WRONG, HALF = Decimal(1), Decimal(0), Decimal("0.5")


@pytest.mark.parametrize(
    ("level", "right", "partly", "wrong"), [(1, 1, "0.5", 0), (2, 2, 1, -2), (3, 3, "1.5", -6)]
)
def test_the_table(level, right, partly, wrong):
    assert certainty.mark(fraction=RIGHT, certainty=level) == right
    assert certainty.mark(fraction=HALF, certainty=level) == Decimal(partly)
    assert certainty.mark(fraction=WRONG, certainty=level) == wrong
    assert certainty.mark(fraction=Decimal("-0.5"), certainty=level) == wrong
    assert certainty.mark(fraction=WRONG, certainty=level, answered=False) == 0


def test_no_certainty_counts_as_low():
    assert certainty.mark(fraction=RIGHT, certainty=None) == 1
    assert certainty.mark(fraction=WRONG, certainty=None) == 0


def test_almost_nothing_is_wrong():
    assert certainty.mark(fraction=Decimal("5E-8"), certainty=HIGH) == -6
    assert certainty.mark(fraction=Decimal("1E-7"), certainty=HIGH) == Decimal("3E-7")


@pytest.mark.parametrize("level", [0, 4, -1])
def test_there_are_three_levels(level):
    with pytest.raises(ValueError):
        certainty.mark(fraction=RIGHT, certainty=level)


@given(belief=st.fractions(0, 1))
def test_honesty_is_the_best_policy(belief):
    expected = {
        level: belief * int(certainty.WHEN_RIGHT[level])
        + (1 - belief) * int(certainty.WHEN_WRONG[level])
        for level in LEVELS
    }
    assert expected == {LOW: belief, MIDDLE: 4 * belief - 2, HIGH: 9 * belief - 6}
    honest = [level for level, (low, high) in certainty.ZONES.items() if low <= belief <= high]
    assert all(expected[level] == max(expected.values()) for level in honest)
    assert honest


def test_a_summary_adds_a_bonus_for_knowing_what_one_knows():
    answers = [
        *[Answer(RIGHT, HIGH)] * 8,
        *[Answer(WRONG, LOW)] * 1,
        Answer(WRONG, None, answered=False),
    ]
    found = certainty.summary(answers)
    assert found.accuracy == Decimal("0.8")
    assert found.average == Decimal("2.4")
    assert found.bonus == Decimal("0.12")  # 0.1 x (2.4 - max(0.8, 1.2, 1.2))
    assert found.score == Decimal("0.92")
    assert [level.count for level in found.levels] == [1, 0, 8]
    assert found.levels[1].accuracy is None and found.levels[1].verdict is None


def test_always_being_sure_earns_no_bonus_however_able_she_is():
    found = certainty.summary([*[Answer(RIGHT, HIGH)] * 9, Answer(WRONG, HIGH)])
    assert found.average == Decimal("2.1")  # 9 x 0.9 - 6, the best that one level can do
    assert (found.bonus, found.score) == (0, Decimal("0.9"))


def test_weights_count_in_the_summary():
    found = certainty.summary([Answer(RIGHT, HIGH, weight=3), Answer(WRONG, HIGH, weight=1)])
    assert (found.accuracy, found.average) == (Decimal("0.75"), Decimal("0.75"))


def test_nothing_that_counts_gives_no_summary():
    found = certainty.summary([])
    assert (found.accuracy, found.average, found.bonus, found.score) == (None,) * 4


@pytest.mark.parametrize(
    ("level", "accuracy", "count", "verdict"),
    [
        (HIGH, "0.8", 100, "well_judged"),
        (HIGH, "0.5", 5, "over"),  # 0.3 x 0.3 x 5 = 0.45
        (HIGH, "0.5", 6, "over_significantly"),  # 0.54
        (HIGH, "1", 1000, "well_judged"),
        (MIDDLE, "0.7", 9, "well_judged"),
        (MIDDLE, "0.9", 50, "under"),  # 0.01 x 50 is not more than 0.5
        (MIDDLE, "0.9", 51, "under_significantly"),
        (MIDDLE, "0.5", 2, "over"),
        (LOW, "0", 1000, "well_judged"),
        (LOW, "1", 4, "under"),  # 1/9 x 4
        (LOW, "1", 5, "under_significantly"),
    ],
)
def test_a_level_is_judged_by_its_zone_and_its_number(level, accuracy, count, verdict):
    assert certainty.verdict(level=level, accuracy=Decimal(accuracy), count=count) == verdict


def test_the_zones_meet():
    assert [float(high) for _, high in certainty.ZONES.values()] == [2 / 3, 0.8, 1]
    assert certainty.ZONES[LOW][0] == Fraction(0)
