"""Certainty-based marking."""

from __future__ import annotations

from decimal import ROUND_UP, Context, Decimal, localcontext
from fractions import Fraction

import pytest

pytest.importorskip("hypothesis")
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine import certainty
from quizzes.engine.certainty import HIGH, LEVELS, LOW, MIDDLE, Answer, Counted, Remark

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
    assert found.bonus == Decimal("-0.025")  # always MIDDLE would have been 4 x 0.75 - 2 = 1


def test_nothing_that_counts_gives_no_summary():
    found = certainty.summary([])
    assert (found.accuracy, found.average, found.bonus, found.score) == (None,) * 4


@pytest.mark.parametrize(
    ("level", "accuracy", "count", "verdict"),
    [
        (HIGH, "0.8", 100, "well_judged"),
        (HIGH, "0.5", 5, "over"),  # 0.3 x 0.3 x 5 = 0.45
        (HIGH, "0.5", 6, "over_significantly"),  # 0.54
        (HIGH, "0.3", 2, "over"),  # 0.25 x 2 is not more than 0.5
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


def test_two_right_of_three_are_just_what_low_means():
    found = certainty.summary([Answer(RIGHT, LOW), Answer(RIGHT, LOW), Answer(WRONG, LOW)])
    assert found.levels[0].verdict == "well_judged"  # exactly 2/3, which no decimal is
    assert found.levels[0].accuracy == Decimal("0.6666666666666666666666666667")


def test_an_open_mark_leaves_the_summary_open_but_not_its_levels():
    found = certainty.summary([Answer(None, HIGH), Answer(RIGHT, HIGH)])
    assert (found.accuracy, found.average, found.bonus, found.score) == (None,) * 4
    assert (found.levels[2].count, found.levels[2].accuracy) == (1, 1)


def test_a_void_question_is_in_no_figure():
    answers = [Answer(RIGHT, HIGH), Answer(WRONG, HIGH, weight=0), Answer(None, LOW, weight=0)]
    found = certainty.summary(answers)
    assert (found.accuracy, found.average) == (1, 3)
    assert [level.count for level in found.levels] == [0, 0, 1]
    assert certainty.counted(answers).points == 3


def test_where_certainty_counts_a_quiz_is_worth_the_sum_of_the_table():
    found = certainty.counted(
        [
            Answer(RIGHT, HIGH, weight=2),
            Answer(WRONG, MIDDLE),
            Answer(HALF, None),
            Answer(WRONG, HIGH, weight=Decimal("0.5")),
            Answer(WRONG, HIGH, answered=False),
        ]
    )
    # 2 x 3 - 2 + 0.5 x 1 - 0.5 x 6 + 0; A = 2.5 / 5.5, B = 1.5 / 5.5, the best single level A
    assert (found.points, found.lowest, found.highest) == (Decimal("1.5"), -33, Decimal("16.5"))
    assert found.weight == Decimal("5.5")
    assert found.share == Decimal("0.43636")  # (2.5 - 0.1) / 5.5


def test_a_question_counts_from_six_below_nothing_to_three():
    assert certainty.counted([Answer(WRONG, HIGH)]) == Counted(-6, -6, 3, 1, 0)
    assert certainty.counted([Answer(RIGHT, HIGH)]) == Counted(3, -6, 3, 1, 1)
    assert certainty.counted([Answer(RIGHT, LOW)]).share == Decimal("0.80000")  # 1 + 0.1 (1 - 3)


def test_what_meets_a_pass_mark_stays_a_share():
    # A = 0, B = -6: A + bonus = -0.6
    assert certainty.counted([Answer(WRONG, HIGH)] * 3).share == 0
    answers = [Answer(RIGHT, HIGH)] * 8 + [Answer(WRONG, LOW)] * 2
    assert certainty.counted(answers).share == Decimal("0.92000")
    assert certainty.counted([Answer(RIGHT, HIGH)] * 3).share == 1


def test_while_a_person_must_look_nothing_is_counted():
    found = certainty.counted([Answer(RIGHT, HIGH), Answer(None, HIGH)])
    assert found == Counted(None, -12, 6, 2, None)
    assert certainty.counted([]) == Counted(None, 0, 0, 0, None)


def test_remarks_name_what_is_off_significant_first_then_the_surer_level():
    answers = [
        *[Answer(RIGHT, LOW)] * 5,  # under, significantly
        *[Answer(RIGHT, MIDDLE)] * 2,  # under
        *[Answer(WRONG, HIGH), Answer(RIGHT, HIGH)],  # over
    ]
    found = certainty.remarks(certainty.summary(answers))
    assert found == (Remark(1, "under_significantly"), Remark(3, "over"), Remark(2, "under"))
    assert [one.is_significant for one in found] == [True, False, False]
    worse = certainty.summary([*answers, *[Answer(WRONG, HIGH)] * 2])
    assert certainty.remarks(worse)[0] == Remark(3, "over_significantly")
    assert certainty.remarks(worse)[0].is_significant
    assert certainty.remarks(certainty.summary([Answer(RIGHT, HIGH)])) == ()


def test_one_level_for_everything_is_a_habit_from_ten_answers():
    blank = Answer(WRONG, None, answered=False)
    assert certainty.summary([Answer(RIGHT, HIGH)] * 9 + [blank]).habit is None
    assert certainty.summary([Answer(RIGHT, HIGH)] * 10 + [blank]).habit == HIGH
    assert certainty.summary([Answer(RIGHT, HIGH)] * 10 + [Answer(RIGHT, MIDDLE)]).habit is None
    assert certainty.summary([Answer(RIGHT, None)] * 10).habit == LOW


@given(
    answers=st.lists(
        st.builds(
            Answer,
            st.decimals(0, 1, places=7),
            st.sampled_from([None, *LEVELS]),
            st.integers(0, 3),
            st.booleans(),
        )
    )
)
def test_what_counts_is_within_its_limits_whatever_the_callers_precision(answers):
    found = certainty.counted(answers)
    with localcontext(Context(prec=2, rounding=ROUND_UP)):
        assert certainty.counted(answers[::-1]) == found
        assert certainty.summary(answers[::-1]) == certainty.summary(answers)
    if found.points is not None:
        assert found.lowest <= found.points <= found.highest
        assert 0 <= found.share <= 1
