"""How a stored body is read: every problem with its place, and an empty value instead."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from quizzes.engine.kinds.base import (
    DefinitionError,
    Graded,
    Problem,
    ResponseError,
    Row,
    rows_in_order,
)
from quizzes.engine.kinds.base import graded as graded_as
from quizzes.engine.kinds.reading import MAX_ROWS, Reader

FIELDS = frozenset({"rows", "rule", "layout", "n", "flag"})


def reader(**body: object) -> Reader:
    return Reader({"stem": " What? ", "explanation": "So.\n", **body}, allowed=FIELDS)


def told(found: Reader) -> list[tuple[str, str, str]]:
    return [(one.path, one.code, one.detail) for one in found.problems]


def test_texts_are_taken_without_the_space_around_them():
    found = reader()
    assert (found.stem, found.explanation, told(found)) == ("What?", "So.", [])
    found.finish()


@pytest.mark.parametrize("body", [None, "x", [], 5])
def test_a_body_that_is_no_mapping_misses_everything(body):
    assert told(Reader(body, allowed=FIELDS)) == [
        ("", "not_a_mapping", ""),
        ("stem", "missing", ""),
        ("explanation", "missing", ""),
    ]


def test_all_problems_are_raised_in_the_order_they_were_met():
    found = reader(hint=1)
    found.add("n", "missing")
    found.add("rule", "unknown_rule", "harsh")
    with pytest.raises(DefinitionError) as caught:
        found.finish()
    assert str(caught.value) == ": unknown_key hint; n: missing; rule: unknown_rule harsh"
    assert caught.value.problems[1] == Problem("n", "missing", "")


@pytest.mark.parametrize(
    ("name", "detail"), [("x" * 80, "x" * 80), ("x" * 81, "x" * 80), (7, "int"), (None, "NoneType")]
)
def test_a_message_names_what_it_met_in_short(name, detail):
    found = Reader({"stem": "s", "explanation": "e", name: 1}, allowed=FIELDS)
    assert told(found) == [("", "unknown_key", detail)]


@pytest.mark.parametrize(
    ("value", "optional", "text", "code"),
    [
        ("  a b ", False, "a b", None),
        ("  ", False, "", "missing"),
        ("  ", True, "", None),
        (None, False, "", "missing"),
        (None, True, "", None),
        (5, False, "", "not_text"),
        (5, True, "", "not_text"),
    ],
)
@pytest.mark.parametrize(("path", "where"), [("", "why"), ("rows[0]", "rows[0].why")])
def test_a_text_is_there_or_missed_at_its_place(value, optional, text, code, path, where):
    found = reader()
    assert found.text({"why": value}, "why", path, optional=optional) == text
    assert told(found) == ([(where, code, "")] if code else [])


@pytest.mark.parametrize(
    ("row", "default", "value", "code"),
    [
        ({"flag": True}, False, True, None),
        ({"flag": False}, True, False, None),
        ({}, True, True, None),
        ({}, False, False, None),
        ({}, None, False, "missing"),
        ({"flag": None}, True, False, "missing"),
        ({"flag": 1}, None, False, "not_true_or_false"),
        ({"flag": "yes"}, True, False, "not_true_or_false"),
    ],
)
def test_a_flag_is_true_or_false_and_nothing_like_it(row, default, value, code):
    for path, where in (("", "flag"), ("rows[0]", "rows[0].flag")):
        found = reader()
        assert found.flag(row, "flag", path, default=default) is value
        assert told(found) == ([(where, code, "")] if code else [])


@pytest.mark.parametrize(
    ("value", "name", "problem"),
    [
        (None, "first", None),
        ("first", "first", None),
        ("second", "second", None),
        ("third", "first", "third"),
        (["second"], "first", "list"),
        ("", "first", ""),
    ],
)
def test_one_of_some_names_is_the_first_unless_another_is_said(value, name, problem):
    found = reader(layout=value, rule=value)
    assert found.one_of("layout", "first", "second") == name
    assert found.rule("first", "second") == name
    codes = [("layout", "unknown_layout", problem), ("rule", "unknown_rule", problem)]
    assert told(found) == ([] if problem is None else codes)


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (0, "0"),
        (10, "10"),
        ("10", "10"),
        ("0.50", "0.50"),
        (0.1, "0.1"),
        (Decimal("2.5"), "2.5"),
        ("-0", "0"),
        ("0." + "1" * 12, "0." + "1" * 12),
    ],
)
def test_a_number_is_taken_as_it_was_written(value, number):
    found = reader()
    assert found.decimal({"n": value}, "n", "", least=0, most=10) == Decimal(number)
    assert told(found) == []


@pytest.mark.parametrize(
    ("value", "code", "detail"),
    [
        (None, "missing", ""),
        (-1, "out_of_range", "0 to 10"),
        ("10.000000000001", "out_of_range", "0 to 10"),
        ("0." + "1" * 13, "too_exact", "12"),
        (True, "not_a_number", "bool"),
        ([], "not_a_number", "list"),
        ("1e1", "not_a_number", "1e1"),
        (" 1", "not_a_number", " 1"),
        ("1" * 13, "not_a_number", "1" * 13),
        ("0." + "0" * 31, "not_a_number", "0." + "0" * 31),
        ("٣", "not_a_number", "٣"),
        (float("nan"), "not_a_number", "float"),
        (float("inf"), "not_a_number", "float"),
        (Decimal("NaN"), "not_a_number", "Decimal"),
    ],
)
def test_what_is_no_number_within_bounds_is_none_and_one_problem(value, code, detail):
    found = reader()
    assert found.decimal({"n": value}, "n", "rows[1]", least=0, most=10) is None
    assert told(found) == [("rows[1].n", code, detail)]


def test_a_number_left_out_is_its_default_where_there_is_one():
    found = reader()
    assert found.decimal({}, "n", "", least=0, most=10, default=0) == 0
    assert found.decimal({"n": 3}, "n", "", least=0, most=10, default=0) == 3
    assert told(found) == []


def rows(found: Reader, **more: Any) -> Iterator[tuple[str, str, str]]:
    for path, _, key, text in found.rows("rows", **{"fields": frozenset(), "at_least": 1} | more):
        yield path, key, text


def row(key: object, text: object, **more: object) -> dict[str, object]:
    return {"key": key, "text": text, **more}


def test_rows_are_named_by_their_place_and_differ_in_key_and_text():
    given = [row("a", "One  word"), row("a", " One word"), row("a b", ""), row("x" * 65, "Two")]
    found = reader(rows=given)
    assert list(rows(found)) == [
        ("rows[0]", "a", "One  word"),
        ("rows[1]", "a", "One word"),
        ("rows[2]", "a b", ""),
        ("rows[3]", "x" * 65, "Two"),
    ]
    assert told(found) == [
        ("rows[1].key", "duplicate_key", "a"),
        ("rows[1].text", "duplicate_text", "One word"),
        ("rows[2].key", "bad_key", "a b"),
        ("rows[2].text", "missing", ""),
        ("rows[3].key", "bad_key", "x" * 65),
    ]


def test_what_two_rows_miss_is_not_told_as_used_twice():
    found = reader(rows=[row("", ""), row("", "")])
    list(rows(found))
    assert {code for _, code, _ in told(found)} == {"missing"}


def test_rows_without_texts_have_no_field_for_one():
    found = reader(rows=[{"key": "a"}, row("b", "Two")])
    assert list(rows(found, texts=False)) == [("rows[0]", "a", ""), ("rows[1]", "b", "")]
    assert told(found) == [("rows[1]", "unknown_key", "text")]


def test_rows_of_a_row_stand_within_it():
    found = reader()
    of = {"rows": [row("a", "One", more=1), "x"]}
    assert list(rows(found, of=of, within="nodes[2]")) == [("nodes[2].rows[0]", "a", "One")]
    assert told(found) == [
        ("nodes[2].rows[0]", "unknown_key", "more"),
        ("nodes[2].rows[1]", "not_a_mapping", ""),
    ]


@pytest.mark.parametrize(
    ("count", "read", "problems"),
    [
        (0, 0, [("rows", "too_few", "2")]),
        (1, 1, [("rows", "too_few", "2")]),
        (2, 2, []),
        (MAX_ROWS, MAX_ROWS, []),
        (MAX_ROWS + 1, 0, [("rows", "too_many", str(MAX_ROWS))]),
    ],
)
def test_rows_have_a_least_and_a_most(count, read, problems):
    found = reader(rows=[row(f"k{n}", f"Text {n}") for n in range(count)])
    assert len(list(rows(found, at_least=2))) == read
    assert told(found) == problems


def test_rows_that_are_no_list_are_missed_or_named():
    for value, code in ((None, "missing"), ({}, "not_a_list"), ("ab", "not_a_list")):
        found = reader(rows=value)
        assert list(rows(found)) == []
        assert told(found) == [("rows", code, "")]


def test_a_refused_response_says_its_limit_and_what_is_allowed():
    bare = ResponseError("wrong_type")
    assert (str(bare), bare.code, bare.limit) == ("wrong_type", "wrong_type", None)
    assert (bare.allowed, bare.gap) == ((), None)
    full = ResponseError("off_step", limit=3, allowed=("0", "10", "1"))
    assert (full.limit, full.allowed) == (3, ("0", "10", "1"))


@pytest.mark.parametrize(
    ("fraction", "state"),
    [("1", "right"), ("0.9999999", "partly"), ("1E-7", "partly"), ("0", "wrong")],
)
def test_a_mark_has_the_state_of_its_fraction(fraction, state):
    found = graded_as(Decimal(fraction), [], [("a", "M01")], matched="a")
    assert found == Graded(Decimal(fraction), state, (), (("a", "M01"),), "a")


@pytest.mark.parametrize("order", ["ab", "abcc", "abb", "abd", "abca", ""])
def test_an_order_that_does_not_name_each_row_once_shows_no_page(order):
    three = [Row(key, key.upper()) for key in "abc"]
    assert rows_in_order(three, "cab") == (Row("c", "C"), Row("a", "A"), Row("b", "B"))
    with pytest.raises(ValueError, match="every key once"):
        rows_in_order(three, order)
