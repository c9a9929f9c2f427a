"""Single best answer with parts: what an option earns that is neither the best nor wrong."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine import regrading
from quizzes.engine.kinds import KINDS, definition
from quizzes.engine.kinds.base import DefinitionError, Part
from tests.quizzes.engine.examples import BODIES, OPTIONS

SINGLE = KINDS["single"]
BEST, MILK, SEBUM = OPTIONS
PARTLY = {"key": "b", "text": "A cyst", "why": "It is one, and the word says less.", "weight": 0.5}


def body(*options: dict) -> dict:
    return BODIES["single"] | {"options": list(options)}


def read(*options: dict):
    return definition("single", body(*options))


def refusals(*options: dict) -> list[tuple[str, str]]:
    with pytest.raises(DefinitionError) as refused:
        read(*options)
    return [(one.path, one.code) for one in refused.value.problems]


@pytest.mark.parametrize(
    ("response", "fraction", "state", "part"),
    [
        ("a", "1", "right", Part("a", True)),
        ("b", "0.5", "partly", Part("b", False, Decimal("0.5"))),
        ("c", "0", "wrong", Part("c", False)),
    ],
)
def test_an_option_earns_its_weight(response, fraction, state, part):
    found = SINGLE.grade(read(BEST, PARTLY, SEBUM), response)
    assert (found.fraction, found.state, found.parts) == (Decimal(fraction), state, (part,))
    assert found.beliefs == ()


def test_a_guess_earns_the_mean_of_what_the_options_earn():
    assert SINGLE.guess(read(BEST, PARTLY, SEBUM)) == Decimal("0.5")
    assert SINGLE.guess(read(BEST, MILK, SEBUM)) == Decimal(1) / 3


def test_what_earns_a_part_is_judged_as_partly_right():
    found = SINGLE.judged(read(BEST, PARTLY, SEBUM), "b", ("c", "b", "a"))
    assert [(one.key, one.given, one.correct, one.partly) for one in found] == [
        ("c", False, False, False),
        ("b", True, False, True),
        ("a", False, True, False),
    ]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([BEST | {"weight": 0.5}, MILK, SEBUM], [("options[0].weight", "correct_not_whole")]),
        ([BEST, PARTLY | {"weight": 1}, SEBUM], [("options[1].weight", "whole_not_correct")]),
        ([BEST, PARTLY | {"weight": -0.5}, SEBUM], [("options[1].weight", "out_of_range")]),
        ([BEST, PARTLY | {"weight": "half"}, SEBUM], [("options[1].weight", "not_a_number")]),
        (
            [BEST, PARTLY | {"belief": "M03"}, SEBUM],
            [("options[1].belief", "belief_on_right_answer")],
        ),
        ([BEST, PARTLY | {"belief": 5}, SEBUM], [("options[1].belief", "not_text")]),
    ],
)
def test_a_weight_that_cannot_be_is_refused(options, said):
    assert refusals(*options) == said


def test_a_weight_that_says_what_is_so_anyway_changes_nothing():
    told = read(BEST | {"weight": 1}, MILK | {"weight": 0}, SEBUM)
    assert told == read(BEST, MILK, SEBUM)


@pytest.mark.parametrize("belief", [None, "", "  "])
def test_a_belief_left_empty_is_none(belief):
    assert read(BEST, PARTLY | {"belief": belief}, SEBUM) == read(BEST, PARTLY, SEBUM)


weights = st.decimals(min_value=0, max_value="0.9999999", places=7, allow_nan=False)


@given(st.lists(weights, min_size=1, max_size=8))
def test_every_option_earns_exactly_what_it_says(shares):
    rows = [
        PARTLY | {"key": f"o{n}", "text": f"{n}", "weight": f"{w:f}"} for n, w in enumerate(shares)
    ]
    found = read(BEST, *rows)
    earned = [SINGLE.grade(found, row["key"]) for row in rows]
    assert [one.fraction for one in earned] == shares
    assert {one.state for one in earned} <= {"wrong", "partly"}
    assert SINGLE.grade(found, SINGLE.right_response(found)).fraction == 1
    mean = (1 + sum(map(Fraction, shares), Fraction(0))) / (len(shares) + 1)
    assert abs(Fraction(SINGLE.guess(found)) - mean) < Fraction(1, 10**20)


def test_a_new_key_takes_all_from_the_old_one_and_leaves_the_parts():
    ruling = regrading.Ruling("new_key", "c")
    d = read(BEST, PARTLY, SEBUM)
    earned = {key: SINGLE.grade(regrading.rekeyed(d, "c"), key).fraction for key in "abc"}
    assert earned == {"a": 0, "b": Decimal("0.5"), "c": 1}
    regrading.check(ruling, d)
