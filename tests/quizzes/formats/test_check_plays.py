"""Whole sittings played from JSON."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

pytest.importorskip("hypothesis")
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.engine.kinds import KINDS
from quizzes.formats.checks.played import play
from tests.quizzes.engine.examples import BODIES, example
from tests.quizzes.formats.test_check_scores import values

NOTHING = {"mark": None, "max": None, "score": None, "passed": None, "ended_by": None}


def question(kind: str = "single", **more: Any) -> dict[str, Any]:
    return {"kind": kind} | BODIES[kind] | more


def played(questions: Any, steps: Any, **policy: Any) -> dict[str, Any]:
    return play(json.dumps({"questions": questions, "policy": policy, "steps": steps}))


def step(action: str, *response: Any, **more: Any) -> dict[str, Any]:
    return {"action": action} | ({"response": response[0]} if response else {}) | more


def reasons(found: dict[str, Any]) -> list[tuple[str, str]]:
    assert (found["steps"], found["questions"], found["final"]) == ([], [], NOTHING)
    return [(reason["path"], reason["code"]) for reason in found["reasons"]]


def test_a_sitting_comes_back_step_by_step_with_its_end():
    found = played(
        [question(slot=7, hints=["Think.", "Of hair."], weight=2)],
        [
            step("submit", "Milk", t=0, slot=7),
            step("try_again", t=5, slot=7),
            step("submit", "a", t=9.5, slot=7),
            step("finish", t=12),
        ],
        behaviour="tries",
        penalty=0.25,
        pass_mark=0.75,
    )
    assert found == {
        "steps": [
            {"slot": 7, "state": "tried", "fraction": None},
            {"slot": 7, "state": "todo", "fraction": None},
            {"slot": 7, "state": "right", "fraction": Decimal("0.75")},
            {"slot": None, "state": "finished", "fraction": None},
        ],
        "questions": [{"slot": 7, "state": "right", "fraction": Decimal("0.75")}],
        "final": {
            "mark": Decimal("1.5"),
            "max": 2,
            "score": Decimal("0.75"),
            "passed": True,
            "ended_by": "finish",
        },
    }


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_played(kind):
    right = KINDS[kind].right_response(example(kind))
    found = played([question(kind)], [step("save", right), step("finish")])
    expected = ("waiting", None) if kind == "written" else ("right", 1)
    assert (found["questions"][0]["state"], found["final"]["mark"]) == expected


def test_slots_are_numbers_from_one_and_a_lone_question_needs_none():
    found = played([question(), question()], [step("save", "a", slot=2), step("save", "a")])
    assert [one["slot"] for one in found["questions"]] == [1, 2]
    assert [one["state"] for one in found["questions"]] == ["blank", "right"]
    assert found["steps"][1] == {
        "slot": None,
        "state": "todo",
        "fraction": None,
        "refused": "unknown_slot",
    }
    assert played([question(slot="x")], [step("save", "a")])["steps"][0]["slot"] == "x"
    lost = played([question(), question()], [step("save", "a", slot=9)])["steps"][0]
    assert (lost["slot"], lost["refused"]) == (9, "unknown_slot")


@pytest.mark.parametrize(
    ("own", "policy", "mark"),
    [
        ({"hints": 2}, {}, "0.3333334"),
        ({"hints": ["x", "y"]}, {}, "0.3333334"),
        ({}, {}, "0.3333334"),
        ({"hints": 1}, {}, "0"),
        ({"tries": 2}, {}, "0"),
        ({"hints": 1, "tries": 3}, {}, "0.3333334"),
        ({}, {"tries": 2}, "0"),
        ({"hints": 1}, {"tries": 3}, "0.3333334"),
        ({"tries": 3}, {"tries": 2}, "0.3333334"),
        ({}, {"penalty": 0.1}, "0.8"),
        ({"penalty": 0.2}, {"penalty": 0.1}, "0.6"),
        ({"try_penalty": "0.2"}, {"penalty": 0.1}, "0.6"),
        ({"try_penalty": 0.2, "penalty": 0.3}, {}, "0.6"),
    ],
)
def test_tries_and_penalty_are_the_questions_before_the_policys(own, policy, mark):
    acts = [step("submit", "b"), step("try_again"), step("submit", "c"), step("try_again")]
    found = played([question(**own)], [*acts, step("submit", "a")], behaviour="tries", **policy)
    assert found["final"]["mark"] == Decimal(mark)


def test_a_numeric_questions_own_penalty_is_about_units():
    right = KINDS["numeric"].right_response(example("numeric"))
    acts = [step("submit", right | {"value": "999"}), step("try_again"), step("submit", right)]
    for more, mark in (({}, "0.6666667"), ({"try_penalty": 0.5}, "0.5")):
        found = played([question("numeric", **more)], acts, behaviour="tries")
        assert found["final"]["mark"] == Decimal(mark)


def test_the_preset_names_the_behaviour_unless_the_policy_does():
    def state(**policy: Any) -> str:
        return played([question()], [step("submit", "b")], **policy)["steps"][0]["state"]

    assert state() == state(preset="exam") == state(behaviour="") == "answered"
    assert state(preset="practice") == state(preset="check") == "wrong"
    assert state(preset="exam", behaviour="immediate") == "wrong"
    assert state(preset="practice", behaviour="deferred") == "answered"
    assert state(behaviour="count_back") == "tried"


@pytest.mark.parametrize(
    ("policy", "late"),
    [
        ({}, False),
        ({"seconds": 85}, False),
        ({"seconds": 84}, True),
        ({"minutes": 1.5}, False),
        ({"minutes": 1}, True),
        ({"minutes": 1, "extra_minutes": 1}, False),
        ({"minutes": 10, "seconds": 60}, True),
        ({"seconds": 60, "factor": "1.5"}, False),
        ({"seconds": 60, "extensions": [20, 5]}, False),
        ({"seconds": 60, "extensions": [20, 4]}, True),
        ({"seconds": 60, "grace": 30}, False),
        ({"closes": 60}, False),
        ({"closes": 60, "hard_close": True}, True),
        ({"opens": 0, "closes": 85, "hard_close": True}, False),
        ({"seconds": None}, False),
    ],
)
def test_the_policys_times_are_kept(policy, late):
    found = played([question()], [step("save", "a", t=90)], **policy)
    assert found["steps"][0].get("refused") == ("too_late" if late else None)
    assert found["final"]["mark"] == (0 if late else 1)


def test_certainty_weights_and_what_must_not_be_missed_count():
    questions = [question(weight=2), question(must_not_miss=True)]
    acts = [step("save", "a", slot=1, certainty=3), step("save", "b", slot=2, certainty=2)]
    found = played(questions, acts, certainty_counts=True, pass_mark="0.5")
    assert (found["final"]["mark"], found["final"]["max"], found["final"]["passed"]) == (
        4,
        3,
        False,
    )
    assert [one["fraction"] for one in found["questions"]] == [3, -2]
    plain = played(questions, acts, certainty=True)
    assert (plain["final"]["mark"], plain["final"]["passed"]) == (2, None)
    for must in (False, None, "yes"):
        spared = [question(weight=2), question(must_not_miss=must)]
        assert played(spared, acts, pass_mark=0.5)["final"]["passed"] is True
    share = played(
        questions[:1], acts[:1], certainty_counts=True, certainty_passes=True, pass_mark=1
    )
    assert share["final"]["passed"] is True


def test_the_order_may_be_fixed_and_a_rule_given():
    acts = [step("save", "a", slot=2)]
    found = played([question(), question()], acts, sequential=True)
    assert found["steps"][0]["refused"] == "may_not_visit"
    half = played([question("multiple")], [step("save", ["a"])])
    strict = played([question("multiple")], [step("save", ["a"])], rule="all_or_nothing")
    assert (half["final"]["mark"], strict["final"]["mark"]) == (Decimal("0.5"), 0)
    assert "ignored" not in played([question()], [], rule="all_or_nothing")


def test_what_belongs_to_a_quiz_and_not_to_an_attempt_is_taken_and_left():
    found = played([question()], [], attempts=3, pauses=[24], grade="highest", review={})
    assert "reasons" not in found


@pytest.mark.parametrize(
    ("bad", "refused"),
    [
        ([], "not_an_object"),
        (step("save", "Chalk"), "unknown_text"),
        (step("save", ["a"]), "wrong_type"),
        (step("save", "a", t="soon"), "not_a_number"),
        (step("save", "a", t=-1), "out_of_order"),
        (step("save", "a", certainty="high"), "unknown_certainty"),
        (step("save", "a", certainty=True), "unknown_certainty"),
        (step("save", "a", certainty=4), "unknown_certainty"),
        ({}, "unknown_action"),
        (step("peek"), "unknown_action"),
    ],
)
def test_a_bad_step_is_refused_alone(bad, refused):
    found = played([question()], [step("save", "b"), bad, step("save", "a"), step("finish")])
    assert [one.get("refused") for one in found["steps"]] == [None, refused, None, None]
    assert found["final"]["mark"] == 1


def test_a_step_without_a_time_comes_with_the_one_before():
    acts = [step("save", "b"), step("save", "a", t=71), step("save", "a")]
    found = played([question()], acts, seconds=65)
    assert [one.get("refused") for one in found["steps"]] == [None, "too_late", "ended"]
    back = [step("save", "b", t=9), step("save", "a", t=8), step("save", "a")]
    found = played([question()], back)
    assert [one.get("refused") for one in found["steps"]] == [None, "out_of_order", None]


def test_an_empty_sitting_is_worth_nothing():
    found = play("{}")
    assert found["final"] == NOTHING | {"max": 0}
    assert "reasons" not in found


def test_a_question_may_stand_inside_its_slot():
    inside = {"slot": "x", "weight": 3, "question": question(weight=2)}
    found = played([inside], [step("save", "a")])
    assert (found["final"]["mark"], found["questions"][0]["slot"]) == (3, "x")
    assert reasons(played([{"question": 3}], [])) == [("questions[0].question", "not_an_object")]


def test_fields_that_mean_nothing_are_named():
    found = played([question(), question(source="book")], [])
    assert found["ignored"] == ["questions[1].source"]


@settings(deadline=None)  # a busy machine is no counterexample
@given(
    kind=st.sampled_from(sorted(KINDS)),
    given_steps=st.lists(
        st.fixed_dictionaries(
            {"action": st.sampled_from(["save", "submit", "try_again", "finish"]) | values},
            optional={"response": values, "t": values, "slot": values, "certainty": values},
        ),
        max_size=5,
    ),
    behaviour=st.sampled_from(["deferred", "immediate", "tries", "count_back"]),
)
def test_whatever_is_done_there_is_an_end(kind, given_steps, behaviour):
    found = played([question(kind)], given_steps, behaviour=behaviour)
    assert len(found["steps"]) == len(given_steps)
    assert found["final"]["max"] == 1
    assert found["questions"][0]["state"] in ("right", "partly", "wrong", "blank", "waiting")


@settings(deadline=None)  # a busy machine is no counterexample
@given(policy=values, questions=values, steps=values)
def test_whatever_comes_there_is_a_document(policy, questions, steps):
    found = play(json.dumps({"policy": policy, "questions": questions, "steps": steps}))
    assert {"steps", "questions", "final"} <= found.keys()
