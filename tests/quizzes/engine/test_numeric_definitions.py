"""What an author is told about numbers, tolerances and units that do not hold together."""

from __future__ import annotations

import pytest

from quizzes.engine.kinds import definition
from quizzes.engine.kinds.base import DefinitionError
from tests.quizzes.engine.examples import BODIES


def answer(key: str, weight: str = "1", **takes: object) -> dict[str, object]:
    return {"key": key, "weight": weight, "why": "So.", **takes}


def problems(**changes: object) -> set[tuple[str, str, str]]:
    body = {k: v for k, v in (BODIES["numeric"] | changes).items() if v is not None}
    with pytest.raises(DefinitionError) as caught:
        definition("numeric", body)
    return {(p.path, p.code, p.detail) for p in caught.value.problems}


ML = {"unit": "mL", "factor": "1"}


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"answers": [answer("a")]}, ("answers[0].value", "missing", "")),
        (
            {"answers": [answer("a", value="a half")]},
            ("answers[0].value", "not_a_number", "a half"),
        ),
        (
            {"answers": [answer("a", value="1", range=["1", "2"])]},
            ("answers[0].range", "value_and_range", ""),
        ),
        ({"answers": [answer("a", range=["1"])]}, ("answers[0].range", "not_two_ends", "")),
        ({"answers": [answer("a", range=["1", "x"])]}, ("answers[0].range.1", "not_a_number", "x")),
        ({"answers": [answer("a", range=["2", "1"])]}, ("answers[0].range", "wrong_way_round", "")),
        (
            {"answers": [answer("a", range=["1", "2"], tolerance="1")]},
            ("answers[0].tolerance", "tolerance_without_value", ""),
        ),
        (
            {"answers": [answer("a", value="*", form="relative")]},
            ("answers[0].form", "tolerance_without_value", ""),
        ),
        (
            {"answers": [answer("a", value="1", tolerance="-1")]},
            ("answers[0].tolerance", "out_of_range", "0 to 1000000000000"),
        ),
        (
            {"answers": [answer("a", value="-1", tolerance="1", form="geometric")]},
            ("answers[0].value", "not_above_zero", ""),
        ),
        (
            {"answers": [answer("a", value="1", form="loose")]},
            ("answers[0].form", "unknown_form", "loose"),
        ),
        (
            {"answers": [answer("a", "2", value="1")]},
            ("answers[0].weight", "out_of_range", "0 to 1"),
        ),
        ({"answers": [answer("a", "0.5", value="1")]}, ("answers", "no_whole_answer", "")),
        (
            {"answers": [answer("a", value="1", belief="M01")]},
            ("answers[0].belief", "belief_on_right_answer", "M01"),
        ),
        (
            {"answers": [answer("a", "0", value="*"), answer("b", value="1")]},
            ("answers", "never_met", ""),
        ),
        (
            {"units": [ML, {"unit": "m L", "factor": "2"}]},
            ("units[1].unit", "duplicate_unit", "m L"),
        ),
        ({"units": [ML, {"unit": "?", "factor": "2"}]}, ("units[1].unit", "bad_unit", "?")),
        ({"units": [ML, {"unit": "10 mL", "factor": "2"}]}, ("units[1].unit", "bad_unit", "10 mL")),
        ({"units": [ML, {"unit": "x" * 21, "factor": "2"}]}, ("units[1].unit", "too_long", "20")),
        ({"units": [ML, {"unit": "L", "factor": "0"}]}, ("units[1].factor", "not_above_zero", "")),
        ({"units": [ML, {"unit": "L"}]}, ("units[1].why", "missing", "")),
        ({"units": [ML, "L"]}, ("units[1]", "not_a_mapping", "")),
        ({"units": "mL"}, ("units", "not_a_list", "")),
        ({"units": [ML] * 13}, ("units", "too_many", "12")),
        ({"units": [{"unit": "L", "factor": "1000"}]}, ("units", "no_base_unit", "")),
        ({"units": []}, ("units", "no_base_unit", "")),
        ({"rule": "harsh", "penalty": None}, ("rule", "unknown_rule", "harsh")),
        ({"rule": "critical"}, ("penalty", "penalty_without_rule", "")),
        ({"penalty": None}, ("penalty", "missing", "")),
        ({"penalty": "2"}, ("penalty", "out_of_range", "0 to 1")),
        ({"unit_required": False}, ("unit_required", "unit_not_required", "")),
        ({"unit_required": "yes"}, ("unit_required", "not_true_or_false", "")),
        ({"units": None, "penalty": None}, ("rule", "without_units", "")),
    ],
)
def test_an_author_is_told_what_is_wrong(changes, problem):
    assert problems(**changes) == {problem}


def test_a_minus_is_announced_only_where_the_author_says_so():
    assert not definition("numeric", BODIES["numeric"]).below_zero
    assert definition("numeric", BODIES["numeric"] | {"below_zero": True}).below_zero
    assert problems(below_zero="yes") == {("below_zero", "not_true_or_false", "")}


def test_a_factor_has_its_bounds():
    for factor, problem in ((10**12, None), (10**12 + 1, "out_of_range")):
        units = [ML, {"unit": "L", "factor": factor}]
        if problem:
            found = ("units[1].factor", problem, "0 to 1000000000000")
            assert problems(units=units) == {found}
        else:
            assert definition("numeric", BODIES["numeric"] | {"units": units})


@pytest.mark.parametrize("unit", ["%", "°C", "µL", "$", "/mL", "U / 0.1 mL", "x" * 20])
def test_a_unit_begins_with_what_no_number_ends_with(unit):
    units = [ML, {"unit": unit, "factor": "2"}]
    assert definition("numeric", BODIES["numeric"] | {"units": units}).units.known[1].text == unit


def test_all_that_is_wrong_is_told_at_once():
    broken = [answer("a", "0.5", value="1", tolerance="x"), answer("b", value="y")]
    assert {
        code for _, code, _ in problems(answers=broken, units=[{"unit": "L", "factor": "3"}])
    } == {
        "not_a_number",
        "no_base_unit",
    }
