"""What may be seen, and when."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from quizzes.engine.review import (
    EVERYTHING,
    NOTHING,
    OUTCOME,
    Visible,
    of_question,
    tells,
    untold,
    visible,
)
from quizzes.engine.review_policy import (
    ALWAYS,
    CONDITIONS,
    ENDED,
    MOMENTS,
    NEVER,
    ONCE_OVER,
    REVIEWS,
    TELLING,
    THINGS,
    Review,
)

# Every field that the author's matrix decides, by the thing that grants it.
GRANTS = {
    "score": {"marks"},
    "topics": {"topics"},
    "beliefs": {"overall"},
    "responses": {"responses"},
    "correctness": {"correctness"},
    "options": {"key"},
    "key": {"key"},
    "specific": {"specific"},
    "general": {"general"},
    "explanations": {"key", "specific", "general"},
}
TELLING_FIELDS = {"options", "key", "specific", "general", "explanations"}


def matrix(*cells: tuple[str, str, str]) -> Review:
    return Review(frozenset(cells))


def whole(condition: str) -> Review:
    return matrix(*[(moment, thing, condition) for moment in MOMENTS for thing in THINGS])


def fields(seen: Visible) -> set[str]:
    return {name for name in Visible.__slots__ if getattr(seen, name)}


@pytest.mark.parametrize("preset", ["practice", "check"])
def test_practice_and_check_explain_an_answer_at_once_and_no_other(preset):
    def seen(**kwargs):
        return visible(preset, passed=None, attempts_left=None, **kwargs)

    assert seen(submitted=False) == NOTHING
    assert seen(submitted=False, answered=True) == EVERYTHING
    assert seen(submitted=True) == EVERYTHING


@pytest.mark.parametrize(
    ("answered", "passed", "attempts_left"),
    list(product([True, False], [None, True, False], [None, 0, 1])),
)
def test_a_running_exam_shows_nothing(answered, passed, attempts_left):
    found = visible(
        "exam",
        submitted=False,
        answered=answered,
        passed=passed,
        attempts_left=attempts_left,
    )
    assert found == NOTHING


@pytest.mark.parametrize("attempts_left", [None, 0, 2])
def test_an_exam_a_person_must_still_mark_shows_nothing(attempts_left):
    found = visible("exam", submitted=True, passed=None, attempts_left=attempts_left)
    assert found == NOTHING


@pytest.mark.parametrize("attempts_left", [1, 2, None])
def test_an_exam_not_passed_yet_shows_the_outcome_but_not_the_key(attempts_left):
    found = visible("exam", submitted=True, passed=False, attempts_left=attempts_left)
    assert found == Visible(score=True, topics=True, beliefs=True, responses=True, correctness=True)
    assert not (found.options or found.key or found.explanations)
    assert not (found.specific or found.general)


@pytest.mark.parametrize(("passed", "attempts_left"), [(True, 2), (True, None), (False, 0)])
def test_the_key_is_shown_after_the_pass_or_the_last_attempt(passed, attempts_left):
    found = visible("exam", submitted=True, passed=passed, attempts_left=attempts_left)
    assert found == EVERYTHING


def test_an_unknown_preset_shows_nothing_to_anybody():
    with pytest.raises(ValueError):
        visible("survey", submitted=True, passed=True, attempts_left=0)
    for moment in ("during", "soon"):
        with pytest.raises(ValueError):
            visible("exam", submitted=True, passed=True, attempts_left=0, moment=moment)


def test_the_outcome_is_all_but_what_tells_and_everything_is_all():
    assert fields(OUTCOME) == set(Visible.__slots__) - TELLING_FIELDS
    assert fields(EVERYTHING) == set(Visible.__slots__)
    assert fields(NOTHING) == set()


@pytest.mark.parametrize("seen", [NOTHING, OUTCOME, EVERYTHING])
def test_what_another_exam_asks_is_narrowed_never_widened(seen):
    assert of_question(seen, running=False, to_come=False) == seen
    to_come = of_question(seen, running=False, to_come=True)
    assert to_come == (NOTHING if seen == NOTHING else OUTCOME)
    running = of_question(seen, running=True, to_come=True)
    assert running == (NOTHING if seen == NOTHING else Visible(score=True, topics=True))


@pytest.mark.parametrize("field", ["options", "key", "explanations", "specific", "general"])
def test_whatever_tells_what_to_answer_next_time_is_taken_from_who_may_be_asked_again(field):
    seen = replace(OUTCOME, **{field: True})
    assert tells(seen) and not tells(OUTCOME)
    assert untold(seen) == OUTCOME
    assert untold(replace(NOTHING, **{field: True})) == NOTHING


@pytest.mark.parametrize("preset", ["practice", "check"])
def test_between_two_tries_she_sees_whether_it_is_right_and_no_more(preset):
    found = visible(preset, submitted=False, tried=True, passed=None, attempts_left=None)
    assert found == Visible(responses=True, correctness=True)
    over = visible(
        preset, submitted=False, tried=True, answered=True, passed=None, attempts_left=None
    )
    assert over == EVERYTHING
    ended = visible(preset, submitted=True, tried=True, passed=None, attempts_left=None)
    assert ended == EVERYTHING


@pytest.mark.parametrize("thing", THINGS)
@pytest.mark.parametrize("moment", ENDED)
def test_a_thing_shown_grants_its_own_fields_in_its_own_moment(thing, moment):
    for asked in ENDED:
        found = visible(
            "practice",
            submitted=True,
            passed=None,
            attempts_left=None,
            review=matrix((moment, thing, ALWAYS)),
            moment=asked,
        )
        expected = {name for name, things in GRANTS.items() if things == {thing}}
        assert fields(found) == (expected if asked == moment else set())


@pytest.mark.parametrize("thing", THINGS)
def test_what_is_shown_during_holds_for_a_judged_question_only(thing):
    review = matrix(("during", thing, ALWAYS))
    given = {"submitted": False, "passed": None, "attempts_left": None, "review": review}
    expected = {name for name, things in GRANTS.items() if things == {thing}}
    assert fields(visible("practice", answered=True, **given)) == expected
    between = expected & {"responses", "correctness"}
    assert fields(visible("practice", tried=True, **given)) == between
    assert visible("practice", **given) == NOTHING
    assert visible("exam", answered=True, tried=True, **given) == NOTHING


@pytest.mark.parametrize(
    ("things", "is_explained"),
    [
        ({"key", "specific", "general"}, True),
        ({"key", "specific"}, False),
        ({"key", "general"}, False),
        ({"specific", "general"}, False),
    ],
)
def test_all_the_words_are_told_only_with_the_key(things, is_explained):
    review = matrix(*[("later", thing, ALWAYS) for thing in things])
    found = visible("check", submitted=True, passed=None, attempts_left=None, review=review)
    assert found.explanations == is_explained


@pytest.mark.parametrize(
    ("passed", "attempts_left", "is_over"),
    [(True, 1, True), (False, 0, True), (False, 1, False), (None, None, False), (None, 0, True)],
)
def test_once_over_is_after_the_pass_or_the_last_attempt(passed, attempts_left, is_over):
    found = visible(
        "practice",
        submitted=True,
        passed=passed,
        attempts_left=attempts_left,
        review=whole(ONCE_OVER),
    )
    assert found == (EVERYTHING if is_over else NOTHING)


@pytest.mark.parametrize("moment", ENDED)
@pytest.mark.parametrize("condition", CONDITIONS)
@pytest.mark.parametrize("thing", THINGS)
def test_no_matrix_makes_an_exam_tell_while_attempts_remain(thing, condition, moment):
    """Whatever an author wrote, also if nobody had checked it."""
    review = matrix(*[(moment, one, condition if one == thing else ALWAYS) for one in THINGS])
    if condition == NEVER:
        review = matrix(*[(moment, one, ALWAYS) for one in THINGS if one != thing])
    for attempts_left in (None, 1):
        found = visible(
            "exam",
            submitted=True,
            passed=False,
            attempts_left=attempts_left,
            review=review,
            moment=moment,
        )
        if moment != "after_close":
            assert not fields(found) & TELLING_FIELDS
        shown = {
            one
            for one in THINGS
            if (one != thing or condition == ALWAYS)
            and (one not in TELLING or moment == "after_close")
        }
        assert fields(found) == {name for name, things in GRANTS.items() if things <= shown}


@pytest.mark.parametrize("condition", CONDITIONS)
@pytest.mark.parametrize(
    ("submitted", "passed"), [(False, None), (False, True), (False, False), (True, None)]
)
def test_no_matrix_opens_an_exam_that_runs_or_waits(condition, submitted, passed):
    for moment in ENDED:
        found = visible(
            "exam",
            submitted=submitted,
            passed=passed,
            attempts_left=0,
            answered=True,
            tried=True,
            review=whole(condition),
            moment=moment,
        )
        assert found == NOTHING


@pytest.mark.parametrize("preset", REVIEWS)
def test_a_preset_shows_the_same_at_every_moment_after_the_end(preset):
    for passed, left in product([True, False, None], [None, 0, 2]):
        found = {
            visible(preset, submitted=True, passed=passed, attempts_left=left, moment=moment)
            for moment in ENDED
        }
        assert len(found) == 1
