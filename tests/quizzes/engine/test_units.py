"""Units of a number: which are known, what a wrong one costs, and what an author is told."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from quizzes.engine.kinds.reading import Reader
from quizzes.engine.kinds.units import (
    CRITICAL,
    FIELDS,
    MOST_CHARACTERS,
    MOST_UNITS,
    NO_PENALTY,
    OF_QUESTION,
    OF_RESPONSE,
    Unit,
    Units,
    read_units,
    sign_of,
)

ML = {"unit": "mL", "factor": 1}
L = {"unit": "L", "factor": 1000}
DROPS = {"unit": "drops", "why": "A drop is no measure."}


def read(**body: object) -> tuple[Units, list[tuple[str, str, str]]]:
    reader = Reader({"stem": "How much?", "explanation": "So.", **body}, allowed=FIELDS)
    found = read_units(reader)
    return found, [(p.path, p.code, p.detail) for p in reader.problems]


def many(count: int) -> list[dict[str, object]]:
    return [{"unit": f"u{n}", "factor": n} for n in range(1, count + 1)]


@pytest.mark.parametrize(
    ("rule", "penalty", "weight", "left"),
    [
        (NO_PENALTY, "0.5", "0.8", "0.8"),
        (OF_RESPONSE, "0.25", "0.8", "0.6"),
        (OF_RESPONSE, "1", "0.8", "0"),
        (OF_QUESTION, "0.25", "0.8", "0.55"),
        (OF_QUESTION, "0.9", "0.8", "0"),
        (CRITICAL, "0", "1", "0"),
    ],
)
def test_a_wrong_unit_costs_what_the_rule_says(rule, penalty, weight, left):
    found = Units((), True, rule, Decimal(penalty))
    assert found.charged(Decimal(weight)) == Fraction(left)


def test_a_table_is_read_and_a_unit_is_found_however_it_is_spaced():
    found, problems = read(units=[L, ML, {"unit": "U / 0.1 mL", "factor": "0.5"}, DROPS])
    assert problems == []
    assert found.base == "mL"
    assert found.known[1] == Unit("mL", "mL", Fraction(1), "")
    assert found.find("U/0.1mL.") == found.known[2]
    assert found.find("drops").factor is None
    assert found.find("ml") is found.find("") is found.find(None) is None
    assert sign_of("µg") == sign_of("μg")


def test_without_units_there_is_no_base_and_nothing_may_be_said_of_them():
    assert read() == (Units(), [])
    assert Units().base == ""
    assert read(rule=CRITICAL, unit_required=True)[1] == [
        ("rule", "without_units", ""),
        ("unit_required", "without_units", ""),
    ]


@pytest.mark.parametrize(
    ("body", "required"),
    [
        ({"units": [ML]}, False),
        ({"units": [ML, DROPS]}, True),
        ({"units": [ML], "rule": CRITICAL}, True),
        ({"units": [ML], "rule": OF_RESPONSE, "penalty": 1}, True),
        ({"units": [ML], "unit_required": True}, True),
    ],
)
def test_a_unit_is_required_where_a_wrong_one_can_be_given(body, required):
    found, problems = read(**body)
    assert (found.required, problems) == (required, [])


def test_a_penalty_and_the_size_of_a_table_have_bounds():
    assert read(units=[ML], rule=OF_QUESTION, penalty="1")[0].penalty == 1
    assert read(units=many(MOST_UNITS))[1] == []
    found, problems = read(units=[{"unit": "x" * MOST_CHARACTERS, "factor": 1}])
    assert (found.base, problems) == ("x" * MOST_CHARACTERS, [])
    assert read(units=[ML, {"unit": "x", "factor": 10**12}])[1] == []


LONG = "x" * (MOST_CHARACTERS + 1)


@pytest.mark.parametrize(
    ("body", "problems"),
    [
        ({"units": "mL"}, [("units", "not_a_list", "")]),
        ({"units": many(MOST_UNITS + 1)}, [("units", "too_many", str(MOST_UNITS))]),
        ({"units": ["mL", ML]}, [("units[0]", "not_a_mapping", "")]),
        ({"units": [ML, ML | {"unit": "m L"}]}, [("units[1].unit", "duplicate_unit", "m L")]),
        ({"units": [{"unit": LONG, "factor": 1}]}, [("units[0].unit", "too_long", "20")]),
        ({"units": [{"unit": "5 mL", "factor": 1}]}, [("units[0].unit", "bad_unit", "5 mL")]),
        ({"units": [{"unit": "?", "factor": 1}]}, [("units[0].unit", "bad_unit", "?")]),
        ({"units": [{"unit": ".", "factor": 1}]}, [("units[0].unit", "bad_unit", ".")]),
        ({"units": [ML, {"unit": "L", "factor": 0}]}, [("units[1].factor", "not_above_zero", "")]),
        (
            {"units": [ML, {"unit": "L", "factor": 10**12 + 1}]},
            [("units[1].factor", "out_of_range", f"0 to {10**12}")],
        ),
        ({"units": [ML, {"unit": "drops"}]}, [("units[1].why", "missing", "")]),
        ({"units": [L]}, [("units", "no_base_unit", "")]),
        ({"units": []}, [("units", "no_base_unit", "")]),
        (
            {"units": [ML, DROPS], "unit_required": False},
            [("unit_required", "unit_not_required", "")],
        ),
        (
            {"units": [ML], "rule": CRITICAL, "unit_required": False},
            [("unit_required", "unit_not_required", "")],
        ),
        ({"units": [ML], "penalty": 1}, [("penalty", "penalty_without_rule", "")]),
        ({"units": [ML], "rule": OF_RESPONSE}, [("penalty", "missing", "")]),
        (
            {"units": [ML], "rule": OF_QUESTION, "penalty": "1.1"},
            [("penalty", "out_of_range", "0 to 1")],
        ),
    ],
)
def test_an_author_is_told_what_is_wrong_and_nothing_else(body, problems):
    assert read(**body)[1] == problems
