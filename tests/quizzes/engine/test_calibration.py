"""Calibration: the Brier score, its parts, and when it is not shown."""

from __future__ import annotations

from decimal import ROUND_UP, Context, Decimal, localcontext
from fractions import Fraction

import pytest

pytest.importorskip("hypothesis")
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.calibration import (
    STATED,
    Calibration,
    Forecast,
    calibration,
    forecasts,
)
from quizzes.engine.certainty import HIGH, LOW, MIDDLE, Answer

RIGHT, WRONG, HALF = Decimal(1), Decimal(0), Decimal("0.5")
probabilities = st.fractions(0, 1, max_denominator=20)
given_answers = st.lists(st.builds(Forecast, probabilities, st.booleans()), min_size=1)


def test_a_level_states_the_middle_of_its_zone():
    assert {LOW: Fraction(1, 3), MIDDLE: Fraction(11, 15), HIGH: Fraction(9, 10)} == STATED


def test_nothing_is_said_below_thirty_answers():
    one = Forecast(Fraction(1, 2), right=True)
    assert calibration([one] * 29) is None
    assert calibration([one] * 30).count == 30
    assert calibration([], least=0) is None
    assert calibration([one], least=0).count == 1


def test_a_small_case_by_hand():
    half, most = Fraction(1, 2), Fraction(9, 10)
    found = calibration(
        [
            Forecast(half, right=True),
            Forecast(half, right=False),
            Forecast(most, right=True),
            Forecast(most, right=True),
        ],
        least=4,
    )
    assert found == Calibration(
        count=4,
        brier=Decimal("0.13"),  # (0.25 + 0.25 + 0.01 + 0.01) / 4
        reliability=Decimal("0.005"),  # 2 x 0.1^2 / 4
        resolution=Decimal("0.0625"),  # (2 x 0.25^2 + 2 x 0.25^2) / 4
        uncertainty=Decimal("0.1875"),  # 0.75 x 0.25
        bias=Decimal("-0.05"),  # 0.7 - 0.75
    )


def test_who_is_always_sure_and_half_right_is_biased_upwards():
    answers = [Forecast(Decimal("0.9"), right=n % 2 == 0) for n in range(30)]
    found = calibration(answers)
    assert (found.bias, found.reliability) == (Decimal("0.4"), Decimal("0.16"))
    assert (found.resolution, found.uncertainty) == (0, Decimal("0.25"))


def test_equal_probabilities_are_one_group_however_they_are_written():
    mixed = [Forecast(Decimal("0.50"), right=True), Forecast(Fraction(1, 2), right=False)]
    assert calibration(mixed, least=1).resolution == 0


@given(answers=given_answers)
def test_the_parts_make_the_whole(answers):
    found = calibration(answers, least=1)
    parts = found.reliability - found.resolution + found.uncertainty
    assert abs(found.brier - parts) < Decimal("1E-25")
    exact = sum((one.probability - one.right) ** 2 for one in answers) / len(answers)
    assert abs(Fraction(found.brier) - exact) < Fraction(1, 10**25)
    mean = sum(one.probability - one.right for one in answers) / Fraction(len(answers))
    assert abs(Fraction(found.bias) - mean) < Fraction(1, 10**25)
    with localcontext(Context(prec=2, rounding=ROUND_UP)):
        assert calibration(answers[::-1], least=1) == found


@pytest.mark.parametrize("probability", [Fraction(-1, 10), Decimal("1.1")])
def test_a_probability_is_one(probability):
    with pytest.raises(ValueError):
        calibration([Forecast(probability, right=True)], least=1)
    with pytest.raises(ValueError):
        calibration([Forecast(probability, right=True)])


def test_the_limits_are_probabilities():
    sure = [Forecast(Fraction(0), right=False), Forecast(Decimal(1), right=True)]
    assert calibration(sure, least=1).brier == 0


def test_only_a_level_she_named_herself_is_a_forecast():
    answers = [
        Answer(RIGHT, HIGH),
        Answer(HALF, MIDDLE),
        Answer(Decimal("0.9999999"), LOW),
        Answer(RIGHT, None),
        Answer(None, HIGH),
        Answer(RIGHT, HIGH, answered=False),
        Answer(RIGHT, HIGH, weight=0),
    ]
    assert forecasts(answers) == (
        Forecast(Fraction(9, 10), right=True),
        Forecast(Fraction(11, 15), right=False),
        Forecast(Fraction(1, 3), right=False),
    )
