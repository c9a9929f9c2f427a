"""The rules of a quiz: what they mean by default, and how they are stored and read again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

pytest.importorskip("hypothesis")
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.engine import review_policy
from quizzes.engine.behaviours import COUNT_BACK, DEFERRED, IMMEDIATE, PENALTY, TRIES, Terms
from quizzes.engine.policies import Policy
from quizzes.engine.review_policy import (
    ALWAYS,
    CORRECTNESS,
    DURING,
    JUST_AFTER,
    LATER,
    MARKS,
    ONCE_OVER,
    REVIEWS,
    TOPICS,
    UnsafeReview,
)
from quizzes.engine.windows import Window

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
FIRST = {"pass_mark": None, "minutes": None, "attempts": None, "pauses": [], "certainty": False}
TOLD = {CORRECTNESS: ALWAYS}


def test_a_quiz_that_says_nothing_has_the_gentlest_rules():
    found = Policy()
    assert (found.pass_mark, found.minutes, found.attempts, found.pauses) == (None, None, None, ())
    assert (found.certainty, found.certainty_counts, found.sequential) == (False, False, False)
    assert (found.tries, found.penalty, found.grace) == (3, PENALTY, 5)
    assert (found.grade, found.shuffled) == ("highest", ())
    assert found.window == Window(None, None, hard_close=False)


def test_a_window_is_the_quizs_own():
    found = Policy(opens=NOON, closes=NOON + timedelta(hours=1), hard_close=True)
    assert found.window == Window(NOON, NOON + timedelta(hours=1), hard_close=True)


@pytest.mark.parametrize(
    ("behaviour", "preset", "expected"),
    [
        ("", "exam", DEFERRED),
        ("", "practice", IMMEDIATE),
        ("", "check", IMMEDIATE),
        ("tries", "practice", TRIES),
        ("deferred", "practice", DEFERRED),
    ],
)
def test_a_behaviour_is_the_presets_unless_the_quiz_names_one(behaviour, preset, expected):
    assert Policy(behaviour=behaviour).behaves(preset) == expected


def test_a_question_is_sat_by_the_tries_and_the_penalty_of_its_quiz():
    half = Decimal("0.5")
    found = Policy(behaviour="count_back", tries=4, penalty=half)
    assert found.terms("practice", "matching") == Terms(COUNT_BACK, 4, half, 0, True)
    assert found.terms("practice", "single").by_part is False
    assert Policy(tries=4).terms("exam", "single") == Terms(DEFERRED)


@pytest.mark.parametrize("preset", REVIEWS)
def test_what_is_shown_when_is_the_presets_unless_the_quiz_says_more(preset):
    assert Policy().matrix(preset) == REVIEWS[preset]
    own = Policy(review={LATER: {MARKS: ALWAYS}}).matrix(preset)
    assert own.cells == {(LATER, MARKS, ALWAYS)}
    with pytest.raises(ValueError, match="no such review: own"):
        Policy(review="own").matrix(preset)


def test_a_matrix_is_read_with_the_behaviour_and_the_attempts_of_the_quiz():
    key = {LATER: {"key": ALWAYS}}
    assert Policy(review=key, attempts=1).matrix("exam").cells == {(LATER, "key", ALWAYS)}
    with pytest.raises(UnsafeReview):
        Policy(review=key, attempts=2).matrix("exam")
    with pytest.raises(UnsafeReview):
        Policy(review={}, behaviour="tries").matrix("practice")
    assert Policy(review={DURING: TOLD}, behaviour="tries").matrix("practice").cells


@pytest.mark.parametrize(
    ("review", "names"),
    [
        ("", True),
        ({}, False),
        ({JUST_AFTER: TOLD}, False),
        ({LATER: TOLD}, False),
        ({JUST_AFTER: TOLD, LATER: TOLD}, True),
        ({JUST_AFTER: {TOPICS: ALWAYS}, LATER: {TOPICS: ALWAYS}}, True),
        ({JUST_AFTER: {TOPICS: ALWAYS}, LATER: TOLD}, False),
        ({JUST_AFTER: TOLD, LATER: {CORRECTNESS: ONCE_OVER}}, False),
        ({JUST_AFTER: {MARKS: ALWAYS}, LATER: {MARKS: ALWAYS}}, False),
    ],
)
def test_what_went_wrong_is_named_where_it_is_told_from_the_end_on(review, names):
    assert Policy(review=review).names_the_missed("exam") is names


def test_what_is_promised_goes_with_the_close_and_the_attempts():
    def moments(**rules: object) -> list[str]:
        return [moment for one in Policy(**rules).promises("exam") for moment in one.moments]

    assert moments() == [JUST_AFTER, LATER]
    assert moments(closes=NOON) == [JUST_AFTER, LATER, "after_close"]
    once, more = (Policy(attempts=n).promises("exam")[0] for n in (1, 2))
    assert once.once_over == () and "key" in once.always
    assert "key" in more.once_over
    practice = Policy(behaviour="deferred").promises("practice")
    assert practice[0].moments == (JUST_AFTER,)
    assert Policy().promises("practice")[0].moments == (DURING,)


def test_only_the_first_rules_are_stored_where_they_are_as_ever():
    """So that a rule that is new makes no new revision of a quiz that does not use it."""
    assert Policy().to_json() == FIRST
    assert Policy(grace=5, tries=3, grade="highest").to_json() == FIRST


def test_rules_are_stored_as_json_has_them():
    found = Policy(
        pass_mark=Decimal("0.80"),
        pauses=(0, 24),
        penalty=Decimal("0.25"),
        opens=NOON,
        shuffled=("a", "b"),
        hard_close=True,
    )
    assert found.to_json() == FIRST | {
        "pass_mark": "0.80",
        "pauses": [0, 24],
        "penalty": "0.25",
        "opens": "2026-11-02T12:00:00+00:00",
        "shuffled": ["a", "b"],
        "hard_close": True,
    }


def test_a_snapshot_of_an_attempt_holds_more_and_an_old_one_less():
    assert Policy.from_json({"minutes": 30, "factor": "1.5", "extensions": []}) == Policy(
        minutes=30
    )
    assert Policy.from_json({}) == Policy()
    assert Policy.from_json({"opens": None, "pass_mark": None}) == Policy()


moments = st.none() | st.datetimes(timezones=st.just(UTC))
shares = st.decimals(0, 1, places=4)
policies = st.builds(
    Policy,
    pass_mark=st.none() | shares,
    minutes=st.none() | st.integers(1, 600),
    attempts=st.none() | st.integers(1, 9),
    pauses=st.lists(st.integers(0, 72), max_size=3).map(tuple),
    certainty=st.booleans(),
    certainty_counts=st.booleans(),
    behaviour=st.sampled_from(["", "tries", "count_back"]),
    tries=st.integers(1, 10),
    penalty=shares,
    opens=moments,
    closes=moments,
    hard_close=st.booleans(),
    grace=st.integers(0, 60),
    grade=st.sampled_from(["highest", "first"]),
    sequential=st.booleans(),
    shuffled=st.lists(st.text("ab", min_size=1), max_size=2).map(tuple),
    review=st.sampled_from(["", {"later": {"marks": "always"}}]),
)


@settings(max_examples=40)
@given(policies)
def test_rules_are_read_as_they_were_stored(found):
    read = Policy.from_json(found.to_json())
    assert read == found
    assert {type(getattr(read, name)) for name in ("pauses", "shuffled")} == {tuple}
    assert read.to_json() == found.to_json()


def test_every_named_matrix_may_stand_in_a_policy():
    for review in review_policy.NAMED.values():
        stored = review_policy.plain(review)
        assert Policy(review=stored, attempts=3).matrix("exam") == review


def test_a_matrix_is_found_by_its_name():
    assert review_policy.named("usual", "exam") == REVIEWS["exam"]
    assert review_policy.named("usual", "practice") == REVIEWS["practice"]
    assert review_policy.named("nothing", "exam").cells == frozenset()
    outcome = {thing for _, thing, _ in review_policy.named("outcome_only", "exam").cells}
    assert outcome == set(review_policy.THINGS) - review_policy.TELLING
    for name, preset in (("own", "exam"), ("usual", "survey")):
        with pytest.raises(KeyError):
            review_policy.named(name, preset)
