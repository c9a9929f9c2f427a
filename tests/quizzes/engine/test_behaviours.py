"""When answers are graded and locked, and where a question stands."""

from __future__ import annotations

from decimal import Decimal

import pytest

from quizzes.engine.behaviours import (
    ANSWERED,
    BEHAVIOURS,
    COUNT_BACK,
    DEFERRED,
    ENDED,
    IMMEDIATE,
    PENALTY,
    PRESETS,
    TODO,
    TRIED,
    TRIES,
    Standing,
    Terms,
    standing,
    terms,
)
from quizzes.engine.kinds.base import BLANK, Graded, graded

RIGHT, HALF, WRONG = (graded(Decimal(value), ()) for value in ("1", "0.5", "0"))
ALMOST = graded(Decimal("0.9999999"), ())
WAITING = Graded(None, "waiting")
ONCE = [Terms(DEFERRED), Terms(IMMEDIATE)]


def test_where_a_question_stands_has_a_name_that_other_programs_read():
    assert (TODO, ANSWERED, TRIED, ENDED) == ("todo", "answered", "tried", "ended")


def test_presets_name_their_behaviour():
    assert PRESETS == {"practice": IMMEDIATE, "check": IMMEDIATE, "exam": DEFERRED}
    assert BEHAVIOURS == {
        "deferred": DEFERRED,
        "immediate": IMMEDIATE,
        "tries": TRIES,
        "count_back": COUNT_BACK,
    }


@pytest.mark.parametrize("complete", [True, False])
def test_a_deferred_answer_is_graded_at_the_end_only(complete):
    assert not DEFERRED.is_graded_now(complete=complete, submitting=False)
    assert DEFERRED.is_graded_now(complete=complete, submitting=True)


@pytest.mark.parametrize("behaviour", [IMMEDIATE, TRIES, COUNT_BACK])
def test_an_immediate_answer_is_graded_once_it_is_complete(behaviour):
    assert behaviour.is_graded_now(complete=True, submitting=False)
    assert not behaviour.is_graded_now(complete=False, submitting=False)
    assert behaviour.is_graded_now(complete=False, submitting=True)


@pytest.mark.parametrize("behaviour", [IMMEDIATE, TRIES, COUNT_BACK])
def test_an_answer_is_locked_when_its_key_was_shown_or_all_is_submitted(behaviour):
    assert behaviour.is_locked(graded=True, submitted=False)
    assert not behaviour.is_locked(graded=False, submitted=False)
    assert behaviour.is_locked(graded=False, submitted=True)
    assert not DEFERRED.is_locked(graded=True, submitted=False)
    assert DEFERRED.is_locked(graded=False, submitted=True)


def test_several_tries_are_one_more_than_the_hints_or_the_authors_number():
    assert Decimal("0.3333333") == PENALTY
    assert terms(TRIES, kind="single", hints=2) == Terms(TRIES, 3, PENALTY, 2)
    assert terms(TRIES, kind="single") == Terms(TRIES, 1, PENALTY, 0)
    assert terms(TRIES, kind="single", hints=1, tries=4) == Terms(TRIES, 4, PENALTY, 1)
    half = terms(TRIES, kind="single", tries=2, penalty=Decimal("0.5"))
    assert half == Terms(TRIES, 2, Decimal("0.5"))


@pytest.mark.parametrize("behaviour", [DEFERRED, IMMEDIATE])
def test_other_behaviours_have_one_try_and_no_hints(behaviour):
    assert terms(behaviour, kind="single", hints=3, tries=4) == Terms(behaviour, 1, Decimal(0), 0)


def test_only_what_is_answered_part_by_part_is_counted_back():
    for kind in ("matching", "true_false", "cloze"):
        assert terms(COUNT_BACK, kind=kind, hints=1).by_part
        assert not terms(TRIES, kind=kind, hints=1).by_part
    for kind in ("single", "multiple", "ordering", "written", "numeric"):
        assert not terms(COUNT_BACK, kind=kind, hints=1).by_part


@pytest.mark.parametrize(
    "given",
    [
        {"tries": 0},
        {"tries": 11},
        {"hints": 10},
        {"hints": -1, "tries": 2},
        {"tries": 2, "penalty": Decimal("-0.1")},
        {"tries": 2, "penalty": Decimal("1.1")},
    ],
)
@pytest.mark.parametrize("behaviour", list(BEHAVIOURS.values()))
def test_impossible_terms_are_refused(behaviour, given):
    with pytest.raises(ValueError):
        terms(behaviour, kind="single", **given)


def test_terms_may_go_to_their_limits():
    assert terms(TRIES, kind="single", tries=1, penalty=Decimal(1)).penalty == 1
    assert terms(TRIES, kind="single", tries=10, penalty=Decimal(0)).tries == 10


@pytest.mark.parametrize("sat", ONCE)
def test_a_question_is_to_do_then_answered_then_over(sat):
    assert standing(sat) == Standing(TODO, 0, 1, 0, None, None, may_check=False)
    answered = standing(sat, complete=True)
    assert answered == Standing(ANSWERED, 0, 1, 0, None, None, may_check=sat == Terms(IMMEDIATE))
    ended = standing(sat, [HALF], submitted=True)
    assert ended == Standing(ENDED, 1, 1, 0, "partly", Decimal("0.5"), may_check=False)
    assert [one.is_locked for one in (standing(sat), answered, ended)] == [False, False, True]
    assert [one.has_ended for one in (standing(sat), answered, ended)] == [False, False, True]


@pytest.mark.parametrize("sat", [*ONCE, Terms(TRIES, 3, PENALTY, 2)])
def test_what_was_never_answered_ends_blank_and_counts_nothing(sat):
    found = standing(sat, submitted=True)
    assert (found.state, found.outcome, found.fraction) == (ENDED, "blank", 0)
    assert standing(sat, [BLANK], submitted=True).outcome == "blank"


def test_an_immediate_answer_is_over_when_it_is_checked():
    found = standing(Terms(IMMEDIATE), [WRONG])
    assert found == Standing(ENDED, 1, 1, 0, "wrong", Decimal(0), may_check=False)


def test_a_deferred_answer_is_never_over_before_the_end():
    assert standing(Terms(DEFERRED), [RIGHT], reopened=True, complete=True).state == ANSWERED


THREE = Terms(TRIES, 3, PENALTY, 2)


def test_a_wrong_try_is_locked_until_try_again_and_shows_the_first_hint():
    found = standing(THREE, [WRONG])
    assert found == Standing(TRIED, 1, 3, 1, "wrong", None, may_check=False)
    assert found.is_locked and found.may_try_again and not found.has_ended
    assert standing(THREE, [WRONG], complete=True) == found  # locked is locked


def test_try_again_opens_the_question_and_keeps_the_hint():
    found = standing(THREE, [WRONG], reopened=True)
    assert found == Standing(TODO, 1, 3, 1, "wrong", None, may_check=False)
    answered = standing(THREE, [WRONG], reopened=True, complete=True)
    assert answered == Standing(ANSWERED, 1, 3, 1, "wrong", None, may_check=True)
    assert not (found.is_locked or answered.is_locked or found.may_try_again)


def test_hints_come_one_by_one_and_never_more_than_there_are():
    many = Terms(TRIES, 5, PENALTY, 2)
    assert [standing(many, [WRONG] * n).hints for n in range(5)] == [0, 1, 2, 2, 2]
    assert standing(many, [WRONG] * 5).hints == 0


@pytest.mark.parametrize("last", [RIGHT, WAITING])
@pytest.mark.parametrize("before", [[], [WRONG], [HALF, WRONG]])
def test_a_right_try_ends_it_and_so_does_one_that_a_person_must_judge(before, last):
    found = standing(THREE, [*before, last], complete=True, reopened=True)
    assert (found.state, found.outcome) == (ENDED, last.state)
    assert (found.fraction is None) == (last is WAITING)


def test_almost_right_is_tried_again():
    assert standing(THREE, [ALMOST]).state == TRIED


def test_the_last_try_ends_it_whatever_it_is():
    assert standing(THREE, [WRONG, HALF]).state == TRIED
    found = standing(THREE, [WRONG, WRONG, WRONG], reopened=True)
    assert found == Standing(ENDED, 3, 3, 0, "wrong", Decimal(0), may_check=False)


def test_submitting_between_two_tries_leaves_the_last_one_as_it_was_judged():
    found = standing(THREE, [HALF], submitted=True)
    assert found == Standing(ENDED, 1, 3, 0, "partly", Decimal("0.5"), may_check=False)
