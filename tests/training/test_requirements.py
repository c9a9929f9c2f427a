"""What certificates ask for: each kind decided for itself, by example and by property."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

pytest.importorskip("hypothesis")

from hypothesis import given
from hypothesis import strategies as st

from training.rules.missing import DECIDED, certifiable, steps, steps_left
from training.rules.modules import LessonFacts, ModuleFacts, QuizFacts, SignoffFacts
from training.rules.requirements import (
    NAMES,
    Facts,
    Gap,
    Kind,
    PortfolioFacts,
    Requirement,
)

NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
PASSED = QuizFacts(attempts=1, passed_at=NOW, newest_passed=True)
FAILED = QuizFacts(attempts=1)
LESSON = Requirement("lesson", "look/signs")
SET = Requirement("must_not_miss", "look")
FIRST = Requirement("programme", "foundation")
WORK = Requirement("portfolio", "cases")


def look(
    *, read: bool = True, quiz: QuizFacts | None = None, alone: QuizFacts | None = None
) -> Facts:
    lesson = LessonFacts(1, newest=1, read=1 if read else None, slug="signs")
    other = LessonFacts(2, newest=1, slug="others")
    module = ModuleFacts((lesson, other), quiz or QuizFacts(), None, red_flags=alone)
    return Facts(modules={"look": module})


def work(*observed: SignoffFacts, count: int = 2, months: int | None = None) -> Facts:
    return Facts(portfolios={"cases": PortfolioFacts(count, months, observed)})


def signed(number: int, at: dt.datetime = NOW, *, both: bool = True, seen: int = 3) -> SignoffFacts:
    return SignoffFacts(seen, 3, at, at if both else None, number)


def missing(requirement: Requirement, facts: Facts, **kwargs: object) -> list[tuple[Gap, int]]:
    found = certifiable((requirement,), facts, at=NOW, **kwargs)
    return [(one.gap, one.count) for one in found]


def test_every_kind_has_a_name_and_a_rule() -> None:
    assert set(NAMES) == set(DECIDED) == set(Kind)


def test_one_lesson_is_enough_where_only_that_one_is_asked_for() -> None:
    assert missing(LESSON, look()) == []
    assert missing(LESSON, look(read=False)) == [(Gap.LESSONS, 1)]


def test_a_lesson_that_is_not_taught_any_more_is_gone() -> None:
    assert missing(Requirement("lesson", "look/old"), look()) == [(Gap.GONE, 0)]
    assert missing(LESSON, Facts()) == [(Gap.GONE, 0)]


@pytest.mark.parametrize(
    ("quiz", "alone", "gaps"),
    [
        (None, QuizFacts(), [Gap.RED_FLAGS]),
        (None, FAILED, [Gap.RED_FLAGS]),
        (None, PASSED, []),
        (PASSED, QuizFacts(), [Gap.RED_FLAGS]),  # the whole quiz asks for fewer of them
        (PASSED, None, [Gap.GONE]),
        (FAILED, replace(PASSED, newest_passed=False), [Gap.RED_FLAGS]),
    ],
)
def test_must_not_miss_questions_are_right_in_their_set_only(quiz, alone, gaps) -> None:
    assert [gap for gap, _ in missing(SET, look(quiz=quiz, alone=alone))] == gaps


@pytest.mark.parametrize(("days", "gaps"), [(-1, []), (0, [Gap.RED_FLAGS]), (1, [Gap.RED_FLAGS])])
def test_a_question_missed_in_the_whole_quiz_takes_back_a_set_passed_before(days, gaps) -> None:
    missed = replace(FAILED, missed_at=NOW + days * DAY)
    found = missing(SET, look(quiz=missed, alone=PASSED))
    assert [gap for gap, _ in found] == gaps


def test_a_set_of_an_earlier_cycle_is_too_old() -> None:
    assert missing(SET, look(alone=PASSED), counts_from=NOW + DAY) == [(Gap.TOO_OLD, 0)]


def test_another_certificate_has_to_be_valid_at_that_moment() -> None:
    assert missing(FIRST, Facts()) == [(Gap.PROGRAMME, 0)]
    assert missing(FIRST, Facts(held=frozenset({"foundation"}))) == []


def test_practical_work_counts_piece_by_piece() -> None:
    assert missing(WORK, work()) == [(Gap.PORTFOLIO, 2)]
    assert missing(WORK, work(signed(1))) == [(Gap.PORTFOLIO, 1)]
    assert missing(WORK, work(signed(1), signed(2))) == []


def test_a_piece_counts_when_seen_in_full_and_signed_by_both() -> None:
    assert missing(WORK, work(signed(1), signed(2, both=False))) == [(Gap.PORTFOLIO, 1)]
    assert missing(WORK, work(signed(1), signed(2, seen=2))) == [(Gap.PORTFOLIO, 1)]


def test_a_piece_of_the_cycle_before_does_not_count_again() -> None:
    old = signed(1, NOW - 10 * DAY)
    assert missing(WORK, work(old, signed(2)), counts_from=NOW - DAY) == [(Gap.PORTFOLIO, 1)]


def test_a_calibration_counts_for_its_months_only() -> None:
    of_last_year = work(signed(1, NOW.replace(year=2025)), count=1, months=12)
    assert missing(WORK, of_last_year) == []
    older = work(signed(1, NOW.replace(year=2025) - DAY), count=1, months=12)
    assert missing(WORK, older) == [(Gap.PORTFOLIO, 1)]


def test_a_portfolio_has_as_many_steps_as_pieces() -> None:
    facts = work(signed(1))
    found = certifiable((WORK, FIRST), facts, at=NOW)
    assert (steps((WORK, FIRST), facts), steps_left(found)) == (3, 2)


FLAGS = st.booleans()
QUIZZES = st.sampled_from([QuizFacts(), FAILED, replace(FAILED, missed_at=NOW), PASSED])
ALL = (
    Requirement("module", "look"),
    Requirement("observation", "look"),
    LESSON,
    SET,
    FIRST,
    WORK,
)


@st.composite
def known(draw: st.DrawFn) -> Facts:
    read = [draw(FLAGS), draw(FLAGS)]
    lessons = tuple(
        LessonFacts(n, newest=1, read=1 if read[n] else None, slug=("signs", "others")[n])
        for n in range(2)
    )
    signoff = draw(st.sampled_from([SignoffFacts(), signed(7), signed(7, both=False)]))
    module = ModuleFacts(lessons, draw(QUIZZES), signoff, red_flags=draw(QUIZZES))
    pieces = tuple(signed(n) for n in range(draw(st.integers(0, 3))))
    held = frozenset({"foundation"}) if draw(FLAGS) else frozenset()
    return Facts({"look": module}, {"cases": PortfolioFacts(2, None, pieces)}, held)


@given(known(), st.lists(st.sampled_from(ALL), unique=True))
def test_she_is_ready_exactly_when_every_requirement_is_met(facts, asked) -> None:
    together = certifiable(asked, facts, at=NOW)
    alone = [certifiable((one,), facts, at=NOW) for one in asked]
    assert (together == ()) == all(found == () for found in alone)
    assert steps_left(together) <= steps(asked, facts)


@given(known(), st.sampled_from(["read", "quiz", "alone", "signoff", "held", "piece"]))
def test_more_evidence_never_takes_readiness_away(facts, more) -> None:
    before = certifiable(ALL, facts, at=NOW)
    after = certifiable(ALL, better(facts, more), at=NOW)
    met = [one for one in ALL if all(gap.requirement != one for gap in before)]
    assert all(gap.requirement not in met for gap in after)
    assert steps_left(after) <= steps_left(before)


def better(facts: Facts, more: str) -> Facts:
    """The same person with one thing more."""
    module = facts.modules["look"]
    if more == "read":
        lessons = tuple(replace(one, read=one.newest) for one in module.lessons)
        return replace(facts, modules={"look": replace(module, lessons=lessons)})
    if more in ("quiz", "alone"):
        name = "quiz" if more == "quiz" else "red_flags"
        return replace(facts, modules={"look": replace(module, **{name: PASSED})})
    if more == "signoff":
        return replace(facts, modules={"look": replace(module, signoff=signed(8))})
    if more == "held":
        return replace(facts, held=facts.held | {"foundation"})
    known = facts.portfolios["cases"]
    pieces = (*known.observed, signed(99))
    return replace(facts, portfolios={"cases": replace(known, observed=pieces)})
