"""What may be said of few answers: published intervals, and nothing that few cannot bear."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quizzes.engine.analysis import ItemStatistics, Level, Prior, prior, shown, shrunk, wilson
from quizzes.engine.analysis.small import Interval, Z, fisher, level_of


def item(n: int, facility: float | None = 0.8, index: float | None = 30.0) -> ItemStatistics:
    return ItemStatistics(n, facility, 0.4, None, 5.0, 5.0, index, 40.0)


@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    [
        (4, 5, 0.38, 0.96),
        (8, 10, 0.49, 0.94),
        (16, 20, 0.58, 0.92),
        (24, 30, 0.63, 0.90),
        (40, 50, 0.67, 0.89),
        (10, 10, 0.72, 1.00),
        (0, 10, 0.00, 0.28),
    ],
)
def test_a_share_has_the_score_interval(right: int, n: int, low: float, high: float) -> None:
    found = wilson(right, n)
    assert (round(found.low, 2), round(found.high, 2)) == (low, high)


def test_nothing_asked_may_be_anything() -> None:
    assert wilson(0, 0) == Interval(0, 1)


@pytest.mark.parametrize(
    ("n", "low", "high"),
    [(10, -0.41, 0.78), (20, -0.16, 0.66), (50, 0.02, 0.53), (100, 0.11, 0.47)],
)
def test_a_correlation_has_the_interval_of_fisher(n: int, low: float, high: float) -> None:
    found = fisher(0.30, n)
    assert (round(found.low, 2), round(found.high, 2)) == (low, high)


def test_a_correlation_of_three_says_nothing_and_a_perfect_one_is_itself() -> None:
    assert fisher(0.9, 3) is None
    assert fisher(0.0, 4) == Interval(-math.tanh(Z), math.tanh(Z))
    assert fisher(-1.0, 30) == Interval(-1, -1)
    assert fisher(1.0, 30) == Interval(1, 1)


@given(st.integers(0, 300))
def test_more_answers_never_show_less(n: int) -> None:
    assert level_of(n) <= level_of(n + 1)


@pytest.mark.parametrize(
    ("n", "level"),
    [
        (0, Level.COUNTS),
        (4, Level.COUNTS),
        (5, Level.SHARES),
        (9, Level.SHARES),
        (10, Level.DISTRACTORS),
        (29, Level.DISTRACTORS),
        (30, Level.DISCRIMINATION),
        (99, Level.DISCRIMINATION),
        (100, Level.FULL),
    ],
)
def test_each_figure_waits_for_its_number_of_answers(n: int, level: Level) -> None:
    found = shown(item(n), right=0, shrunken=0.7)
    assert (found.n, found.right, found.level) == (n, 0, level)
    assert (found.facility is not None) == (level >= Level.SHARES)
    assert (found.likely is not None) == (level >= Level.SHARES)
    assert (found.shrunken is not None) == (level >= Level.DISTRACTORS)
    assert (found.discrimination is not None) == (level >= Level.DISCRIMINATION)
    assert (found.within is not None) == (level >= Level.DISCRIMINATION)
    assert (found.item is not None) == (level >= Level.FULL)


def test_a_discrimination_that_is_not_defined_is_not_shown() -> None:
    found = shown(item(40, index=None), right=40)
    assert (found.discrimination, found.within) == (None, None)


def test_what_is_known_beforehand_is_the_mean_of_the_like() -> None:
    assert prior([]) is None
    assert prior([(0, 0)]) is None
    assert prior([(8, 10), (9, 10)]) == Prior(0.85, 10)
    assert prior([(5, 5), (9, 9), (4, 4)]) == Prior(1, 10)


@pytest.mark.parametrize(
    ("items", "mean", "weight"),
    [
        ([(14, 20), (18, 20), (19, 20), (13, 20)], 0.8, 57 / 5.125 - 1),
        ([(4, 10), (9, 20), (24, 30)], 37 / 60, 4.2512),
        ([(4, 10), (9, 20), (24, 30), (0, 0)], 37 / 60, 4.2512),
        ([(1, 1), (0, 1), (1, 1), (1, 1)], 0.75, 10),  # one answer each tells nothing
        ([(2, 4), (2, 4)], 0.5, 10),
        ([(0, 9), (0, 7), (0, 4)], 0, 10),
    ],
)
def test_the_weight_is_that_of_the_method_of_moments(items, mean, weight) -> None:
    found = prior(items)
    assert (found.mean, found.weight) == (pytest.approx(mean), pytest.approx(weight, rel=1e-3))


@given(st.integers(3, 8), st.integers(1, 20), st.data())
def test_items_of_one_size_weigh_as_the_variance_of_their_shares_says(k, n, data) -> None:
    """By rho, the share of the variance between the items: of n answers each to k."""
    rights = data.draw(st.lists(st.integers(0, n), min_size=k, max_size=k))
    assume(n > 1 and 0 < sum(rights) < n * k)
    mean = Fraction(sum(rights), n * k)
    between = sum((Fraction(right, n) - mean) ** 2 for right in rights) * n / (k - 1)
    rho = (between / (mean * (1 - mean)) - 1) / (n - 1)
    weight = 30 if rho <= 0 else min(30, max(4, 1 / rho - 1))
    assert prior([(right, n) for right in rights]).weight == pytest.approx(float(weight))


def test_a_few_answers_move_a_share_a_little_and_many_a_lot() -> None:
    before = Prior(0.5, 10)
    assert shrunk(0, 0, before) == 0.5
    assert shrunk(10, 10, before) == pytest.approx(0.75)
    assert shrunk(90, 90, before) == pytest.approx(0.95)


def test_each_figure_is_shown_as_it_was_found() -> None:
    many = item(100, facility=0.8, index=30.0)
    found = shown(many, right=80, shrunken=0.7)
    assert (found.facility, found.shrunken, found.discrimination) == (0.8, 0.7, 0.3)
    assert (found.likely, found.within) == (wilson(80, 100), fisher(0.3, 100))
    assert found.item is many


@given(st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_score_interval_holds_what_a_sign_test_would_not_refuse(of: tuple[int, int]) -> None:
    """Its ends are the shares p for which (right/n - p)^2 = z^2 p (1 - p) / n."""
    right, n = of
    found = wilson(right, n)
    assert 0 <= found.low <= right / n + 1e-12 and right / n - 1e-12 <= found.high <= 1
    for p in (found.low, found.high):
        assert (right / n - p) ** 2 == pytest.approx(Z * Z * p * (1 - p) / n, abs=1e-12)


@given(st.floats(-0.99, 0.99), st.integers(4, 300))
def test_the_interval_of_a_correlation_is_even_about_it_in_fisher_s_z(r: float, n: int) -> None:
    found = fisher(r, n)
    low, middle, high = (math.atanh(one) for one in (found.low, r, found.high))
    assert middle - low == pytest.approx(Z / math.sqrt(n - 3), rel=1e-6)
    assert high - middle == pytest.approx(Z / math.sqrt(n - 3), rel=1e-6)


def test_items_that_are_alike_pull_hard_and_items_that_differ_hardly() -> None:
    assert prior([(8, 10)] * 6).weight == 30
    assert prior([(1, 20), (19, 20), (10, 20), (2, 20), (18, 20)]).weight == 4
    between = prior([(14, 20), (18, 20), (19, 20), (13, 20)])
    assert 4 <= between.weight <= 30


@given(
    st.lists(
        st.integers(1, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=1
    ),
    st.integers(0, 20),
)
def test_a_shrunken_share_lies_between_its_own_and_that_of_its_like(items, more: int) -> None:
    before = prior(items)
    right, n = items[0]
    found = shrunk(right, n, before)
    low, high = sorted((right / n, before.mean))
    assert low - 1e-9 <= found <= high + 1e-9
    assert 4 <= before.weight <= 30
    # with more answers of the same sort it comes nearer to its own
    nearer = shrunk(right * (more + 1), n * (more + 1), before)
    assert abs(nearer - right / n) <= abs(found - right / n) + 1e-9
