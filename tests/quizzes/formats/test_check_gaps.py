"""Texts with gaps, checked from JSON and counted back."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from quizzes.formats.checks.scored import score
from tests.quizzes.engine.examples import BODIES
from tests.quizzes.formats.test_check_plays import played, question, step
from tests.quizzes.formats.test_check_scores import codes

RIGHT = {"a": "cyst", "b": "Keratin", "c": "2 mm"}


def scored(response: object):
    line = {"question": {"kind": "cloze"} | BODIES["cloze"], "response": response}
    return score(json.dumps(line))


def test_a_choice_is_found_among_those_of_its_gap_and_what_is_typed_stays():
    assert scored(RIGHT)["fraction"] == 1
    assert scored(RIGHT) == scored(RIGHT | {"a": "a"})
    assert scored({"a": "bump"})["parts"][0] == {
        "key": "a",
        "right": False,
        "fraction": Decimal("0.5"),
    }
    assert scored({"b": "cyst"})["state"] == "wrong"


@pytest.mark.parametrize(
    ("response", "reasons"),
    [
        ({"a": "lump"}, [("response.a", "unknown_text")]),
        ({"z": "cyst"}, [("response", "unknown_key")]),
        (["cyst"], [("response", "wrong_type")]),
    ],
)
def test_what_fits_no_gap_is_rejected(response, reasons):
    assert codes(scored(response)) == reasons


def test_gaps_are_counted_back_by_their_weight():
    tries = [
        step("submit", {"a": "pimple", "b": "keratin", "c": "2 mm"}),
        step("try_again"),
        step("submit", {"a": "cyst", "b": "keratin", "c": "2 mm"}),
    ]
    found = played([question("cloze", tries=3)], tries, behaviour="count_back", penalty=0.5)
    # weights 2, 0.5 and 1: (2 x 0.5 + 0.5 + 1) / 3.5
    assert found["final"]["mark"] == Decimal("0.7142857")
    plain = played([question("cloze", tries=3)], tries, behaviour="tries", penalty=0.5)
    assert plain["final"]["mark"] == Decimal("0.5")
