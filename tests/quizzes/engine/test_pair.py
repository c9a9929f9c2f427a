"""An action with its reason: right only together."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest

from quizzes.engine.kinds import KINDS, definition
from quizzes.engine.kinds.base import DefinitionError, Part
from tests.quizzes.engine.examples import BODIES, example, mark

PAIR = KINDS["pair"]


def problems(body):
    with pytest.raises(DefinitionError) as caught:
        definition("pair", body)
    return {(p.path, p.code, p.detail) for p in caught.value.problems}


def with_rows(name, index, **fields):
    rows = [dict(row) for row in BODIES["pair"][name]]
    rows[index] |= fields
    return BODIES["pair"] | {name: rows}


def test_only_the_right_action_for_the_right_reason_is_right():
    for action, reason in product(["a", "b", "c", None], ["x", "y", "z", None]):
        graded = mark("pair", {"action": action, "reason": reason})
        both = (action, reason) == ("a", "y")
        assert graded.fraction == both
        if action or reason:
            assert graded.state == ("right" if both else "wrong")
            assert graded.parts == (Part("action", action == "a"), Part("reason", reason == "y"))
        else:
            assert graded.state == "blank"


def test_each_wrong_half_reveals_its_belief():
    assert mark("pair", {"action": "b", "reason": "x"}).beliefs == (("b", "M03"), ("x", "M01"))
    assert mark("pair", {"action": "a", "reason": "x"}).beliefs == (("x", "M01"),)
    assert mark("pair", {"action": "c", "reason": "z"}).beliefs == ()


def test_one_half_alone_is_an_answer_and_not_a_complete_one():
    found = example("pair")
    assert PAIR.clean(found, {"reason": "y", "action": ""}) == {"reason": "y"}
    assert not PAIR.is_complete(found, {"reason": "y"})
    assert PAIR.is_complete(found, {"action": "b", "reason": "y"})
    assert PAIR.summary(found, {"reason": "y"}) == "← It has no opening"
    assert PAIR.summary(found, {"action": "b"}) == "Squeeze it"


def test_halves_are_cleaned_into_one_order():
    clean = PAIR.clean(example("pair"), {"reason": "x", "action": "a"})
    assert list(clean.items()) == [("action", "a"), ("reason", "x")]


def test_luck_finds_one_of_all_combinations():
    assert PAIR.guess(example("pair")) == Decimal(1) / 9


def test_each_list_has_exactly_one_right_option():
    assert problems(with_rows("actions", 1, correct=True, belief="")) == {
        ("actions", "several_correct_options", "a, b")
    }
    assert problems(with_rows("reasons", 1, correct=False)) == {
        ("reasons", "no_correct_option", "")
    }


def test_a_key_is_used_in_one_of_the_lists_only():
    assert problems(with_rows("reasons", 2, key="b")) == {("reasons[2].key", "duplicate_key", "b")}


def test_both_lists_are_shown_in_the_order_of_the_attempt():
    shown = PAIR.shown(example("pair"), ("z", "c", "y", "a", "x", "b"))
    assert [row.key for row in shown.rows] == ["c", "a", "b"]
    assert [row.key for row in shown.choices] == ["z", "y", "x"]


def test_two_keys_that_are_missing_are_not_told_as_one_used_twice():
    def nameless(half: str) -> list[dict[str, object]]:
        first, *others = BODIES["pair"][half]
        return [{k: v for k, v in first.items() if k != "key"}, *others]

    body = BODIES["pair"] | {half: nameless(half) for half in ("actions", "reasons")}
    with pytest.raises(DefinitionError) as caught:
        definition("pair", body)
    assert {(p.path, p.code) for p in caught.value.problems} == {
        ("actions[0].key", "missing"),
        ("reasons[0].key", "missing"),
    }
