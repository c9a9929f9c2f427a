"""A number within an interval, exactly; and what a unit does to the mark."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from itertools import product

import pytest

pytest.importorskip("hypothesis")
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.kinds import KINDS
from quizzes.engine.kinds.base import Part, ResponseError
from tests.quizzes.engine.examples import BODIES, example, mark

NUMERIC = KINDS["numeric"]
PLAIN = {"units": None, "rule": None, "penalty": None}  # the question without units


def answer(key: str, weight: str = "1", **takes: object) -> dict[str, object]:
    return {"key": key, "weight": weight, "why": "So.", **takes}


def marked(response: object, *answers: dict[str, object], **changes: object):
    return mark("numeric", response, **(PLAIN | changes | {"answers": list(answers)}))


@pytest.mark.parametrize(
    ("takes", "inside", "outside"),
    [
        ({"value": "0.3"}, ["0.3", "0.30"], ["0.29999999999", "0.3000000001"]),
        ({"value": "0.3", "tolerance": "0.1"}, ["0.2", "0.4"], ["0.1999999", "0.4000001"]),
        ({"value": "-2", "tolerance": "1"}, ["-3", "-1"], ["-3.1", "-0.9", "2"]),
        ({"value": "20", "tolerance": "0.1", "form": "relative"}, ["18", "22"], ["17.9", "22.1"]),
        ({"value": "-20", "tolerance": "0.1", "form": "relative"}, ["-18", "-22"], ["-17.9"]),
        ({"value": "0", "tolerance": "9", "form": "relative"}, ["0", "-0"], ["0.0001"]),
        ({"value": "6", "tolerance": "2", "form": "geometric"}, ["2", "18"], ["1.99", "18.01"]),
        ({"value": "1", "tolerance": "2", "form": "geometric"}, ["0.33333334"], ["0.33333333"]),
        ({"range": ["0.4", "0.6"]}, ["0.4", "0.6", "0.5"], ["0.39999", "0.60001"]),
        ({"range": ["-1", "-1"]}, ["-1"], ["-1.0001", "1"]),
        ({"value": "*"}, ["0", "-1e30", "0.1"], []),
    ],
)
def test_an_interval_is_closed_and_compared_exactly(takes, inside, outside):
    for value in inside:
        assert marked(value, answer("a", **takes)).fraction == 1, value
    for value in outside:
        graded = marked(value, answer("a", **takes))
        assert (graded.fraction, graded.state, graded.matched) == (0, "wrong", ""), value


small = st.decimals(-50, 50, places=2)
tolerances = st.decimals(0, 5, places=2)


@given(small, small, tolerances, st.sampled_from(["nominal", "relative", "geometric"]))
def test_tolerance_is_what_the_formula_says(x, a, t, form):
    if form == "geometric" and a <= 0:
        a = 1 - a
    naive = {
        "nominal": abs(x - a) <= t,
        "relative": abs(x - a) <= abs(a) * t,
        "geometric": x * (1 + t) >= a and x <= a * (1 + t),  # multiplied out: nothing is rounded
    }[form]
    takes = {"value": str(a), "tolerance": str(t), "form": form}
    assert (marked(str(x), answer("a", **takes)).fraction == 1) == naive


def test_the_first_interval_that_holds_the_value_wins():
    rows = [
        answer("a", "0.5", range=["0", "2"]),
        answer("b", "1", range=["1", "4"]),
        answer("c", "0.25", value="*"),
    ]
    found = {}
    for value in ("0", "2", "2.1", "4", "4.1", "-1"):
        graded = marked(value, *rows)
        found[value] = (graded.matched, str(graded.fraction))
    assert found == {
        "0": ("a", "0.5000000"),
        "2": ("a", "0.5000000"),
        "2.1": ("b", "1.0000000"),
        "4": ("b", "1.0000000"),
        "4.1": ("c", "0.2500000"),
        "-1": ("c", "0.2500000"),
    }
    assert NUMERIC.guess(example("numeric", **PLAIN, answers=rows)) == Decimal("0.25")


def test_a_foreseen_wrong_answer_is_named_and_reveals_its_belief():
    graded = mark("numeric", {"value": "2000", "unit": "µL"})
    assert (graded.fraction, graded.matched, graded.beliefs) == (0, "b", (("b", "M01"),))
    assert graded.parts == (Part("value", False, Decimal("0E-7")), Part("unit", True))
    assert mark("numeric", "0.6 mL").matched == "c"
    assert mark("numeric", "7 mL").beliefs == ()


@pytest.mark.parametrize("response", ["0.5 mL", "500 µL", "500 μL", "0.5mL.", "5e-1 m L"])
def test_accepted_units_are_brought_to_the_base_unit(response):
    assert mark("numeric", response).fraction == 1


def naive_penalty(weight: Decimal, u: Decimal, rule: str) -> Decimal:
    left = {
        "no_penalty": weight,
        "of_response": weight - u * weight,
        "of_question": max(Decimal(0), weight - u),
        "critical": Decimal(0),
    }[rule]
    return left.quantize(Decimal("0.0000001"), ROUND_HALF_UP)


RULES = ["no_penalty", "of_response", "of_question", "critical"]
SHARES = ["0", "0.1", "0.3333333", "0.5", "1"]


@pytest.mark.parametrize(
    ("rule", "u", "weight", "unit"),
    list(product(RULES, SHARES, ["0", "0.3333333", "0.5", "1"], ["mL", "", "U", "kg"])),
)
def test_a_wrong_or_missing_unit_costs_what_the_rule_says(rule, u, weight, unit):
    answers = [answer("w", value="9"), answer("a", weight, value="0.5")]
    penalty = u if rule.startswith("of_") else None
    changes = {"answers": answers, "rule": rule, "penalty": penalty, "unit_required": True}
    graded = mark("numeric", f"0.5 {unit}", **changes)
    right = Decimal(weight).quantize(Decimal("0.0000001"))
    assert graded.fraction == (
        right if unit == "mL" else naive_penalty(Decimal(weight), Decimal(u), rule)
    )
    assert graded.parts[1] == Part("unit", unit == "mL")
    assert graded.matched == "a"


def test_a_value_is_not_forgiven_for_being_right_in_another_unit():
    """0.5 µL is a thousandth of what was asked: its unit is known, so its value is wrong."""
    graded = mark("numeric", "0.5 µL")
    assert (graded.fraction, graded.matched) == (0, "")
    assert graded.parts[1].right


def test_a_unit_nobody_asks_for_may_be_left_out():
    units = [{"unit": "mL", "factor": "1"}, {"unit": "L", "factor": "1000"}]
    free = {"units": units, "rule": None, "penalty": None}
    found = example("numeric", **free)
    assert not found.units.required
    assert NUMERIC.is_complete(found, {"value": "0.5"})
    for response in ("0.5", "0.5 mL", "0.0005 L"):
        assert mark("numeric", response, **free).fraction == 1
        assert len(mark("numeric", response, **free).parts) == 1


def test_without_units_a_number_stands_alone():
    assert marked("0.5", answer("a", value="0.5")).fraction == 1
    with pytest.raises(ResponseError) as caught:
        marked("0.5 mL", answer("a", value="0.5"))
    assert caught.value.code == "unit_not_asked"


def test_what_is_asked_for_and_missing_is_not_complete_but_graded():
    found = example("numeric")
    for part in ({"value": "0.5"}, {"unit": "mL"}):
        assert NUMERIC.clean(found, part) == part
        assert not NUMERIC.is_complete(found, part)
    assert mark("numeric", {"value": "0.5"}).fraction == Decimal("0.75")
    unanswered = mark("numeric", {"unit": "mL"})
    assert (unanswered.fraction, unanswered.state, unanswered.matched) == (0, "wrong", "")


def test_of_a_unit_that_is_none_of_the_question_s_no_text_is_kept():
    found = NUMERIC.clean(example("numeric"), "0.5 my phone is 0123")
    assert found == {"value": "0.5", "unit": "?"}
    assert NUMERIC.clean(example("numeric"), found) == found


def test_a_unit_typed_behind_the_value_and_beside_it_is_one_unit():
    found = example("numeric")
    for unit in ("mL", "m L.", "", " "):
        given = {"value": "0.5 mL", "unit": unit}
        assert NUMERIC.clean(found, given) == {"value": "0.5", "unit": "mL"}
    with pytest.raises(ResponseError, match="not_a_number"):
        NUMERIC.clean(found, {"value": "0.5 mL", "unit": "U"})


def test_a_unit_has_forty_characters_at_most():
    found = example("numeric")
    assert NUMERIC.clean(found, {"value": "1", "unit": "x" * 40}) == {"value": "1", "unit": "?"}
    with pytest.raises(ResponseError, match="too_long") as caught:
        NUMERIC.clean(found, {"value": "1", "unit": "x" * 41})
    assert caught.value.limit == 40
    for unit in (5, ["mL"]):
        with pytest.raises(ResponseError, match="wrong_type"):
            NUMERIC.clean(found, {"value": "1", "unit": unit})


def test_units_are_shown_in_no_order_of_the_author_s():
    first = example("numeric")
    turned = example("numeric", units=BODIES["numeric"]["units"][::-1])
    shown = [NUMERIC.shown(d).choices for d in (first, turned)]
    assert shown[0] == shown[1]
    assert [row.text for row in shown[0]] == ["U", "mL", "µL"]


def test_the_key_is_told_in_signs():
    rows = [
        answer("a", value="0.50", tolerance="0.050"),
        answer("b", range=["1", "2.0"]),
        answer("c", value="-3", tolerance="0.125", form="relative"),
        answer("d", value="4", tolerance="0.1", form="geometric"),
        answer("e", "0.5", value="9"),
        answer("f", value="*"),
    ]
    found = example("numeric", **PLAIN, answers=rows)
    assert NUMERIC.key_summary(found) == "0.5 ± 0.05; 1 … 2; -3 ± 12.5 %; 4 ×÷ 1.1; *"


def test_the_right_response_is_one_that_its_own_answer_takes():
    rows = [answer("a", "0", value="5"), answer("b", range=["0", "10"]), answer("c", value="12")]
    found = example("numeric", **PLAIN, answers=rows)
    assert NUMERIC.right_response(found) == {"value": "12"}
    assert NUMERIC.right_response(example("numeric")) == {"value": "0.5", "unit": "mL"}


def test_an_author_s_number_may_be_written_as_a_number():
    rows = [answer("a", value=0.1, tolerance=0.2), answer("b", 0, value=3)]
    rows[1]["weight"] = 0
    assert marked("0.3", *rows).fraction == 1
    assert marked("0.3000000001", *rows).fraction == 0


def judged(response: object) -> list[tuple[object, ...]]:
    found = example("numeric")
    rows = NUMERIC.judged(found, NUMERIC.clean(found, response), ())
    return [(row.key, row.given, row.correct, row.right) for row in rows]


HALF = "0.5 ± 0.05 mL"


@pytest.mark.parametrize(
    ("response", "rows"),
    [
        ("0.52 mL", [("a", "0.52 mL", HALF, True)]),
        ("2 mL", [("b", "2 mL", None, False), ("a", None, HALF, None)]),
        ("600 µL", [("c", "600 µL", "0.4 … 0.6 mL", False), ("a", None, HALF, None)]),
        ("7 mL", [("", "7 mL", None, False), ("a", None, HALF, None)]),
        ("0.5 U", [("a", "0.5 U", HALF, True), ("unit:U", "U", "mL", False)]),
        ("0.5 kg", [("a", "0.5 ?", HALF, True), ("unit:?", "?", "mL", False)]),
        ("0.5", [("a", "0.5", HALF, True), ("unit:", None, "mL", False)]),
        ({"unit": "mL"}, [("a", None, HALF, None)]),
        (None, [("a", None, HALF, None)]),
    ],
)
def test_hers_stands_before_what_else_is_right(response, rows):
    assert judged(response) == rows
