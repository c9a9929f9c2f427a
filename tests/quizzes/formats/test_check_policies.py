"""What is rejected of a sitting before it is played, and what its policy means."""

from __future__ import annotations

from fractions import Fraction

import pytest

from quizzes.engine.behaviours import DEFERRED, PENALTY
from quizzes.engine.playing import Rules
from quizzes.formats.checks.played import play
from quizzes.formats.checks.policies import Policy, read_policy
from tests.quizzes.formats.test_check_plays import played, question, reasons


def test_an_empty_policy_is_an_exam_without_limits():
    plain = Policy(DEFERRED, tries=None, penalty=PENALTY, rule=None, rules=Rules())
    assert read_policy({}) == plain
    assert read_policy(dict.fromkeys(["minutes", "closes", "tries", "pass_mark"])) == plain
    assert (plain.rules.grace, plain.rules.ends_at) == (5, None)


def test_minutes_are_exact_seconds():
    assert read_policy({"minutes": 0.1}).rules.limit == Fraction(6)
    assert read_policy({"seconds": "100.5", "extra_minutes": 1}).rules.limit == Fraction(321, 2)


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ({"speed": 1}, [("policy.speed", "unknown_key")]),
        ({"behaviour": "guess"}, [("policy.behaviour", "unknown_name")]),
        ({"behaviour": 3}, [("policy.behaviour", "unknown_name")]),
        ({"preset": ""}, [("policy.preset", "unknown_name")]),
        ({"tries": 0}, [("policy.tries", "out_of_range")]),
        ({"tries": 11}, [("policy.tries", "out_of_range")]),
        ({"tries": 1.5}, [("policy.tries", "not_a_number")]),
        ({"penalty": 1.1}, [("policy.penalty", "out_of_range")]),
        ({"penalty": -0.1}, [("policy.penalty", "out_of_range")]),
        ({"penalty": "1E-31"}, [("policy.penalty", "too_exact")]),
        ({"penalty": "a third"}, [("policy.penalty", "not_a_number")]),
        ({"penalty": True}, [("policy.penalty", "not_a_number")]),
        ({"penalty": "NaN"}, [("policy.penalty", "not_a_number")]),
        ({"pass_mark": 80}, [("policy.pass_mark", "out_of_range")]),
        ({"factor": 0.9}, [("policy.factor", "out_of_range")]),
        ({"seconds": 10**10}, [("policy.seconds", "out_of_range")]),
        ({"extensions": 5}, [("policy.extensions", "not_a_list")]),
        ({"extensions": [-5]}, [("policy.extensions", "out_of_range")]),
        ({"certainty": 3}, [("policy.certainty", "not_true_or_false")]),
        ({"hard_close": True}, [("policy", "hard_close_without_close")]),
        ({"opens": 1}, [("policy", "not_yet_open")]),
        ({"closes": 0}, [("policy", "closed")]),
        (
            {"speed": 1, "tries": 0},
            [("policy.speed", "unknown_key"), ("policy.tries", "out_of_range")],
        ),
        ({"behaviour": "tries", "certainty_counts": True}, [("policy", "impossible")]),
    ],
)
def test_an_impossible_policy_is_rejected_with_all_its_reasons(policy, expected):
    assert reasons(played([question()], [], **policy)) == expected


def test_questions_are_rejected_with_all_their_reasons():
    questions = [
        [],
        question(slot="x", weight=-1),
        question(slot="y"),
        question(slot="y"),
        question(options=[]),
        question(tries=0),
        question(penalty="x"),
        question(hints="x"),
    ]
    assert reasons(played(questions, [], behaviour="tries")) == [
        ("questions[0]", "not_an_object"),
        ("questions[1].weight", "out_of_range"),
        ("questions[3].slot", "duplicate_slot"),
        ("questions[4].options", "too_few"),
        ("questions[5]", "impossible_terms"),
        ("questions[6]", "impossible_terms"),
        ("questions[7]", "impossible_terms"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("", "not_json")]),
        ("[1]", [("", "not_an_object")]),
        ('{"policy": 3}', [("policy", "not_an_object")]),
        ('{"questions": {}}', [("questions", "not_a_list")]),
        ('{"steps": {}}', [("steps", "not_a_list")]),
    ],
)
def test_what_is_no_sitting_is_rejected(text, expected):
    assert reasons(play(text)) == expected
