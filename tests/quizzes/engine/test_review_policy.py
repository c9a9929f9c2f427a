"""The review matrix: its moments, what is refused, and what is promised."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from quizzes.engine.behaviours import BEHAVIOURS, COUNT_BACK, DEFERRED, IMMEDIATE, TRIES
from quizzes.engine.review import visible
from quizzes.engine.review_policy import (
    ALWAYS,
    CONDITIONS,
    ENDED,
    MOMENTS,
    NAMED,
    NEVER,
    ONCE_OVER,
    REVIEWS,
    TELLING,
    THINGS,
    Promise,
    Review,
    Unsafe,
    UnsafeReview,
    condition,
    moment_of,
    named,
    plain,
    preview,
    read,
    told,
    unsafe,
)

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
OPEN_THINGS = tuple(thing for thing in THINGS if thing not in TELLING)
WORDS = ("specific", "general", "key")  # in the order of THINGS
PRESETS = [("practice", IMMEDIATE, None), ("check", IMMEDIATE, None), ("exam", DEFERRED, 3)]


def matrix(*cells: tuple[str, str, str]) -> Review:
    return Review(frozenset(cells))


def test_things_and_moments_are_the_whole_matrix():
    assert set(OPEN_THINGS) == {"responses", "correctness", "marks", "overall", "topics"}
    assert {"specific", "general", "key"} == TELLING
    assert MOMENTS == ("during", "just_after", "later", "after_close")


def test_the_moment_of_an_attempt():
    closes = NOON + 60 * SECOND

    def named(after: int | float, closes: datetime | None = None) -> str:
        return moment_of(at=NOON + after * SECOND, submitted_at=NOON, closes=closes)

    assert moment_of(at=NOON, submitted_at=None, closes=NOON) == "during"
    assert [named(0), named(120), named(120.000001)] == ["just_after", "just_after", "later"]
    assert [named(120, closes), named(121, closes)] == ["just_after", "after_close"]
    assert named(130, NOON + 130 * SECOND) == "after_close"
    assert named(130, NOON + 131 * SECOND) == "later"


@pytest.mark.parametrize(("preset", "behaviour", "attempts"), PRESETS)
def test_presets_are_safe(preset, behaviour, attempts):
    assert unsafe(REVIEWS[preset], preset=preset, behaviour=behaviour, attempts=attempts) == ()
    stored = plain(REVIEWS[preset])
    again = read(stored, preset=preset, behaviour=behaviour.code, attempts=attempts)
    assert again == REVIEWS[preset]


@pytest.mark.parametrize(
    ("name", "moments", "things"),
    [
        ("outcome_only", ENDED, {"responses", "correctness", "marks", "overall", "topics"}),
        ("score_only", ENDED, {"marks", "topics"}),
        ("after_close", ("after_close",), set(THINGS)),
        ("nothing", (), set()),
    ],
)
def test_a_matrix_with_a_name_is_the_same_whatever_the_preset(name, moments, things):
    expected = {moment: dict.fromkeys(things, ALWAYS) for moment in moments}
    for preset in REVIEWS:
        assert plain(named(name, preset)) == expected


def test_the_usual_matrix_is_the_preset_s_own():
    judged_at_once = {moment: dict.fromkeys(THINGS, ALWAYS) for moment in MOMENTS}
    row = {thing: ONCE_OVER if thing in WORDS else ALWAYS for thing in THINGS}
    assert plain(named("usual", "practice")) == plain(named("usual", "check")) == judged_at_once
    assert plain(named("usual", "exam")) == dict.fromkeys(ENDED, row)
    for name, preset in [("likely", "exam"), ("usual", "survey")]:
        with pytest.raises(KeyError):
            named(name, preset)


@pytest.mark.parametrize("attempts", [None, 1, 3])
@pytest.mark.parametrize("name", [*NAMED, "usual"])
def test_no_name_makes_an_exam_give_its_answers_away(name, attempts):
    assert unsafe(named(name, "exam"), preset="exam", behaviour=DEFERRED, attempts=attempts) == ()


def test_nothing_is_shown_during_what_judges_nothing():
    review = matrix(("during", "marks", ALWAYS))
    refused = (Unsafe("during", "marks", "not_judged_yet"),)
    assert unsafe(review, preset="exam", behaviour=DEFERRED, attempts=3) == refused
    assert unsafe(review, preset="exam", behaviour=IMMEDIATE, attempts=3) == refused
    assert unsafe(review, preset="practice", behaviour=DEFERRED, attempts=None) == refused
    assert unsafe(review, preset="practice", behaviour=IMMEDIATE, attempts=None) == ()
    told = matrix(("during", "marks", ALWAYS), ("during", "correctness", ALWAYS))
    assert unsafe(told, preset="practice", behaviour=TRIES, attempts=None) == ()


def test_who_may_try_again_is_told_that_it_was_not_right():
    hidden = (Unsafe("during", "correctness", "try_without_outcome"),)
    for review in (matrix(), matrix(("during", "correctness", "once_over"))):
        for behaviour in (TRIES, COUNT_BACK):
            assert unsafe(review, preset="practice", behaviour=behaviour, attempts=None) == hidden


@pytest.mark.parametrize("attempts", [None, 1, 2])
@pytest.mark.parametrize("when", [ALWAYS, ONCE_OVER])
@pytest.mark.parametrize(("moment", "thing"), list(product(ENDED, THINGS)))
def test_an_exam_that_may_ask_again_keeps_what_tells(moment, thing, when, attempts):
    review = matrix((moment, thing, when), (moment, "responses", ALWAYS))
    refused = attempts != 1 and moment != "after_close" and thing in TELLING and when == ALWAYS
    found = unsafe(review, preset="exam", behaviour=DEFERRED, attempts=attempts)
    expected = Unsafe(moment, thing, "key_while_attempts_remain")
    assert found == ((expected,) if refused else ())
    assert unsafe(review, preset="practice", behaviour=IMMEDIATE, attempts=attempts) == ()


@pytest.mark.parametrize("when", [ALWAYS, ONCE_OVER])
@pytest.mark.parametrize("moment", MOMENTS)
def test_words_on_her_choice_need_her_choice_beside_them(moment, when):
    review = matrix((moment, "specific", ALWAYS))
    found = unsafe(review, preset="practice", behaviour=IMMEDIATE, attempts=None)
    assert found == (Unsafe(moment, "specific", "feedback_without_response"),)
    both = matrix((moment, "specific", ALWAYS), (moment, "responses", when))
    assert unsafe(both, preset="practice", behaviour=IMMEDIATE, attempts=None) == ()


def test_one_cell_can_be_wrong_twice_and_all_is_told():
    review = matrix(("later", "specific", ALWAYS), ("during", "key", ALWAYS))
    found = unsafe(review, preset="exam", behaviour=DEFERRED, attempts=2)
    assert found == (
        Unsafe("during", "key", "not_judged_yet"),
        Unsafe("later", "specific", "key_while_attempts_remain"),
        Unsafe("later", "specific", "feedback_without_response"),
    )


def test_a_stored_matrix_is_read_and_written():
    stored = {"just_after": {"marks": "always"}, "after_close": {"key": "once_over"}}
    review = read(stored, preset="exam", behaviour="deferred", attempts=3)
    assert review == matrix(("just_after", "marks", ALWAYS), ("after_close", "key", ONCE_OVER))
    assert plain(review) == stored
    assert (
        read({"later": {"key": "never"}}, preset="exam", behaviour="deferred", attempts=3)
        == matrix()
    )
    assert plain(matrix()) == {}
    assert list(plain(REVIEWS["practice"])) == list(MOMENTS)
    assert list(plain(REVIEWS["practice"])["later"]) == list(THINGS)


def test_a_stored_matrix_is_refused_with_all_that_is_wrong():
    stored = {
        "soon": {"marks": "always"},
        "later": {"gossip": "always", "marks": "sometimes", "key": "always"},
        "just_after": ["marks"],
    }
    with pytest.raises(UnsafeReview) as caught:
        read(stored, preset="exam", behaviour="deferred", attempts=3)
    assert caught.value.problems == (
        Unsafe("soon", "", "unknown_moment"),
        Unsafe("later", "gossip", "unknown_thing"),
        Unsafe("later", "marks", "unknown_condition"),
        Unsafe("just_after", "", "not_a_mapping"),
        Unsafe("later", "key", "key_while_attempts_remain"),
    )
    assert str(caught.value).startswith("soon : unknown_moment; later gossip: unknown_thing")
    with pytest.raises(ValueError):
        read({}, preset="exam", behaviour="guessing", attempts=3)


def test_a_cell_said_twice_holds_in_its_stricter_form():
    review = matrix(("later", "key", ALWAYS), ("later", "key", ONCE_OVER))
    assert review.condition("later", "key") == ONCE_OVER
    assert matrix().condition("later", "key") == NEVER


def test_practice_promises_everything_at_once():
    found = preview(
        REVIEWS["practice"],
        preset="practice",
        behaviour=IMMEDIATE,
        attempts=None,
        has_close=False,
    )
    assert [one.moments for one in found] == [("during",), ("just_after",), ("later",)]
    assert told(found) == (Promise(("during", "just_after", "later"), THINGS),)


def test_an_exam_promises_the_outcome_and_the_key_once_it_is_over():
    found = preview(REVIEWS["exam"], preset="exam", behaviour=DEFERRED, attempts=3, has_close=True)
    assert [one.moments for one in found] == [("just_after",), ("later",), ("after_close",)]
    assert told(found) == (Promise(ENDED, OPEN_THINGS, WORDS),)


def test_the_end_of_the_only_attempt_is_the_last():
    found = preview(REVIEWS["exam"], preset="exam", behaviour=DEFERRED, attempts=1, has_close=False)
    assert told(found) == (Promise(("just_after", "later"), THINGS),)


def test_even_an_only_attempt_is_not_over_while_it_runs():
    review = matrix(("during", "key", ONCE_OVER), ("later", "key", ONCE_OVER))
    found = preview(review, preset="practice", behaviour=IMMEDIATE, attempts=1, has_close=False)
    assert found == (
        Promise(("during",), (), ("key",)),
        Promise(("just_after",), ()),
        Promise(("later",), ("key",)),
    )


def test_what_differs_is_told_apart():
    review = matrix(
        *[(moment, "marks", ALWAYS) for moment in ENDED], ("after_close", "key", ALWAYS)
    )
    found = preview(review, preset="exam", behaviour=DEFERRED, attempts=3, has_close=True)
    assert told(found) == (
        Promise(("just_after", "later"), ("marks",)),
        Promise(("after_close",), ("marks", "key")),
    )
    assert told([]) == ()
    waits = [Promise(("just_after",), ("marks",)), Promise(("later",), ("marks",), ("key",))]
    assert told(waits) == tuple(waits)


def test_only_neighbours_are_taken_together():
    def promises(*things: str) -> list[Promise]:
        return [Promise((moment,), (one,)) for moment, one in zip(MOMENTS, things, strict=False)]

    assert told(promises("marks", "topics", "topics")) == (
        Promise(("during",), ("marks",)),
        Promise(("just_after", "later"), ("topics",)),
    )
    turned = promises("marks", "topics", "marks")
    assert told(turned) == tuple(turned)


@pytest.mark.parametrize("preset", REVIEWS)
@pytest.mark.parametrize("when", CONDITIONS)
@pytest.mark.parametrize(("moment", "thing"), list(product(ENDED, THINGS)))
def test_what_is_promised_is_what_is_shown(preset, moment, thing, when):
    review = matrix((moment, thing, when)) if when != NEVER else matrix()
    behaviour = DEFERRED if preset == "exam" else IMMEDIATE
    promises = preview(review, preset=preset, behaviour=behaviour, attempts=3, has_close=True)
    promise = next(one for one in promises if one.moments == (moment,))

    def shows(passed: bool, attempts_left: int) -> bool:
        seen = visible(
            preset,
            submitted=True,
            passed=passed,
            attempts_left=attempts_left,
            review=review,
            moment=moment,
        )
        return any(getattr(seen, name) for name in seen.__slots__)

    assert shows(False, 2) == (thing in promise.always)
    assert shows(True, 2) == shows(False, 0) == (thing in promise.always + promise.once_over)


def test_a_running_exam_promises_nothing():
    assert condition(matrix(("during", "marks", ALWAYS)), "exam", "during", "marks") == NEVER
    for behaviour in BEHAVIOURS.values():
        found = preview(
            REVIEWS["practice"], preset="exam", behaviour=behaviour, attempts=3, has_close=False
        )
        assert found[0].moments == ("just_after",)
    deferred = preview(
        REVIEWS["practice"], preset="practice", behaviour=DEFERRED, attempts=3, has_close=False
    )
    assert deferred[0].moments == ("just_after",)
