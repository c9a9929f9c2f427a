"""Places on a scale are whole numbers of the smallest unit that a number may have."""

from __future__ import annotations

from decimal import Decimal

import pytest

pytest.importorskip("hypothesis")
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.kinds.places import is_exact, places, text_of, units

LEAST = Decimal("1E-12")


@given(st.integers(-(10**18), 10**18))
def test_the_text_of_a_place_is_the_number_it_stands_for(number):
    assert units(Decimal(text_of(number))) == number


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0"), (1, "0.000000000001"), (-1, "-0.000000000001"), (-25 * 10**10, "-0.25")],
)
def test_the_text_is_the_shortest(number, text):
    assert text_of(number) == text


def test_a_scale_ends_at_its_highest_place_however_fine_it_is():
    assert list(places(Decimal(0), LEAST, LEAST)) == [0, 1]
    assert list(places(-LEAST, LEAST, LEAST)) == [-1, 0, 1]
    assert list(places(Decimal(0), 2 * LEAST, 2 * LEAST)) == [0, 2]


def test_what_is_finer_than_a_place_is_not_exact():
    assert is_exact(LEAST)
    assert not is_exact(LEAST / 2)
