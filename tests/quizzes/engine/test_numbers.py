"""Numbers as people type them: taken exactly, or refused with what is wrong."""

from __future__ import annotations

from decimal import Decimal

import pytest

pytest.importorskip("hypothesis")
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.kinds.base import ResponseError
from quizzes.engine.kinds.numbers import MOST_CHARACTERS, from_json, number, quantity

decimals = st.decimals(-(10**12), 10**12, allow_nan=False, allow_infinity=False, places=9)


def refusal(text: str, **how: bool) -> str:
    with pytest.raises(ResponseError) as caught:
        quantity(text, **how)
    return caught.value.code


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0.5", "0.5"),
        ("0.50", "0.50"),
        (" 7 ", "7"),
        ("+7", "7"),
        ("007", "7"),
        (".5", "0.5"),
        ("5.", "5"),
        ("-0", "0"),
        ("-0.00", "0.00"),
        ("−3", "-3"),
        ("－３．５", "-3.5"),
        ("1e3", "1000"),
        ("1.5E-3", "0.0015"),
        ("2e+03", "2000"),
        ("0,5", "0.5"),
        ("12,5", "12.5"),
        ("0,125", "0.125"),
        ("1,2345", "1.2345"),
        ("1234,567", "1234.567"),
    ],
)
def test_what_can_mean_one_number_only_is_that_number(typed, kept):
    assert quantity(typed) == (kept, "")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        *[(one, "thousands") for one in ("1,000", "12,345", "-999,000", "1,000.5", "1.000,5")],
        *[(one, "thousands") for one in ("1,000,000", "1 000", "1'000", "1’000", "1_000")],
        *[(one, "thousands") for one in ("1\u00a0000 mL", "1\u202f000", "1,000e3")],
        *[(one, "not_a_number") for one in ("half", "mL", "-", ".", ",", "e5", "--1", "+-1")],
        *[(one, "not_a_number") for one in ("1.2.3", "5-10", "5+5", "1e999", "1e-100", "½", "٣")],
        *[(one, "not_a_number") for one in ("NaN", "Infinity", "$5", "<5", "?", "1e5.5")],
        ("1" * (MOST_CHARACTERS + 1), "too_long"),
        ("1e99", "too_long"),
        ("0." + "0" * MOST_CHARACTERS, "too_long"),
        ("5 " + "m" * 200, "too_long"),
    ],
)
def test_whatever_else_is_refused_and_never_guessed(typed, code):
    assert refusal(typed) == code


@pytest.mark.parametrize(
    ("typed", "kept"), [("1,000", "1.000"), ("12,345 mL", "12.345"), ("0.5", "0.5")]
)
def test_where_a_comma_begins_decimals_it_always_does(typed, kept):
    assert quantity(typed, comma=True)[0] == kept


@pytest.mark.parametrize("typed", ["1.000,5", "1,000,000", "1 000"])
def test_no_language_makes_a_separator_of_thousands_welcome(typed):
    assert refusal(typed, comma=True) == "thousands"


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("5 mL", "mL"),
        ("5mL", "mL"),
        ("5 U / 0.1 mL", "U / 0.1 mL"),
        ("50%", "%"),
        ("5 eq", "eq"),
        ("5eq", "eq"),
        ("5e", "e"),
        ("5", ""),
        ("", ""),
        (" \n", ""),
    ],
)
def test_what_stands_behind_a_number_is_its_unit(typed, unit):
    assert quantity(typed)[1] == unit


def test_the_limits_are_exact():
    assert quantity("1" * MOST_CHARACTERS)[0] == "1" * MOST_CHARACTERS
    assert quantity("5 " + "m" * (2 * MOST_CHARACTERS - 2)) == ("5", "m" * 78)
    assert refusal("5 " + "m" * (2 * MOST_CHARACTERS - 1)) == "too_long"
    for typed, limit in (("5 " + "m" * 200, 2 * MOST_CHARACTERS), ("1e40", MOST_CHARACTERS)):
        with pytest.raises(ResponseError) as caught:
            quantity(typed)
        assert caught.value.limit == limit
    assert from_json(10**MOST_CHARACTERS - 1) == "9" * MOST_CHARACTERS
    assert number("1e39") == "1" + "0" * 39
    with pytest.raises(ResponseError, match="too_long"):
        number("0" * (MOST_CHARACTERS + 1))  # however little it comes to


@given(decimals)
def test_every_number_reads_as_itself_in_all_its_spellings(value):
    plain = format(value, "f")
    for spelling in (plain, str(value), f" {plain} ", plain.replace("-", "−"), f"{value:e}"):
        assert Decimal(number(spelling)) == value


@given(st.text(max_size=60) | st.text("0123456789.,+-eE mL’", max_size=12), st.booleans())
def test_any_text_is_a_stable_number_or_a_refusal(text, comma):
    try:
        value, unit = quantity(text, comma=comma)
    except ResponseError as error:
        assert error.code in {"not_a_number", "thousands", "too_long"}
    else:
        if value:
            assert number(value) == value
            assert len(value) <= MOST_CHARACTERS
            assert Decimal(value).is_finite()
        else:
            assert not text.split()
        assert unit == " ".join(unit.split())


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_program_s_number_is_taken_for_the_decimal_it_wrote(value):
    assert float(from_json(value)) == value


@pytest.mark.parametrize("value", [True, None, float("nan"), float("inf"), 10**40, [1], b"1"])
def test_what_is_no_number_of_a_program_is_refused(value):
    with pytest.raises(ResponseError) as caught:
        from_json(value)
    assert caught.value.code == "wrong_type"
