"""The rule of certification: what is missing, and how a certificate stands on a given day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

pytest.importorskip("hypothesis")

from hypothesis import given
from hypothesis import strategies as st

from training.rules.certification import RENEWABLE, VALID, Issue, State, add_months, state
from training.rules.missing import certifiable, steps, steps_left
from training.rules.modules import LessonFacts, ModuleFacts, QuizFacts, SignoffFacts
from training.rules.requirements import Facts, Gap, Missing, Requirement

NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
MODULE = Requirement("module", "milia-myths")
SKILLS = Requirement("observation", "milia-myths")
COMPLETE = ModuleFacts(
    lessons=(LessonFacts(1, newest=1, read=1),),
    quiz=QuizFacts(attempts=1, passed_at=NOW, newest_passed=True),
    signoff=SignoffFacts(seen=5, total=5, observed_at=NOW, person_signed_at=NOW, observation=1),
)


def known(facts: ModuleFacts) -> Facts:
    return Facts(modules={"milia-myths": facts})


def gaps(facts: ModuleFacts, **kwargs: object) -> list[Gap]:
    found = certifiable((MODULE, SKILLS), known(facts), at=NOW, **kwargs)
    return [missing.gap for missing in found]


def test_somebody_with_everything_is_ready() -> None:
    assert certifiable((MODULE, SKILLS), known(COMPLETE), at=NOW) == ()


def test_unread_lessons_are_named_with_their_number() -> None:
    unread = (LessonFacts(1, newest=1), LessonFacts(2, newest=1))
    found = certifiable((MODULE,), known(replace(COMPLETE, lessons=unread)), at=NOW)
    assert found == (Missing(MODULE, Gap.LESSONS, 2),)


def test_the_quiz_is_named_also_while_lessons_are_unread() -> None:
    unread = tuple(LessonFacts(number, newest=1) for number in range(5))
    facts = replace(COMPLETE, lessons=unread, quiz=QuizFacts())
    found = certifiable((MODULE, SKILLS), known(facts), at=NOW)
    assert found == (Missing(MODULE, Gap.LESSONS, 5), Missing(MODULE, Gap.QUIZ))
    assert (steps((MODULE, SKILLS), known(facts)), steps_left(found)) == (7, 6)


def test_a_practice_changing_revision_opens_the_lesson_again() -> None:
    changed = (LessonFacts(1, newest=3, binding=2, read=1),)
    assert gaps(replace(COMPLETE, lessons=changed)) == [Gap.LESSONS]


def test_an_editorial_revision_does_not() -> None:
    edited = (LessonFacts(1, newest=3, binding=1, read=1),)
    assert gaps(replace(COMPLETE, lessons=edited)) == []


def test_a_later_failure_closes_what_an_earlier_pass_opened() -> None:
    failed_since = replace(COMPLETE.quiz, newest_passed=False)
    assert gaps(replace(COMPLETE, quiz=failed_since)) == [Gap.QUIZ]


def test_skills_not_all_seen_are_not_enough() -> None:
    partly = SignoffFacts(seen=4, total=5, observed_at=NOW, person_signed_at=NOW)
    assert gaps(replace(COMPLETE, signoff=partly)) == [Gap.OBSERVATION]


def test_her_own_signature_is_asked_for() -> None:
    unsigned = replace(COMPLETE.signoff, person_signed_at=None)
    assert gaps(replace(COMPLETE, signoff=unsigned)) == [Gap.SIGNATURE]


def test_evidence_of_an_earlier_cycle_does_not_count_again() -> None:
    later = NOW + dt.timedelta(seconds=1)
    assert gaps(COMPLETE, counts_from=later) == [Gap.TOO_OLD, Gap.TOO_OLD]


def test_a_module_that_is_gone_is_said_to_be_gone() -> None:
    assert certifiable((MODULE,), Facts(), at=NOW) == (Missing(MODULE, Gap.GONE),)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-11-23", 24, "2028-11-23"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2027-12-31", 2, "2028-02-29"),
    ],
)
def test_months_are_calendar_months(start: str, months: int, end: str) -> None:
    at = dt.datetime.fromisoformat(start).replace(tzinfo=dt.UTC)
    assert add_months(at, months).date().isoformat() == end


ISSUE = Issue(valid_until=NOW, window_days=90, grace_days=30)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (-91, State.VALID),
        (-90, State.WINDOW),
        (-1, State.WINDOW),
        (0, State.GRACE),
        (29, State.GRACE),
        (30, State.LAPSED),
    ],
)
def test_the_calendar_decides_when_nothing_else_happened(days: int, expected: State) -> None:
    assert state(ISSUE, at=NOW + dt.timedelta(days=days)) is expected


def test_a_suspension_ends_when_it_is_resumed() -> None:
    day = dt.timedelta(days=1)
    changes = (("suspended", NOW - 200 * day), ("resumed", NOW - 150 * day))
    issue = replace(ISSUE, changes=changes)
    assert state(issue, at=NOW - 180 * day) is State.SUSPENDED
    assert state(issue, at=NOW - 120 * day) is State.VALID


CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["revoked", "suspended", "resumed"]),
        st.integers(-400, 400).map(lambda days: NOW + dt.timedelta(days=days)),
    ),
    max_size=5,
).map(lambda rows: tuple(sorted(rows, key=lambda row: row[1])))
MOMENTS = st.integers(-500, 500).map(lambda days: NOW + dt.timedelta(days=days))


@given(CHANGES, MOMENTS, MOMENTS)
def test_a_revoked_certificate_stays_revoked(
    changes: tuple[tuple[str, dt.datetime], ...], first: dt.datetime, second: dt.datetime
) -> None:
    issue = replace(ISSUE, changes=changes)
    early, late = sorted((first, second))
    if state(issue, at=early) is State.REVOKED:
        assert state(issue, at=late) is State.REVOKED


@given(CHANGES, MOMENTS)
def test_nothing_is_valid_after_its_end(
    changes: tuple[tuple[str, dt.datetime], ...], at: dt.datetime
) -> None:
    if at >= NOW:
        assert state(replace(ISSUE, changes=changes), at=at) not in VALID


@given(MOMENTS, MOMENTS)
def test_a_newer_issue_takes_over_from_its_own_day(replaced: dt.datetime, at: dt.datetime) -> None:
    found = state(replace(ISSUE, superseded_at=replaced), at=at)
    assert (found is State.SUPERSEDED) == (at >= replaced)


@given(st.lists(st.integers(-200, 200), min_size=1, max_size=6))
def test_through_the_years_each_certificate_rests_on_what_came_after_its_window(
    offsets: list[int],
) -> None:
    """`offsets` are days from the end of each certificate to the quiz passed for the next."""
    issued, day = NOW, dt.timedelta(days=1)
    for offset in offsets:
        issue = replace(ISSUE, valid_until=add_months(issued, 24))
        passed = issue.valid_until + offset * day
        at = max(passed, issue.window_opens)
        quiz = replace(COMPLETE.quiz, passed_at=passed)
        facts = known(replace(COMPLETE, quiz=quiz))
        found = certifiable((MODULE,), facts, at=at, counts_from=issue.window_opens)
        assert (found == ()) == (passed >= issue.window_opens)
        assert (state(issue, at=at) in RENEWABLE) == (offset < issue.grace_days)
        if not found:
            replaced = replace(issue, superseded_at=at)
            assert state(replaced, at=at) is State.SUPERSEDED
            assert add_months(at, 24) > issue.valid_until
            issued = at
