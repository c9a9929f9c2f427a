"""Single responses scored from JSON."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

pytest.importorskip("hypothesis")
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.engine.kinds import KINDS
from quizzes.formats.checks.scored import score, score_lines
from tests.quizzes.engine.examples import BODIES, example

EMPTY = {"fraction": None, "parts": [], "state": "rejected", "matched_answer": None}


def scored(kind: str, response: Any, *, policy: Any = None, level: Any = None, **changes: Any):
    question = {"kind": kind} | BODIES[kind] | changes
    line = {"question": question, "response": response, "policy": policy, "certainty": level}
    return score(json.dumps(line))


def codes(found: dict[str, Any]) -> list[tuple[str, str]]:
    assert {key: found[key] for key in EMPTY} == EMPTY
    return [(reason["path"], reason["code"]) for reason in found["reasons"]]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_scores_its_right_response_and_a_blank_one(kind):
    right = KINDS[kind].right_response(example(kind))
    expected = ("waiting", None) if kind == "written" else ("right", 1)
    found = scored(kind, right)
    assert (found["state"], found["fraction"]) == expected
    blank = scored(kind, None)
    assert blank == {"fraction": 0, "parts": [], "state": "blank", "matched_answer": None}


def test_a_result_has_fraction_parts_state_and_the_answer_met():
    assert scored("matching", {"a": "x", "b": "x"}) == {
        "fraction": Decimal("0.3333333"),
        "parts": [
            {"key": "a", "right": True, "fraction": 1},
            {"key": "b", "right": False, "fraction": 0},
            {"key": "c", "right": False, "fraction": 0},
        ],
        "state": "partly",
        "matched_answer": None,
    }
    d = example("short_text")
    found = scored("short_text", KINDS["short_text"].right_response(d))
    assert found["matched_answer"] == d.answers[0].key
    assert found["parts"] == [{"key": "text", "right": True, "fraction": 1}]


@pytest.mark.parametrize(
    ("kind", "response", "same"),
    [
        ("single", "Keratin", "a"),
        ("single", "  keratin ", "a"),
        ("multiple", ["Keratin", "It is  harmless"], ["a", "d"]),
        ("ordering", ["Note", "b", "Ask", "Open"], ["d", "b", "a", "c"]),
        ("true_false", {"Scrubbing helps": False, "b": True}, {"a": False, "b": True}),
        ("matching", {"Firm and pearly": "Milium", "b": "x"}, {"a": "x", "b": "x"}),
        ("branching", ["Ask", "send"], ["ask", "send"]),
        ("branching", ["wait"], ["Wait"]),
    ],
)
def test_a_response_by_text_is_the_response_by_key(kind, response, same):
    found = scored(kind, response)
    assert found["state"] != "rejected"
    assert found == scored(kind, same)


def test_halves_of_a_pair_are_found_each_among_its_own():
    d = example("pair")
    texts = {"action": d.actions[0].text, "reason": d.reasons[0].text}
    keys = {"action": d.actions[0].key, "reason": d.reasons[0].key}
    assert scored("pair", texts) == scored("pair", keys)
    swapped = {"action": d.reasons[0].text, "reason": d.actions[0].text}
    assert codes(scored("pair", swapped)) == [("response.action", "unknown_text")]
    assert codes(scored("pair", {"motive": "x"})) == [("response", "unknown_key")]


def test_a_key_is_a_key_whatever_the_texts_say():
    options = [
        {"key": "a", "text": "b", "correct": True},
        {"key": "b", "text": "a"},
        {"key": "c", "text": "x"},
    ]
    assert scored("single", "a", options=options)["state"] == "right"
    assert scored("single", "b", options=options)["state"] == "wrong"


def test_capitals_count_only_where_nothing_else_differs():
    options = [
        {"key": "1", "text": "Polish", "correct": True},
        {"key": "2", "text": "polish"},
        {"key": "3", "text": "Varnish"},
    ]
    assert scored("single", "Polish", options=options)["state"] == "right"
    assert scored("single", "polish", options=options)["state"] == "wrong"
    assert scored("single", "VARNISH", options=options)["state"] == "wrong"
    assert codes(scored("single", "POLISH", options=options)) == [("response", "ambiguous")]


@pytest.mark.parametrize(
    ("kind", "response", "reasons"),
    [
        ("single", "Chalk", [("response", "unknown_text")]),
        ("single", ["a"], [("response", "wrong_type")]),
        ("multiple", ["a", "Chalk"], [("response[1]", "unknown_text")]),
        ("multiple", ["a", "Keratin"], [("response", "repeated_key")]),
        ("multiple", "a", [("response", "wrong_type")]),
        ("matching", {"a": "Chalk"}, [("response.a", "unknown_text")]),
        ("matching", {"a": "x", "Firm and pearly": "y"}, [("response", "ambiguous")]),
        ("matching", ["x"], [("response", "wrong_type")]),
        ("true_false", {"a": "true"}, [("response", "wrong_type")]),
        ("pair", ["a"], [("response", "wrong_type")]),
        ("branching", ["ask", "lift"], [("response[1]", "unknown_text")]),
        ("branching", ["wait", "lift"], [("response", "unknown_key")]),
        ("branching", "ask", [("response", "wrong_type")]),
        ("branching", [["ask"], "send"], [("response", "wrong_type")]),
    ],
)
def test_a_response_that_fits_nothing_is_rejected_with_its_reason(kind, response, reasons):
    assert codes(scored(kind, response)) == reasons


def test_numbers_may_be_numbers():
    d = example("scale")
    assert scored("scale", int(d.target)) == scored("scale", str(d.target))
    options = [{"key": "1", "text": "A", "correct": True}, {"key": "2", "text": "B"}]
    assert scored("single", 1, options=options)["state"] == "right"
    assert scored("single", True, options=options)["reasons"][0]["code"] == "wrong_type"


def test_what_only_a_reader_needs_may_be_left_out():
    line = {
        "question": {
            "kind": "single",
            "options": [{"text": "Keratin"}, {"text": "Milk", "correct": True}],
        },
        "response": "Milk",
    }
    found = score(json.dumps(line))
    assert found == {
        "fraction": 1,
        "parts": [{"key": "2", "right": True, "fraction": 1}],
        "state": "right",
        "matched_answer": None,
    }
    second = [{"key": key, "text": key, "score": worth} for key, worth in (("y", 1), ("v", 0))]
    first = [{"text": "x", "score": 1, "next": "two"}, {"text": "z", "score": 0}]
    nested = [
        {"key": "one", "text": "?", "choices": first},
        {"key": "two", "text": "!", "choices": second},
    ]
    found = scored("branching", ["x", "y"], start="one", nodes=nested)
    assert (found["state"], [part["key"] for part in found["parts"]]) == ("right", ["1", "y"])


def test_other_fields_are_ignored_and_named():
    options = [dict(BODIES["single"]["options"][0], colour="red"), *BODIES["single"]["options"][1:]]
    found = scored("single", "a", options=options, source="book", key="q1")
    assert found["state"] == "right"
    assert sorted(found["ignored"]) == ["key", "options[0].colour", "source"]
    assert "ignored" not in scored("single", "a", weight=2, hints=["x"], slot=1, tries=2, penalty=0)
    assert "ignored" not in scored("single", "a", must_not_miss=True)


def test_what_counts_is_never_guessed():
    options = [{"text": "A", "correct": "yes"}, {"text": ""}]
    assert codes(scored("single", "A", options=options)) == [
        ("question.options[0].correct", "not_true_or_false"),
        ("question.options[1].text", "missing"),
        ("question.options", "no_correct_option"),
    ]
    assert codes(score('{"question": {"kind": "riddle"}}')) == [("question.kind", "unknown_kind")]
    assert codes(score("{}")) == [("question.kind", "unknown_kind")]
    assert codes(score('{"question": []}')) == [("question", "not_an_object")]
    assert codes(score("nonsense")) == [("", "not_json")]
    long_name = "x" * 100
    assert codes(scored("single", "a", **{long_name: 1})) == [("question", "unknown_key")]
    assert codes(scored("single", "a", policy={"speed": 1})) == [("policy.speed", "unknown_key")]


def test_the_policys_rule_is_for_questions_that_name_none():
    strict = {"rule": "all_or_nothing"}
    assert scored("multiple", ["a"])["fraction"] == Decimal("0.5")
    assert scored("multiple", ["a"], policy=strict)["fraction"] == 0
    assert scored("multiple", ["a"], policy=strict, rule="plus_minus")["fraction"] == Decimal("0.5")
    assert codes(scored("multiple", ["a"], policy={"rule": "luck"})) == [
        ("question.rule", "unknown_rule")
    ]
    assert scored("single", "a", policy=strict)["fraction"] == 1


@pytest.mark.parametrize(
    ("response", "level", "worth"),
    [
        ("a", 1, 1),
        ("a", 2, 2),
        ("a", 3, 3),
        ("a", None, 1),
        ("b", 1, 0),
        ("b", 2, -2),
        ("b", 3, -6),
        ("b", None, 0),
        (None, 3, 0),
    ],
)
def test_certainty_counts_where_the_policy_says_so(response, level, worth):
    counts = {"certainty_counts": True}
    assert scored("single", response, policy=counts, level=level)["fraction"] == worth
    assert scored("single", response, level=level)["fraction"] == (1 if response == "a" else 0)


@pytest.mark.parametrize("level", [0, 4, "3", True, 2.0])
def test_an_unknown_certainty_is_rejected(level):
    assert codes(scored("single", "a", level=level)) == [("certainty", "unknown_certainty")]


def test_a_person_who_must_look_has_no_number():
    found = scored("written", "Keratin.", policy={"certainty_counts": True}, level=3)
    assert (found["fraction"], found["state"]) == (None, "waiting")


def test_lines_are_numbered_and_empty_ones_left_out():
    good = json.dumps({"question": {"kind": "single"} | BODIES["single"], "response": "a"})
    question = {"kind": "single"} | BODIES["single"] | {"stem": "One line\u2028or two?"}
    odd = json.dumps({"question": question, "response": "a"}, ensure_ascii=False)
    found = score_lines(f"{good}\n\n  \nnonsense\r\n{odd}\n")
    assert [(one["line"], one["state"]) for one in found] == [
        (1, "right"),
        (4, "rejected"),
        (5, "right"),
    ]
    assert score_lines("") == []


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)


@settings(deadline=None)  # a busy machine is no counterexample
@given(kind=st.sampled_from(sorted(KINDS)), response=values, level=values, policy=values)
def test_whatever_comes_there_is_an_answer(kind, response, level, policy):
    for given_policy in (None, policy):
        found = scored(kind, response, policy=given_policy, level=level)
        assert found.keys() >= EMPTY.keys()
    assert scored(kind, response)["state"] in (
        "right",
        "partly",
        "wrong",
        "blank",
        "waiting",
        "rejected",
    )


@settings(deadline=None)  # a busy machine is no counterexample
@given(kind=st.sampled_from(sorted(KINDS)), name=st.text(max_size=12), value=values)
def test_whatever_the_question_says_there_is_an_answer(kind, name, value):
    for key in (name, *BODIES[kind]):
        assert scored(kind, None, **{key: value})["state"] in ("blank", "rejected")


def test_the_halves_of_a_pair_need_no_keys():
    actions, reasons = ([{"text": t, "correct": t in "AX"} for t in half] for half in ("AB", "XY"))
    right = scored("pair", {"action": "A", "reason": "X"}, actions=actions, reasons=reasons)
    assert (right["state"], right["fraction"]) == ("right", 1)
    numbered = scored("pair", {"action": "1", "reason": "4"}, actions=actions, reasons=reasons)
    assert [part["right"] for part in numbered["parts"]] == [True, False]


@pytest.mark.parametrize(
    ("rule", "fraction"),
    [("each_option", "0.5"), ("half_way", "0.5"), ("plus_minus", "0"), ("all_or_nothing", "0")],
)
def test_the_empty_set_is_what_the_rule_makes_of_it_and_null_is_blank(rule, fraction):
    options = [
        {"key": key, "text": f"Option {key}", "why": "So.", "correct": key in "ab"}
        for key in "abcd"
    ]
    assert scored("multiple", [], rule=rule, options=options)["fraction"] == Decimal(fraction)
    assert scored("multiple", None, rule=rule, options=options)["state"] == "blank"
