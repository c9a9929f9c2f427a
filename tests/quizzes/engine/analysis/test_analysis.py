"""Item analysis: against the textbook's formulas, written down a second time with floats."""

from __future__ import annotations

import math
import statistics as textbook
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quizzes.engine.analysis import Analysis, Score, analyse
from quizzes.engine.analysis.sums import kurtosis, skewness

MARKS = st.integers(0, 4).map(lambda n: Decimal(n) / 4)


@st.composite
def sheets(draw) -> list[list[Decimal]]:
    """Attempts x slots."""
    slots = draw(st.integers(2, 5))
    return draw(st.lists(st.lists(MARKS, min_size=slots, max_size=slots), min_size=4, max_size=12))


def scores(sheet: list[list[Decimal]]) -> list[Score]:
    return [
        Score(attempt, str(slot), Decimal(1), mark)
        for attempt, row in enumerate(sheet)
        for slot, mark in enumerate(row, start=1)
    ]


def close(found: float | None, meant: float | None) -> bool:
    if found is None or meant is None:
        return found is meant
    return math.isclose(found, meant, rel_tol=1e-9, abs_tol=1e-9)


@given(sheets())
def test_every_figure_of_an_item_is_the_textbooks(sheet: list[list[Decimal]]) -> None:
    found = analyse(scores(sheet))
    totals = [float(sum(row)) for row in sheet]
    for index, one in enumerate(found.slots.values()):
        marks = [float(row[index]) for row in sheet]
        others = [total - mark for total, mark in zip(totals, marks, strict=True)]
        assert one.s == len(sheet)
        assert close(one.facility, textbook.mean(marks))
        assert close(one.sd, textbook.stdev(marks))
        varies = len(set(marks)) > 1 and len(set(others)) > 1
        index_ = 100 * textbook.correlation(marks, others) if varies else None
        assert close(one.discrimination_index, index_)
        most = textbook.covariance(sorted(marks), sorted(others))
        meant = 100 * textbook.covariance(marks, others) / most if varies else None
        assert close(one.discriminative_efficiency, meant)
        assert one.negative == (round(textbook.covariance(marks, totals), 12) < 0)


@given(sheets())
def test_every_figure_of_the_whole_is_the_textbooks(sheet: list[list[Decimal]]) -> None:
    totals = [float(sum(row)) for row in sheet]
    assume(len(set(totals)) > 1)
    found, n = analyse(scores(sheet)).test, len(totals)
    mean = textbook.mean(totals)
    m2, m3, m4 = (sum((t - mean) ** r for t in totals) / n for r in (2, 3, 4))
    k2 = n * m2 / (n - 1)
    k3 = n * n * m3 / ((n - 1) * (n - 2))
    k4 = n * n * ((n + 1) * m4 - 3 * (n - 1) * m2 * m2) / ((n - 1) * (n - 2) * (n - 3))
    assert close(found.mean, mean)
    assert close(found.median, textbook.median(totals))
    assert close(found.sd, math.sqrt(k2))
    assert close(found.skewness, k3 / k2**1.5)
    assert close(found.kurtosis, k4 / k2**2)
    p = len(sheet[0])
    own = sum(textbook.variance([float(row[i]) for row in sheet]) for i in range(p))
    alpha = 100 * p / (p - 1) * (1 - own / k2)
    assert close(found.cic, alpha)
    assert close(found.error_ratio, 100 * math.sqrt(1 - alpha / 100))
    assert close(found.standard_error, found.error_ratio * found.sd / 100)


@given(sheets())
def test_weights_are_shares_of_a_hundred(sheet: list[list[Decimal]]) -> None:
    found = analyse(scores(sheet)).slots.values()
    assert close(sum(one.intended_weight for one in found), 100)
    weights = [one.effective_weight for one in found if one.effective_weight is not None]
    assert not weights or close(sum(weights), 100)
    assert all(one.effective_weight is None for one in found if one.negative)


@given(sheets(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(sheet: list[list[Decimal]], random) -> None:
    rows = scores(sheet)
    shuffled = rows.copy()
    random.shuffle(shuffled)
    one, other = analyse(rows), analyse(shuffled)
    assert one.test == other.test
    assert dict(one.slots) == dict(other.slots)


@given(sheets(), st.integers(2, 9))
def test_marks_in_another_unit_change_no_percentage(sheet, factor: int) -> None:
    def times(row: Score) -> Score:
        return Score(row.attempt, row.slot, row.most * factor, row.mark * factor)

    rows = scores(sheet)
    one, other = analyse(rows), analyse([times(row) for row in rows])
    for name, item in one.slots.items():
        same = other.slots[name]
        assert close(item.facility, same.facility)
        assert close(item.discrimination_index, same.discrimination_index)
        assert close(item.effective_weight, same.effective_weight)
        assert close(item.sd * factor, same.sd)
    assert close(one.test.cic, other.test.cic)
    assert close(one.test.skewness, other.test.skewness)


def drawn(*rows: tuple[int, str, str, str]) -> Analysis:
    """Rows of attempt, slot, question, mark out of one."""
    return analyse([Score(a, s, Decimal(1), Decimal(m), question=q) for a, s, q, m in rows])


def test_a_question_is_followed_through_every_slot_it_was_drawn_into() -> None:
    found = drawn(
        (1, "1", "a", "1"), (1, "2", "b", "0"), (2, "1", "b", "1"), (2, "2", "a", "0")
    ).questions
    assert found["a"].s == 2
    assert found["a"].facility == 0.5
    assert found["a"].discrimination_index == pytest.approx(-100)


def test_a_questions_own_mark_is_left_out_of_the_total_unless_asked() -> None:
    rows = [
        Score(1, "1", Decimal(1), Decimal(1), question="a"),
        Score(1, "2", Decimal(1), Decimal(0), question="b"),
        Score(2, "1", Decimal(1), Decimal(0), question="a"),
        Score(2, "2", Decimal(1), Decimal(0), question="b"),
    ]
    assert analyse(rows).questions["a"].discrimination_index is None
    kept = analyse(rows, own_in_total=True)
    assert kept.questions["a"].discrimination_index == pytest.approx(100)
    assert kept.slots["1"].discrimination_index is None  # a slot is never set against itself


def test_a_variant_is_an_item_of_its_own_within_its_slot() -> None:
    rows = [Score(n, "1", Decimal(1), Decimal(n % 2), variant="ab"[n // 2]) for n in range(4)]
    found = analyse(rows).variants
    assert {name: one.s for name, one in found.items()} == {("1", "a"): 2, ("1", "b"): 2}


def test_what_has_no_variant_is_no_variant() -> None:
    rows = [Score(n, "1", Decimal(1), Decimal(n), variant="a" * n) for n in range(2)]
    assert list(analyse(rows).variants) == [("1", "a")]


def test_alpha_takes_each_slot_by_how_many_it_was_asked_of() -> None:
    marks = {"1": "10110", "2": "1010", "3": "011", "4": "1"}
    rows = [
        Score(attempt, slot, Decimal(1), Decimal(mark))
        for slot, given in marks.items()
        for attempt, mark in enumerate(given)
    ]
    totals = [sum(int(given[n]) for given in marks.values() if n < len(given)) for n in range(5)]
    own = sum(textbook.variance(map(int, given)) for given in marks.values() if len(given) > 1)
    meant = 100 * 4 / 3 * (1 - own / textbook.variance(totals))
    assert close(analyse(rows).test.cic, meant)


def test_what_is_not_defined_is_nothing_and_never_zero() -> None:
    one = drawn((1, "1", "", "1"))
    slot = one.slots["1"]
    assert (slot.sd, slot.discrimination_index, slot.discriminative_efficiency) == (None,) * 3
    assert slot.effective_weight is None
    test = one.test
    assert (test.count, test.mean, test.median) == (1, 1, 1)
    assert (test.sd, test.skewness, test.kurtosis, test.cic) == (None,) * 4
    assert (test.error_ratio, test.standard_error) == (None, None)


def test_nothing_at_all_is_analysed_to_nothing() -> None:
    found = analyse([])
    assert (found.slots, found.questions, found.test.count) == ({}, {}, 0)
    assert (found.test.mean, found.test.median) == (None, None)


def test_an_item_worth_nothing_has_no_facility() -> None:
    found = analyse([Score(n, "1", Decimal(0), Decimal(0)) for n in range(3)])
    assert (found.slots["1"].facility, found.slots["1"].intended_weight) == (None, None)


def test_an_item_that_everybody_gets_right_says_nothing_about_anybody() -> None:
    found = drawn(
        *((n, "1", "", "1") for n in range(5)), *((n, "2", "", str(n % 2)) for n in range(5))
    )
    easy = found.slots["1"]
    assert (easy.facility, easy.sd, easy.discrimination_index) == (1, 0, None)
    assert easy.effective_weight == 0
    assert not easy.negative


def test_a_third_that_was_stored_three_times_does_not_vary() -> None:
    third = Decimal("0.3333333")
    found = analyse([Score(n, "1", Decimal(1), third) for n in range(3)])
    assert found.slots["1"].sd == 0
    assert found.test.skewness is None


def test_skewness_and_kurtosis_want_three_and_four_that_vary() -> None:
    assert skewness([1, 2]) is None
    assert skewness([1, 2, 9]) == pytest.approx(1.63, abs=0.01)
    assert kurtosis([1, 2, 9]) is None
    assert kurtosis([1, 2, 3, 4]) == pytest.approx(-1.2)
    assert skewness([2, 2, 2]) is None
    assert kurtosis([2, 2, 2, 2]) is None


def test_a_random_answer_is_told_where_it_is_known() -> None:
    rows = [Score(n, "1", Decimal(1), Decimal(n)) for n in range(2)]
    assert analyse(rows, guesses={"1": 25.0}).slots["1"].random_guess == 25
    assert analyse(rows).slots["1"].random_guess is None
