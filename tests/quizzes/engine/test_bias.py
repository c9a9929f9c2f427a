"""Too high, too low, and by how much: over the places of one person."""

from __future__ import annotations

from decimal import Decimal

import pytest

pytest.importorskip("hypothesis")
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.bias import (
    ABOVE,
    BELOW,
    ENOUGH,
    LEVEL,
    NOT_ENOUGH,
    Bias,
    Placed,
    bias,
    lean,
)


def placed(*pairs: tuple[str, str]) -> list[Placed]:
    return [Placed(Decimal(place), Decimal(target)) for place, target in pairs]


def test_no_answers_have_no_bias():
    assert bias([]) == Bias(0, None, None)


@pytest.mark.parametrize(
    ("pairs", "signed", "distance"),
    [
        ([("6", "6")], "0", "0"),
        ([("8", "6")], "2", "2"),
        ([("4.5", "6")], "-1.5", "1.5"),
        ([("8", "6"), ("4", "6")], "0", "2"),
        ([("7", "6"), ("6", "6"), ("5.5", "6"), ("10", "6")], "1.125", "1.375"),
    ],
)
def test_opposite_errors_cancel_in_the_bias_and_not_in_the_distance(pairs, signed, distance):
    assert bias(placed(*pairs)) == Bias(len(pairs), Decimal(signed), Decimal(distance))


def test_a_mean_is_not_rounded():
    assert bias(placed(("1", "0"), ("0", "0"), ("0", "0"))).signed == Decimal(1) / 3


numbers = st.integers(-10_000, 10_000).map(lambda n: Decimal(n) / 8)


@given(st.lists(st.tuples(numbers, numbers), min_size=1, max_size=20))
def test_the_distance_is_never_less_than_the_bias(pairs):
    found = bias(Placed(place, target) for place, target in pairs)
    assert found.count == len(pairs)
    assert abs(found.signed) <= found.distance
    turned = bias(Placed(target, place) for place, target in pairs)
    assert (turned.signed, turned.distance) == (-found.signed, found.distance)


@pytest.mark.parametrize(
    ("offs", "code"),
    [
        ([], NOT_ENOUGH),
        ([5] * 9, NOT_ENOUGH),
        ([5] * 10, ABOVE),
        ([-1] * 10, BELOW),
        ([0] * 10, LEVEL),
        ([1, -1] * 5, LEVEL),
        ([4, -2] * 5, LEVEL),  # 1 on average, and 0.999 is its standard error
        ([3, 1] * 5, ABOVE),
        ([0] * 9 + [10], LEVEL),  # one slip is no leaning
    ],
)
def test_a_leaning_is_more_than_chance_over_enough_answers(offs, code):
    assert lean(placed(*((str(off), "0") for off in offs))) == code


@given(st.lists(numbers, max_size=30), numbers)
def test_a_leaning_turns_with_its_answers_and_not_with_the_scale(offs, shift):
    found = lean(Placed(off, Decimal(0)) for off in offs)
    assert lean(Placed(off + shift, shift) for off in offs) == found
    turned = {ABOVE: BELOW, BELOW: ABOVE}.get(found, found)
    assert lean(Placed(-off, Decimal(0)) for off in offs) == turned
    assert (found == NOT_ENOUGH) is (len(offs) < ENOUGH)
