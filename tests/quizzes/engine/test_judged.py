"""Each row of a question beside what was given for it: what a page explains after an answer."""

from __future__ import annotations

from decimal import Decimal

import pytest

from quizzes.engine.kinds import KINDS
from quizzes.engine.kinds.base import Chosen, Judged
from tests.quizzes.engine.examples import BODIES, example


def told(kind: str, response: object, order: tuple[str, ...] = ()) -> tuple[Judged, ...]:
    return KINDS[kind].judged(example(kind), response, order)


def test_options_are_told_chosen_or_not_beside_whether_they_should_be():
    assert told("multiple", ["a", "b"]) == (
        Judged("a", True, True),
        Judged("b", True, False),
        Judged("c", False, False),
        Judged("d", False, True),
        Judged("e", False, False),
    )
    assert [one.given for one in told("multiple", None)] == [False] * 5
    assert told("single", "b") == (
        Judged("a", False, True),
        Judged("b", True, False),
        Judged("c", False, False),
    )


def test_options_are_told_in_the_order_they_were_shown_in():
    assert [one.key for one in told("single", "a", ("c", "a", "b"))] == ["c", "a", "b"]
    assert [one.key for one in told("multiple", None, tuple("ebdac"))] == list("ebdac")
    halves = [one.key for one in told("pair", None, tuple("zcaxby"))]
    assert halves == ["c", "a", "b", "z", "x", "y"]


def test_an_option_that_earns_a_part_says_so_and_no_other():
    a, b, c = BODIES["single"]["options"]
    half = [a, {k: v for k, v in b.items() if k != "belief"} | {"weight": "0.5"}, c]
    d = example("single", options=half)
    assert [option.is_partly_right for option in d.options] == [False, True, False]
    assert [one.partly for one in KINDS["single"].judged(d, "b", ())] == [False, True, False]
    assert [option.weight for option in example("multiple").options] == [Decimal(0)] * 5


@pytest.mark.parametrize(
    ("response", "given"),
    [
        ({"action": "a", "reason": "x"}, {"a", "x"}),
        ({"reason": "y"}, {"y"}),
        (None, set()),
    ],
)
def test_a_pair_tells_every_action_then_every_reason(response, given):
    found = told("pair", response)
    assert [one.key for one in found] == list("abcxyz")
    assert {one.key for one in found if one.given} == given
    assert {one.key for one in found if one.correct} == {"a", "y"}


def test_statements_are_told_with_what_was_said_and_what_is_so():
    assert told("true_false", {"a": True, "b": True}) == (
        Judged("a", True, False),
        Judged("b", True, True),
        Judged("c", None, False),
    )
    assert [one.given for one in told("true_false", None)] == [None] * 3


def test_prompts_are_told_with_the_choice_given_and_the_right_one():
    found = told("matching", {"a": "y"})
    assert found == (Judged("a", "y", "x"), Judged("b", None, "y"), Judged("c", None, "x"))
    assert type(found[0].given) is type(found[0].correct) is Chosen
    assert [one.given for one in told("matching", None)] == [None] * 3


def test_steps_are_told_in_their_right_order_with_the_place_given():
    assert told("ordering", ["b", "a", "d"], tuple("dcba")) == (
        Judged("a", 2, 1),
        Judged("b", 1, 2),
        Judged("c", None, 3),
        Judged("d", 3, 4),
    )
    assert [one.given for one in told("ordering", None)] == [None] * 4


def test_of_what_a_person_marks_nothing_is_told_by_the_engine():
    assert told("written", "Sealed cysts.") == ()


def test_of_several_options_each_is_a_part_and_only_a_wrong_choice_shows_its_belief():
    found = KINDS["multiple"].grade(example("multiple"), ["a", "b"])
    assert [(part.key, part.right) for part in found.parts] == [
        ("a", True),
        ("b", False),
        ("c", True),
        ("d", False),
        ("e", True),
    ]
    assert found.beliefs == (("b", "M03"),)
