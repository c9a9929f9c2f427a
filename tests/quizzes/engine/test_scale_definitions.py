"""What an author is told about a scale that is none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from quizzes.engine.kinds import KINDS, definition
from quizzes.engine.kinds.base import DefinitionError
from quizzes.engine.kinds.scale_reading import Label, Side
from tests.quizzes.engine.examples import BODIES, example

SCALE = KINDS["scale"]
BODY = BODIES["scale"]


def problems(**changes: object) -> set[tuple[str, str, str]]:
    body = {k: v for k, v in (BODY | changes).items() if v is not None}
    with pytest.raises(DefinitionError) as caught:
        definition("scale", body)
    return {(p.path, p.code, p.detail) for p in caught.value.problems}


def with_label(label: object) -> dict[str, object]:
    return {"labels": [*BODY["labels"], label]}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"low": None}, {("low", "missing", "")}),
        ({"step": "half"}, {("step", "not_a_number", "half")}),
        ({"step": True}, {("step", "not_a_number", "bool")}),
        ({"step": "0"}, {("step", "step_not_above_zero", "")}),
        ({"step": "-1"}, {("step", "out_of_range", "0 to 1000000")}),
        ({"high": "0"}, {("high", "high_not_above_low", "0")}),
        ({"step": "0.3"}, {("high", "off_step", "0.3")}),
        ({"step": "0.001"}, {("step", "too_many_steps", "1000")}),
        ({"target": "11"}, {("target", "off_scale", "")}),
        ({"target": "-0.1"}, {("target", "off_scale", "")}),
        ({"zero": "1"}, {("zero", "zero_not_above_tolerance", "1")}),
        ({"target": "6.2", "tolerance": "0.1"}, {("tolerance", "no_right_place", "")}),
        ({"tolerance": "6", "zero": "7"}, {("tolerance", "all_places_right", "")}),
        ({"panel": 1}, {("panel", "out_of_range", "2 to 1000")}),
        ({"panel": None}, {("panel", "missing", "")}),
        ({"panel": "2.5"}, {("panel", "not_whole", "")}),
        ({"above": None}, {("above", "missing", "")}),
        ({"below": {"text": "x"}}, {("below.why", "missing", "")}),
        ({"below": "x"}, {("below", "not_a_mapping", "")}),
        ({"below": {"why": "x", "hint": 1}}, {("below", "unknown_key", "hint")}),
        ({"labels": None}, {("labels", "missing", "")}),
        ({"labels": {}}, {("labels", "not_a_list", "")}),
        ({"labels": BODY["labels"][:1]}, {("labels", "no_end_label", "")}),
        (with_label({"at": "10.0", "text": "x"}), {("labels", "duplicate_place", "")}),
        (with_label({"at": "11", "text": "x"}), {("labels[2].at", "off_scale", "")}),
        (with_label({"at": "1.2", "text": "x"}), {("labels[2].at", "off_step", "0.5")}),
        (with_label({"at": "5"}), {("labels[2].text", "missing", "")}),
        (with_label({"text": "x"}), {("labels[2].at", "missing", "")}),
        (with_label("x"), {("labels[2]", "not_a_mapping", "")}),
        ({"labels": BODY["labels"] * 6}, {("labels", "too_many", "11")}),
        ({"unit": 5}, {("unit", "not_text", "")}),
        ({"hint": 1}, {("", "unknown_key", "hint")}),
    ],
)  # fmt: skip
def test_an_author_is_told_what_is_wrong_and_where(changes, expected):
    assert problems(**changes) == expected


@pytest.mark.parametrize("name", ["low", "high", "step", "target", "tolerance", "zero"])
def test_each_number_is_missed_by_itself(name):
    assert problems(**{name: None}) == {(name, "missing", "")}


def test_the_panel_may_stand_at_an_end_and_every_place_may_have_a_word():
    labels = [{"at": str(place), "text": f"At {place}"} for place in range(11)]
    assert len(example("scale", labels=labels).labels) == 11
    assert example("scale", target="0").target == 0
    assert example("scale", target="10").target == 10
    assert problems(panel="many") == {("panel", "not_a_number", "many")}


@pytest.mark.parametrize(
    ("low", "high", "is_too_many"),
    [("5", "1005", False), ("5", "1006", True), ("-600", "400", False), ("-600", "401", True)],
)
def test_a_scale_has_a_thousand_steps_at_most_wherever_it_begins(low, high, is_too_many):
    ends = [{"at": low, "text": "Low"}, {"at": high, "text": "High"}]
    changes = {"low": low, "high": high, "step": "1", "labels": ends, "target": high}
    if is_too_many:
        assert problems(**changes) == {("step", "too_many_steps", "1000")}
    else:
        assert example("scale", **changes).high == Decimal(high)


def test_everything_an_author_wrote_is_in_what_is_read():
    found = example("scale", labels=BODY["labels"][::-1], panel="12")
    assert (found.stem, found.explanation, found.unit) == (
        BODY["stem"],
        BODY["explanation"],
        "points",
    )
    assert (found.low, found.high, found.step) == (0, 10, Decimal("0.5"))
    assert (found.target, found.tolerance, found.zero, found.panel) == (6, 1, 4, 12)
    assert found.labels == (Label(Decimal(0), "Not at all"), Label(Decimal(10), "Very"))
    assert found.above == Side("Too cautious", "It settles.", "M01")
    assert found.below == Side("Too bold", "It flushes.", "M03")


@pytest.mark.parametrize(
    ("target", "tolerance", "needed"),
    [
        ("6", "1", {"above", "below"}),
        ("9", "1", {"below"}),
        ("8.5", "1", {"above", "below"}),
        ("1", "1", {"above"}),
        ("1.5", "1", {"above", "below"}),
        ("9.2", "0.4", {"above", "below"}),
    ],
)
def test_a_side_is_needed_where_a_place_lies_beyond_what_is_right(target, tolerance, needed):
    changes = {"target": target, "tolerance": tolerance, "above": None, "below": None}
    assert problems(**changes) == {(side, "missing", "") for side in needed}


def test_one_place_alone_may_be_wrong_or_right():
    ends = [{"at": "0", "text": "No"}, {"at": "1", "text": "Yes"}]
    two = {"high": "1", "step": "1", "labels": ends, "target": "1", "tolerance": "0"}
    assert example("scale", **two, zero="1").target == 1
    assert problems(**two | {"tolerance": "0.5"}, zero="0.5") == {
        ("zero", "zero_not_above_tolerance", "0.5")
    }
    assert problems(**two | {"tolerance": "1"}, zero="2") == {("tolerance", "all_places_right", "")}


def test_a_place_is_complete_and_nothing_is_not():
    assert SCALE.is_complete(example("scale"), "0")
    assert not SCALE.is_complete(example("scale"), None)


def test_all_problems_of_a_scale_are_told_at_once():
    found = problems(stem=None, step="0", target=None, zero="0.5", panel=0, above=None, below={})
    assert {path for path, _, _ in found} == {
        *("stem", "step", "target", "zero", "panel", "above", "below.why"),
    }


def test_a_side_that_no_place_lies_on_needs_no_words():
    found = definition("scale", {k: v for k, v in BODY.items() if k != "above"} | {"target": "9.5"})
    assert found.above.why == ""
    assert SCALE.grade(found, "10").state == "right"
    found = definition("scale", {k: v for k, v in BODY.items() if k != "below"} | {"target": "1"})
    assert SCALE.grade(found, "0").state == "right"


@pytest.mark.parametrize("number", [0.5, "0.5", "0.50", Decimal("0.5")])
def test_numbers_are_read_as_they_are_written(number):
    assert example("scale", step=number).step == Decimal("0.5")
