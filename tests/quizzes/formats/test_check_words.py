"""What a check says to what it cannot score, and what it does without."""

from __future__ import annotations

import json
from typing import Any

import pytest

from quizzes.engine.kinds import KINDS
from quizzes.formats.checks import RESPONSES, RULES
from quizzes.formats.checks.scored import score
from tests.quizzes.engine.examples import BODIES


def of(question: dict[str, Any], response: Any, **line: Any) -> dict[str, Any]:
    return score(json.dumps({"question": question, "response": response, **line}))


def numeric(response: str) -> dict[str, Any]:
    question = '{"kind": "numeric", "answers": [{"value": 3, "tolerance": 0.5, "weight": 1}]}'
    return score(f'{{"question": {question}, "response": {response}}}')


def messages(found: dict[str, Any]) -> list[str]:
    return [reason["message"] for reason in found["reasons"]]


def test_each_kind_has_an_example_of_its_responses():
    assert set(RESPONSES) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_response_of_the_wrong_shape_is_told_what_the_right_one_looks_like(kind):
    found = of({"kind": kind} | BODIES[kind], True)
    expected = f"is no response to this question: give one such as {RESPONSES[kind]}"
    assert messages(found) == [expected]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ({"question": {"kind": "guess"}}, "there is no kind guess: use single, multiple,"),
        ({"question": {"kind": "single"}}, "is missing: give it"),
        ({"question": {"kind": "single", "options": [5, 5]}}, "must be an object, in braces"),
        ({"policy": {"penalty": -1}}, "lies outside of what is allowed"),
        ({"policy": {"behaviour": "x"}}, "there is no x here: behaviour has deferred,"),
        ({"policy": {"colour": 1}}, "means nothing here"),
        ({"question": {"kind": "scale"} | BODIES["scale"], "response": 999}, "lies outside of the"),
        ({"question": {"kind": "short_text"} | BODIES["short_text"], "response": "x" * 999}, "may"),
    ],
)
def test_every_reason_says_what_to_do(line, message):
    assert messages(score(json.dumps(line)))[0].startswith(message)


@pytest.mark.parametrize("kind", ["multiple", "ordering", "numeric"])
def test_a_rule_that_is_none_is_answered_with_those_there_are(kind):
    question = {"kind": kind} | BODIES[kind] | {"penalty": None}
    [message] = messages(of(question | {"rule": "fair"}, None))
    assert message.startswith("there is no rule fair here: ")
    assert f"{kind} has {', '.join(RULES[kind])}" in message
    assert all("reasons" not in of(question | {"rule": rule}, None) for rule in unweighed(kind))


def unweighed(kind: str) -> list[str]:
    """The rules that need no more than their name."""
    more = ("weighted", "of_response", "of_question")
    return [rule for rule in RULES[kind] if rule not in more]


def test_a_pair_may_be_a_list_of_its_two_halves():
    question = {"kind": "pair"} | BODIES["pair"]
    named = {"actions": [{"correct": True}, {}], "reasons": [{"correct": True}, {}]}
    assert of({"kind": "pair"} | named, ["1", "3"])["state"] == "right"
    assert of({"kind": "pair"} | named, ["1", "4"])["state"] == "wrong"
    assert of(question, ["a"])["reasons"][0]["code"] == "wrong_type"


@pytest.mark.parametrize(
    ("question", "response", "fraction"),
    [
        ({"kind": "single", "options": [{"key": "a", "correct": True}, {"key": "b"}]}, "a", 1),
        ({"kind": "scale", "low": 0, "high": 10, "target": 4, "tolerance": 1, "zero": 5}, 4, 1),
        (
            {
                "kind": "cloze",
                "gaps": [
                    {"choices": [{"key": "a", "correct": True}, {"key": "b"}]},
                    {"kind": "short_text", "answers": [{"text": "oil", "weight": 1}]},
                ],
            },
            {"1": "a", "2": "Oil."},
            1,
        ),
        ({"kind": "written", "criteria": [{"key": "k"}, {"key": "l"}]}, "A text.", None),
    ],
)
def test_what_is_only_shown_and_what_has_a_default_may_be_left_out(question, response, fraction):
    found = of(question, response)
    assert (found["fraction"], "reasons" in found) == (fraction, False)


def test_the_text_of_an_accepted_answer_may_not_be_left_out():
    found = of({"kind": "short_text", "answers": [{"key": "a", "weight": 1}]}, "a")
    assert [reason["path"] for reason in found["reasons"]] == ["question.answers[0].text"]


def test_a_number_counts_with_every_digit_it_is_written_with():
    assert numeric("3.5")["fraction"] == 1
    assert numeric("3.5" + "0" * 20)["fraction"] == 1
    assert numeric("3.50000000000000000001")["fraction"] == 0


@pytest.mark.parametrize("number", ["1e400", "1e9999999999999999999", "1e-9999999999999999999"])
def test_a_number_beyond_all_reason_is_rejected(number):
    assert numeric(number)["state"] == "rejected"


@pytest.mark.parametrize("rule", [None, "no_penalty"])
def test_a_wrong_unit_may_be_offered_where_it_costs_nothing(rule):
    units = [{"unit": "mm", "factor": 1}, {"unit": "mL"}]
    question = {"kind": "numeric", "answers": [{"value": 3, "weight": 1}], "units": units}
    question |= {} if rule is None else {"rule": rule}
    assert of(question, "3 mm")["fraction"] == 1
    found = of(question, "3 mL")
    assert found["fraction"] == 1
    assert [part["right"] for part in found["parts"]] == [True, False]
