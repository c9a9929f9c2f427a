"""Which numbers an answer takes, exactly at both of its ends, and how it is put into signs."""

from __future__ import annotations

from decimal import ROUND_UP, Context, Decimal, localcontext
from fractions import Fraction

import pytest

from quizzes.engine.kinds.intervals import (
    ALL,
    EVERYTHING,
    LARGEST,
    Interval,
    around,
    between,
    plain,
    read_interval,
)
from quizzes.engine.kinds.reading import Reader

ROW = "answers[0]"
LEAST = Fraction(1, 10**30)


def read(**row: object) -> tuple[Interval, list[tuple[str, str, str]]]:
    reader = Reader({"stem": "How much?", "explanation": "So."}, allowed=frozenset())
    found = read_interval(reader, row, ROW)
    return found, [(p.path.removeprefix(ROW), p.code, p.detail) for p in reader.problems]


@pytest.mark.parametrize(
    ("value", "tolerance", "form", "low", "high", "words"),
    [
        ("2", "0.5", "nominal", "3/2", "5/2", "2 ± 0.5"),
        ("-2.0", "0.5", "nominal", "-5/2", "-3/2", "-2 ± 0.5"),
        ("2", "0.25", "relative", "3/2", "5/2", "2 ± 25 %"),
        ("-2", "0.25", "relative", "-5/2", "-3/2", "-2 ± 25 %"),
        ("2", "1", "geometric", "1", "4", "2 ×÷ 2"),
        ("2", "0.5", "geometric", "4/3", "3", "2 ×÷ 1.5"),
        ("2.50", "0", "geometric", "5/2", "5/2", "2.5"),
    ],
)
def test_an_answer_takes_what_its_tolerance_says(value, tolerance, form, low, high, words):
    found = around(Decimal(value), Decimal(tolerance), form)
    assert (found.low, found.high, found.words) == (Fraction(low), Fraction(high), words)
    assert found.own == plain(Decimal(value))
    assert not found.is_all
    for inside in (found.low, found.high, Fraction(Decimal(value))):
        assert found.holds(inside)
    assert not found.holds(found.low - LEAST)
    assert not found.holds(found.high + LEAST)


def test_a_range_takes_both_of_its_ends_and_knows_its_middle():
    found = between(Decimal("1.0"), Decimal("2.5"))
    assert found == Interval(Fraction(1), Fraction(5, 2), "1.75", "1 … 2.5")
    assert found.holds(Fraction(1)) and found.holds(Fraction(5, 2))
    assert not found.holds(1 - LEAST) and not found.holds(Fraction(5, 2) + LEAST)


def test_everything_is_every_number():
    assert EVERYTHING.is_all
    assert all(EVERYTHING.holds(Fraction(one)) for one in (-LARGEST, 0, LARGEST))
    assert (EVERYTHING.own, EVERYTHING.words) == ("0", "*")


def test_signs_are_exact_whatever_the_callers_precision():
    with localcontext(Context(prec=2, rounding=ROUND_UP)):
        assert around(Decimal("1"), Decimal("0.12345"), "relative").words == "1 ± 12.345 %"
        assert between(Decimal("1.001"), Decimal("1.003")).own == "1.002"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("100", "100"),
        ("1E+2", "100"),
        ("1.50", "1.5"),
        ("-0.0", "0"),
        ("0.10", "0.1"),
        ("20.", "20"),
    ],
)
def test_a_number_is_plain_and_without_zeros_that_say_nothing(value, text):
    assert plain(Decimal(value)) == text


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"value": "2"}, around(Decimal(2), Decimal(0), "nominal")),
        ({"value": "2", "tolerance": "1"}, around(Decimal(2), Decimal(1), "nominal")),
        (
            {"value": "2", "tolerance": "1", "form": "geometric"},
            around(Decimal(2), Decimal(1), "geometric"),
        ),
        ({"value": "0", "tolerance": "1"}, around(Decimal(0), Decimal(1), "nominal")),
        ({"value": LARGEST}, around(Decimal(LARGEST), Decimal(0), "nominal")),
        ({"value": -LARGEST}, around(Decimal(-LARGEST), Decimal(0), "nominal")),
        ({"range": ["1", "2"]}, between(Decimal(1), Decimal(2))),
        ({"range": ["1", "1"]}, between(Decimal(1), Decimal(1))),
        ({"range": [-LARGEST, LARGEST]}, between(Decimal(-LARGEST), Decimal(LARGEST))),
        ({"value": ALL}, EVERYTHING),
    ],
)
def test_what_can_be_read_has_no_problem(row, expected):
    assert read(**row) == (expected, [])


BOUNDS = f"{-LARGEST} to {LARGEST}"


@pytest.mark.parametrize(
    ("row", "problems"),
    [
        ({}, [(".value", "missing", "")]),
        ({"value": "2", "range": ["1", "2"]}, [(".range", "value_and_range", "")]),
        ({"range": ["1", "2"], "form": "relative"}, [(".form", "tolerance_without_value", "")]),
        ({"value": ALL, "tolerance": "1"}, [(".tolerance", "tolerance_without_value", "")]),
        ({"range": ["1"]}, [(".range", "not_two_ends", "")]),
        ({"range": "12"}, [(".range", "not_two_ends", "")]),
        ({"range": ["2", "1"]}, [(".range", "wrong_way_round", "")]),
        ({"range": ["x", "1"]}, [(".range.0", "not_a_number", "x")]),
        ({"range": ["1", "x"]}, [(".range.1", "not_a_number", "x")]),
        ({"value": LARGEST + 1}, [(".value", "out_of_range", BOUNDS)]),
        ({"value": -LARGEST - 1}, [(".value", "out_of_range", BOUNDS)]),
        ({"range": [0, LARGEST + 1]}, [(".range.1", "out_of_range", BOUNDS)]),
        ({"range": [-LARGEST - 1, 0]}, [(".range.0", "out_of_range", BOUNDS)]),
        ({"value": "1", "tolerance": "-1"}, [(".tolerance", "out_of_range", f"0 to {LARGEST}")]),
        (
            {"value": "1", "tolerance": LARGEST + 1},
            [(".tolerance", "out_of_range", f"0 to {LARGEST}")],
        ),
        ({"value": "0", "form": "geometric"}, [(".value", "not_above_zero", "")]),
        ({"value": "1", "form": "r" * 81}, [(".form", "unknown_form", "r" * 80)]),
        ({"value": "1", "form": 3}, [(".form", "unknown_form", "")]),
    ],
)
def test_an_author_is_told_what_is_wrong_and_nothing_else(row, problems):
    assert read(**row)[1] == problems
