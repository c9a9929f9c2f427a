"""Sittings played step by step."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest

from quizzes.engine.behaviours import (
    BEHAVIOURS,
    COUNT_BACK,
    DEFERRED,
    IMMEDIATE,
    TRIES,
    fraction,
    terms,
)
from quizzes.engine.playing import Came, Played, Rules, Step, play
from quizzes.engine.scoring import share
from tests.quizzes.engine.examples import mark
from tests.quizzes.engine.sittings import OTHER, RIGHT, WRONG, asked, played


def states(found: Played) -> list[str]:
    return [came.state for came in found.steps]


def test_a_deferred_question_is_judged_at_the_end():
    found = played(
        [asked(DEFERRED)], ("save", WRONG), ("submit", WRONG), ("save", RIGHT), ("finish",)
    )
    assert found.steps == (
        Came("1", "answered", None),
        Came("1", "answered", None),
        Came("1", "answered", None),
        Came("", "finished", None),
    )
    assert found.ended == (Came("1", "right", Decimal(1)),)
    assert (found.mark, found.maximum, found.score, found.ended_by) == (1, 1, 1, "finish")
    assert found.passed is None


def test_an_immediate_question_is_judged_when_it_is_checked_and_then_locked():
    found = played(
        [asked(IMMEDIATE)], ("save", RIGHT), ("submit", WRONG), ("save", RIGHT), ("submit", RIGHT)
    )
    assert found.steps == (
        Came("1", "answered", None),
        Came("1", "wrong", Decimal(0)),
        Came("1", "wrong", Decimal(0), refused="locked"),
        Came("1", "wrong", Decimal(0), refused="locked"),
    )
    assert found.mark == 0


def test_half_an_answer_is_saved_and_judged_only_at_the_end():
    half = {"a": "x"}
    found = played([asked(IMMEDIATE, "matching")], ("submit", half), ("finish",))
    assert found.steps[0] == Came("1", "todo", None)
    assert found.ended == (Came("1", "partly", share(1, 3)),)


def test_a_check_without_a_response_checks_what_was_saved():
    found = played([asked(IMMEDIATE)], ("submit",), ("save", RIGHT), ("submit",))
    assert states(found) == ["todo", "answered", "right"]


def test_what_was_taken_back_ends_blank():
    for behaviour in BEHAVIOURS.values():
        found = played([asked(behaviour, hints=1)], ("save", RIGHT), ("save", None), ("finish",))
        assert states(found) == ["answered", "todo", "finished"]
        assert found.ended == (Came("1", "blank", Decimal(0)),)


def test_several_tries_with_try_again_between_them():
    found = played(
        [asked(TRIES, hints=2)],
        ("submit", WRONG),
        ("save", RIGHT),
        ("try_again",),
        ("try_again",),
        ("submit", OTHER),
        ("try_again",),
        ("save", RIGHT),
        ("submit", RIGHT),
        ("try_again",),
    )
    assert [(came.state, came.refused) for came in found.steps] == [
        ("tried", ""),
        ("tried", "locked"),
        ("todo", ""),
        ("todo", "nothing_to_try_again"),
        ("tried", ""),
        ("todo", ""),
        ("answered", ""),
        ("right", ""),
        ("right", "nothing_to_try_again"),
    ]
    assert found.steps[-1].fraction == found.mark == Decimal("0.3333334")


@pytest.mark.parametrize("sequence", [s for n in (1, 2, 3) for s in product("abc", repeat=n)])
@pytest.mark.parametrize("finish", [True, False])
def test_every_sequence_of_checks_is_worth_what_the_rule_says(sequence, finish):
    """Checks until it is over; what is tried after that is refused."""
    acts: list[tuple] = []
    for one in sequence:
        acts += [("submit", one), ("try_again",)]
    found = played([asked(TRIES, tries=3)], *acts, *([("finish",)] if finish else []))
    until = sequence[: sequence.index(RIGHT) + 1] if RIGHT in sequence else sequence
    tries = [mark("single", one) for one in until]
    assert found.mark == fraction(terms(TRIES, kind="single", tries=3), tries)
    assert found.steps[-1].state == ("finished" if finish else found.steps[-1].state)


def test_an_answer_saved_but_not_checked_is_the_last_try():
    acts = (("submit", WRONG), ("try_again",), ("save", RIGHT), ("finish",))
    assert played([asked(TRIES, tries=3)], *acts).mark == Decimal("0.6666667")


def test_what_was_tried_already_is_not_paid_for_twice_at_the_end():
    half = {"a": "x", "b": "y", "c": "z"}
    for acts in (
        (("submit", half), ("finish",)),
        (("submit", half), ("try_again",), ("finish",)),
        (("submit", half), ("try_again",), ("save", half), ("finish",)),
    ):
        assert played([asked(TRIES, "matching", tries=3)], *acts).mark == share(2, 3)


def test_the_same_answer_checked_again_is_another_try():
    acts = (("submit", WRONG), ("try_again",), ("submit", WRONG), ("try_again",), ("submit", RIGHT))
    assert played([asked(TRIES, tries=3)], *acts).mark == Decimal("0.3333334")


def test_parts_are_counted_back():
    question = asked(COUNT_BACK, "matching", tries=3, penalty=Decimal("0.25"))
    found = played(
        [question],
        ("submit", {"a": "x", "b": "x", "c": "y"}),
        ("try_again",),
        ("submit", {"a": "x", "b": "y", "c": "x"}),
    )
    assert found.steps[-1].state == "right"
    assert found.mark == Decimal("0.8333333")  # (1 + 0.75 + 0.75) / 3


def test_a_question_that_a_person_must_judge_leaves_the_mark_open():
    found = played([asked(DEFERRED, "written"), asked(DEFERRED, slot="2")], ("save", "Keratin."))
    assert found.ended == (Came("1", "waiting", None), Came("2", "blank", Decimal(0)))
    assert (found.mark, found.maximum, found.score) == (None, 2, None)


def test_weights_make_the_mark_and_the_maximum():
    questions = [asked(DEFERRED, weight=Decimal("2.5")), asked(DEFERRED, slot="2")]
    found = played(questions, ("save", RIGHT), ("finish",))
    assert (found.mark, found.maximum, found.score) == (
        Decimal("2.5"),
        Decimal("3.5"),
        Decimal("0.71429"),
    )


@pytest.mark.parametrize(
    ("pass_mark", "must", "answer", "passed"),
    [
        (None, False, RIGHT, None),
        ("0.5", False, RIGHT, True),
        ("0.51", False, RIGHT, False),
        ("0.5", True, RIGHT, False),
        ("0", False, WRONG, True),
    ],
)
def test_passing_needs_the_mark_and_what_must_not_be_missed(pass_mark, must, answer, passed):
    questions = [asked(DEFERRED), asked(DEFERRED, slot="2", must_not_miss=must)]
    limit = None if pass_mark is None else Decimal(pass_mark)
    assert played(questions, ("save", answer), pass_mark=limit).passed is passed


@pytest.mark.parametrize(
    ("answer", "level", "worth"),
    [
        (RIGHT, 1, 1),
        (RIGHT, 2, 2),
        (RIGHT, 3, 3),
        (RIGHT, None, 1),
        (WRONG, 1, 0),
        (WRONG, 2, -2),
        (WRONG, 3, -6),
        (WRONG, None, 0),
        (None, 3, 0),
    ],
)
@pytest.mark.parametrize("behaviour", [DEFERRED, IMMEDIATE])
def test_certainty_counts_by_the_table_where_the_policy_says_so(behaviour, answer, level, worth):
    question = asked(behaviour, weight=Decimal(2))
    found = played([question], ("submit", answer, level), ("finish",), certainty_counts=True)
    assert (found.ended[0].fraction, found.mark, found.maximum) == (worth, 2 * worth, 2)
    plain = played([question], ("submit", answer, level), ("finish",))
    assert plain.mark == (2 if answer == RIGHT else 0)


def test_certainty_meets_the_pass_mark_only_where_the_policy_says_so_again():
    questions = [asked(DEFERRED)]
    acts = (("save", RIGHT, 1), ("finish",))  # A + bonus = 1 + 0.1 x (1 - 3) = 0.8
    rules = {"certainty_counts": True, "pass_mark": Decimal("0.9")}
    assert played(questions, *acts, **rules).passed
    found = played(questions, *acts, **rules, certainty_passes=True)
    assert (found.score, found.passed) == (Decimal("0.8"), False)
    rules["pass_mark"] = Decimal("0.8")
    assert played(questions, *acts, **rules, certainty_passes=True).passed
    missed = [*questions, asked(DEFERRED, slot="2", must_not_miss=True)]
    rules["pass_mark"] = Decimal(0)
    assert not played(missed, *acts, **rules, certainty_passes=True).passed


def test_certainty_that_passes_leaves_the_pass_open_while_a_person_must_look():
    questions = [asked(DEFERRED, "written")]
    rules = {"certainty_counts": True, "certainty_passes": True, "pass_mark": Decimal(0)}
    assert played(questions, ("save", "Keratin."), **rules).passed is None


def test_certainty_is_kept_and_changed_with_its_answer():
    question = [asked(DEFERRED)]
    rules = {"certainty_counts": True}
    assert played(question, ("save", RIGHT, 3), ("save", WRONG), **rules).mark == -6
    assert played(question, ("save", WRONG, 3), ("save", WRONG, 2), **rules).mark == -2
    found = played(question, ("save", RIGHT, 4), ("save", RIGHT, 0), **rules)
    assert [came.refused for came in found.steps] == ["unknown_certainty"] * 2
    assert found.ended == (Came("1", "blank", Decimal(0)),)


@pytest.mark.parametrize("behaviour", [TRIES, COUNT_BACK])
def test_certainty_does_not_count_after_a_first_try(behaviour):
    with pytest.raises(ValueError):
        played([asked(behaviour, tries=2)], certainty_counts=True)
    with pytest.raises(ValueError):
        played([asked(DEFERRED), asked(behaviour, slot="2", tries=2)], certainty_counts=True)


def test_two_questions_have_two_slots():
    with pytest.raises(ValueError):
        play([asked(DEFERRED), asked(DEFERRED)], Rules(), [])


@pytest.mark.parametrize(
    ("step", "came"),
    [
        (Step(0, "peek", "1"), Came("1", "todo", None, "unknown_action")),
        (Step(0, "save", "9", RIGHT), Came("9", "todo", None, "unknown_slot")),
        (Step(0, "save", "1", "z"), Came("1", "todo", None, "unknown_key")),
        (Step(0, "save", "1", 7), Came("1", "todo", None, "wrong_type")),
        (Step(0, "try_again", "1"), Came("1", "todo", None, "nothing_to_try_again")),
    ],
)
def test_a_step_that_makes_no_sense_is_refused_and_changes_nothing(step, came):
    found = play([asked(DEFERRED)], Rules(), [step])
    assert found.steps == (came,)
    assert found.ended == (Came("1", "blank", Decimal(0)),)


def test_what_was_decided_stays_decided_until_another_try():
    found = played(
        [asked(TRIES, "branching", tries=2)],
        ("save", ["ask"]),
        ("save", ["wait"]),
        ("submit", ["ask", "calm"]),
        ("try_again",),
        ("submit", ["wait"]),
    )
    assert [came.refused for came in found.steps] == ["", "decided", "", "", ""]
    assert states(found) == ["todo", "todo", "tried", "todo", "partly"]
    assert found.ended == (Came("1", "partly", Decimal(0)),)  # 0.2 less a third
