"""JSON in and out, with the digits numbers have."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

pytest.importorskip("hypothesis")
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.formats.checks.documents import (
    Reason,
    Rejected,
    listed,
    mapping,
    plain_number,
    read,
    write,
)

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("0.5000000"), "0.5"),
        (Decimal("0E-7"), "0"),
        (Decimal("-0.0"), "0"),
        (Decimal("1.0000000"), "1"),
        (Decimal("-6"), "-6"),
        (Decimal("0.3333334"), "0.3333334"),
        (Decimal("1E+3"), "1000"),
        (Decimal(100), "100"),
        (0.1, "0.1"),
        (1e-7, "0.0000001"),
        (1e22, "10000000000000000000000"),
        (7, "7"),
        (10, "10"),
    ],
)
def test_a_number_is_written_as_it_is(value, text):
    assert plain_number(value) == text


@settings(deadline=None)  # a busy machine is no counterexample
@given(value=st.decimals(allow_nan=False, allow_infinity=False, places=9))
def test_a_decimal_comes_back_exactly(value):
    assert json.loads(write(value), parse_float=Decimal, parse_int=Decimal) == value


@settings(deadline=None)  # a busy machine is no counterexample
@given(value=plain)
def test_what_is_written_is_read_back(value):
    assert json.loads(write(value)) == value
    assert json.loads(write([value], line_each=True)) == [value]


def test_each_member_may_have_a_line_of_its_own():
    assert write([{"a": 1}, "b"], line_each=True) == '[\n{"a": 1},\n"b"\n]'
    assert write([], line_each=True) == write([]) == "[]"
    assert write({"a": [1, 2], "ü": None}) == '{"a": [1, 2], "ü": null}'


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "not_json"),
        ("{", "not_json"),
        ('{"a": NaN}', "not_json"),
        ('{"a": -Infinity}', "not_json"),
        ("[" * 100_000, "not_json"),
        ("1" * 5000, "not_json"),
        ('{"a": ' + "[" * 50 + "]" * 50 + "}", "too_deep"),
        ("[" * 400 + "]" * 400, "too_deep"),
        ("[]", "not_an_object"),
        ('"a"', "not_an_object"),
    ],
)
def test_what_is_no_object_is_rejected(text, code):
    with pytest.raises(Rejected) as caught:
        read(text)
    assert [reason.code for reason in caught.value.reasons] == [code]
    assert len(str(caught.value)) < 120


def test_fifty_levels_are_read():
    assert read('{"a": ' + "[" * 49 + "]" * 49 + "}")
    assert read('{"a": ' + '{"b": ' * 48 + "1" + "}" * 49)


def test_null_is_an_object_without_anything_in_it():
    assert read("null") == {}
    assert (mapping(None, "a"), listed(None, "a")) == ({}, [])
    assert (mapping({"x": 1}, "a"), listed([1], "a")) == ({"x": 1}, [1])
    for call, value in ((mapping, [1]), (listed, {"x": 1})):
        with pytest.raises(Rejected) as caught:
            call(value, "a.b")
        assert caught.value.reasons[0].path == "a.b"


def test_a_reason_says_where_and_what():
    reason = Reason("options[0].key", "missing", "x")
    assert reason.plain() == {"path": "options[0].key", "code": "missing", "detail": "x"}
    assert str(Rejected(reason, Reason("", "bad"))) == "options[0].key: missing x; : bad"
