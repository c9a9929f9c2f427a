"""What arrives from a browser is cleaned or refused, whatever it is."""

from __future__ import annotations

import json as jsonlib
from decimal import Decimal

import pytest

pytest.importorskip("hypothesis")
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.kinds import BY_HAND, KINDS
from quizzes.engine.kinds.base import ResponseError
from tests.quizzes.engine.examples import example, options

kinds = st.sampled_from([kind for kind in KINDS if kind not in BY_HAND])
names = st.sampled_from(["a", "b", "c", "d", "x", "y", "z", "", "0.5", "mL", "-1e3 U", "1,000"])
json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | names,
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | names, inner),
    max_leaves=15,
)
likely = (
    names
    | st.lists(names, unique=True)
    | st.permutations("abcd")
    | st.lists(names | st.lists(st.sampled_from(["0", "0.25", "0.5", "1"]), max_size=2), max_size=3)
    | st.dictionaries(st.sampled_from("abc"), st.booleans() | names)
    | st.dictionaries(st.sampled_from(["action", "reason"]), names)
    | st.sampled_from(["6", "6.5", "06.50", "11", "0.25", "1e1"])
    | st.lists(st.sampled_from(["ask", "send", "calm", "wait", "lift"]), max_size=4)
    | st.dictionaries(st.sampled_from(["value", "unit"]), names | st.floats() | st.integers())
)


class Rude(str):
    """A text that misbehaves when it is looked up."""

    def __hash__(self):
        raise RuntimeError

    def __eq__(self, other):
        raise RuntimeError


def refusal(kind: str, response: object) -> str:
    with pytest.raises(ResponseError) as caught:
        KINDS[kind].clean(example(kind), response)
    return caught.value.code


@pytest.mark.parametrize(
    ("kind", "response", "code"),
    [
        ("single", "z", "unknown_key"),
        ("single", ["a"], "wrong_type"),
        ("single", 0, "wrong_type"),
        ("single", Rude("a"), "wrong_type"),
        ("multiple", "a", "wrong_type"),
        ("multiple", ["a", "a"], "repeated_key"),
        ("multiple", ["a", "q"], "unknown_key"),
        ("multiple", ["a", ["b"]], "wrong_type"),
        ("multiple", [Rude("a")], "wrong_type"),
        ("multiple", ["a"] * 6, "too_many"),
        ("true_false", {"a": 1}, "wrong_type"),
        ("true_false", {"a": "true"}, "wrong_type"),
        ("true_false", {"z": True}, "unknown_key"),
        ("true_false", {"z": None}, "unknown_key"),
        ("true_false", {1: True}, "wrong_type"),
        ("true_false", [True, False], "wrong_type"),
        ("true_false", {"a": True, "b": True, "c": True, "d": True}, "too_many"),
        ("matching", {"a": "q"}, "unknown_key"),
        ("matching", {"x": "a"}, "unknown_key"),
        ("matching", {"a": ["x"]}, "wrong_type"),
        ("matching", {"a": Rude("x")}, "wrong_type"),
        ("pair", {"action": "x"}, "unknown_key"),
        ("pair", {"reason": "a"}, "unknown_key"),
        ("pair", {"because": "a"}, "unknown_key"),
        ("pair", {"action": ["a"]}, "wrong_type"),
        ("pair", {"action": Rude("a")}, "wrong_type"),
        ("pair", ["a", "x"], "wrong_type"),
        ("pair", {"action": "a", "reason": "x", "c": "a"}, "too_many"),
        ("ordering", ["a", "b", "b", "c"], "repeated_key"),
        ("ordering", ["a", "b", "c", "d", "a"], "too_many"),
        ("ordering", ["a", "b", "c", "q"], "unknown_key"),
        ("ordering", {"a": 1}, "wrong_type"),
        ("hotspot", "a", "wrong_type"),
        ("hotspot", ["q"], "unknown_key"),
        ("hotspot", [""], "unknown_key"),
        ("hotspot", ["a", "a"], "repeated_key"),
        ("hotspot", ["a", "b", "c"], "too_many_chosen"),
        ("hotspot", ["a", Rude("b")], "wrong_type"),
        ("hotspot", [["0.5"]], "wrong_type"),
        ("hotspot", [["0.5", True]], "wrong_type"),
        ("hotspot", [["0.5", float("nan")]], "out_of_range"),
        ("hotspot", [["0.5", 10**5000]], "out_of_range"),
        ("hotspot", [["0.5", Rude("0.5")]], "wrong_type"),
        ("hotspot", [["0.5", "1.01"]], "out_of_range"),
        ("hotspot", [["-0.5", "1"]], "out_of_range"),
        ("hotspot", [["0.5", "0,5"]], "out_of_range"),
        ("hotspot", [["0.5", "٠"]], "out_of_range"),
        ("hotspot", [["0.5", "0.5\n"]], "out_of_range"),
        ("hotspot", [["0.5", "0.1234567890123456789"]], "out_of_range"),
        ("numeric", ["0.5"], "wrong_type"),
        ("numeric", True, "wrong_type"),
        ("numeric", Rude("0.5"), "wrong_type"),
        ("numeric", {"value": ["0.5"]}, "wrong_type"),
        ("numeric", {"value": "0.5", "unit": 1}, "wrong_type"),
        ("numeric", {"amount": "0.5"}, "unknown_key"),
        ("numeric", {"value": "0.5", "unit": "mL", "more": ""}, "too_many"),
        ("numeric", float("inf"), "wrong_type"),
        ("numeric", "half", "not_a_number"),
        ("numeric", "1,000 mL", "thousands"),
        ("numeric", "9" * 41, "too_long"),
        ("cloze", ["a"], "wrong_type"),
        ("cloze", {"z": "a"}, "unknown_key"),
        ("cloze", {"a": "z"}, "unknown_key"),
        ("cloze", {"a": ["a"]}, "wrong_type"),
        ("cloze", {"a": Rude("a")}, "wrong_type"),
        ("cloze", {"b": ["keratin"]}, "wrong_type"),
        ("cloze", {"b": "x" * 201}, "too_long"),
        ("cloze", {"c": "two"}, "not_a_number"),
        ("cloze", {"c": {"value": "1,000"}}, "thousands"),
        ("cloze", {"a": "a", "b": "", "c": "", "d": ""}, "too_many"),
        ("short_text", ["keratin"], "wrong_type"),
        ("short_text", {"text": "keratin"}, "wrong_type"),
        ("short_text", 7, "wrong_type"),
        ("short_text", Rude("keratin"), "wrong_type"),
        ("short_text", "x" * 201, "too_long"),
    ],
)
def test_what_our_own_pages_never_send_is_refused_by_code(kind, response, code):
    assert refusal(kind, response) == code


@pytest.mark.parametrize(
    ("kind", "response", "clean"),
    [
        ("single", "b", "b"),
        ("multiple", ["e", "a"], ["a", "e"]),
        ("true_false", {"c": True, "a": False}, {"a": False, "c": True}),
        ("true_false", {"c": True, "a": None}, {"c": True}),
        ("matching", {"c": "x", "a": "x", "b": ""}, {"a": "x", "c": "x"}),
        ("ordering", ["c", "a", "b"], ["c", "a", "b"]),
        ("pair", {"reason": "x", "action": "a"}, {"action": "a", "reason": "x"}),
        ("pair", {"reason": None, "action": "a"}, {"action": "a"}),
        ("hotspot", ["c", "a"], ["a", "c"]),
        ("hotspot", [["0.50", "1.000"], "b"], ["b", ["0.5", "1"]]),
        ("hotspot", [["0.9", 0], [0.1, 5e-05]], [["0.9", "0"], ["0.1", "0.00005"]]),
        ("numeric", "+0,50 ml.", {"value": "0.50", "unit": "?"}),
        ("numeric", " ５e-1 m L", {"value": "0.5", "unit": "mL"}),
        ("numeric", {"unit": "μL", "value": "\u2212.5"}, {"value": "-0.5", "unit": "µL"}),
        ("numeric", {"value": "0.5 mL", "unit": ""}, {"value": "0.5", "unit": "mL"}),
        ("numeric", 0.1, {"value": "0.1"}),
        ("numeric", {"unit": "mL"}, {"unit": "mL"}),
        ("cloze", {"b": " milk ", "a": "b"}, {"a": "b", "b": "milk"}),
        ("cloze", {"c": "2,5mm", "b": None}, {"c": {"value": "2.5", "unit": "mm"}}),
        ("short_text", "  Cafe\u0301\n au\tlait. ", "Café au lait."),
    ],
)
def test_sound_responses_get_one_normal_form(kind, response, clean):
    found = KINDS[kind].clean(example(kind), response)
    assert jsonlib.dumps(found) == jsonlib.dumps(clean)


@given(kind=kinds, response=json | likely)
def test_any_response_is_refused_or_graded_within_0_and_1(kind, response):
    found = example(kind)
    try:
        clean = KINDS[kind].clean(found, response)
    except ResponseError:
        return
    graded = KINDS[kind].grade(found, clean)
    assert type(graded.fraction) is Decimal
    assert 0 <= graded.fraction <= 1
    assert graded.fraction.as_tuple().exponent == -7
    assert (graded.state == "blank") == (clean is None)
    assert (graded.state == "right") == (graded.fraction == 1)
    assert isinstance(KINDS[kind].summary(found, clean), str)
    assert KINDS[kind].clean(found, jsonlib.loads(jsonlib.dumps(clean))) == clean


@given(kind=kinds, response=likely)
def test_likely_responses_are_cleaned_or_refused_too(kind, response):
    try:
        clean = KINDS[kind].clean(example(kind), response)
    except ResponseError as error:
        allowed = {"wrong_type", "unknown_key", "repeated_key", "too_many", "too_long", "thousands"}
        allowed |= {"too_many_chosen", "out_of_range", "not_a_number", "off_scale", "off_step"}
        assert error.code in allowed
    else:
        assert KINDS[kind].clean(example(kind), clean) == clean


@given(data=st.data(), count=st.integers(2, 8))
def test_one_more_wrong_choice_never_helps(data, count):
    keys = data.draw(st.integers(1, count - 1))
    found = example("multiple", options=options(count, keys))
    wrong = [f"o{i}" for i in range(keys, count)]
    chosen = data.draw(st.lists(st.sampled_from([o.key for o in found.options]), unique=True))
    extra = data.draw(st.sampled_from(wrong))
    grade = KINDS["multiple"].grade
    assert grade(found, sorted({*chosen, extra})).fraction <= grade(found, sorted(chosen)).fraction


def test_deeply_nested_responses_are_refused_without_being_walked():
    deep: object = "a"
    for _ in range(100_000):
        deep = [deep]
    for kind in KINDS:
        assert refusal(kind, deep) in {"wrong_type"}
        key = {"pair": "action", "numeric": "value"}.get(kind, "a")
        assert refusal(kind, {key: deep}) == "wrong_type"
    while type(deep) is list:  # taken apart by hand, so that no deep recursion frees it
        deep = deep.pop()
