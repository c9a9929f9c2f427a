import datetime as dt
from decimal import Decimal

import pytest

from training.rules.modules import (
    LessonFacts,
    ModuleFacts,
    QuizFacts,
    SignoffFacts,
    State,
    knowledge_is_current,
    status,
)

AT = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
TODAY = AT.date()
READ = LessonFacts(1, newest=1, read=1)
UNREAD = LessonFacts(2, newest=1)
PASSED = QuizFacts(attempts=1, best=Decimal("0.9"), passed_at=AT, newest_passed=True)
TRIED = QuizFacts(attempts=1, best=Decimal("0.5"))
SEEN = SignoffFacts(seen=3, total=3, observed_at=AT)
SIGNED = SignoffFacts(seen=3, total=3, observed_at=AT, person_signed_at=AT)


def facts(*lessons, quiz=None, signoff=None, **fields):
    return ModuleFacts(lessons, quiz or QuizFacts(), signoff or SignoffFacts(), **fields)


@pytest.mark.parametrize(
    ("given", "state", "done"),
    [
        (facts(UNREAD), State.NOT_STARTED, 0),
        (facts(READ, UNREAD), State.READING, 1),
        (facts(READ), State.QUIZ, 1),
        (facts(READ, quiz=TRIED), State.NOT_YET, 1),
        (facts(READ, UNREAD, quiz=TRIED), State.NOT_YET, 1),
        (facts(READ, UNREAD, quiz=PASSED), State.READING, 2),
        (facts(READ, quiz=PASSED), State.SIGNOFF, 2),
        (facts(READ, quiz=PASSED, signoff=SEEN), State.SIGNOFF, 2),
        (facts(READ, quiz=PASSED, signoff=SIGNED), State.DONE, 3),
        (facts(UNREAD, signoff=SEEN), State.READING, 0),
    ],
)
def test_the_state_follows_from_what_happened(given, state, done):
    found = status(given, today=TODAY)
    assert (found.state, found.done) == (state, done)


def test_a_module_without_quiz_or_signoff_is_done_when_read():
    found = status(ModuleFacts((READ,), None, None), today=TODAY)
    assert (found.state, found.total, found.percent) == (State.DONE, 1, 100)


def test_a_module_without_any_step_is_no_division_by_zero():
    assert status(ModuleFacts((), None, None), today=TODAY).percent == 0


@pytest.mark.parametrize(
    ("lesson", "done", "changed"),
    [
        (LessonFacts(1, newest=3, binding=1, read=None), False, False),
        (LessonFacts(1, newest=3, binding=1, read=1), True, True),
        (LessonFacts(1, newest=3, binding=2, read=1), False, True),
        (LessonFacts(1, newest=3, binding=2, read=2), True, True),
        (LessonFacts(1, newest=3, binding=2, read=3), True, False),
    ],
)
def test_only_a_practice_changing_text_makes_a_lesson_unread(lesson, done, changed):
    assert (lesson.done, lesson.changed_since) == (done, changed)


@pytest.mark.parametrize(("days", "late"), [(-3, 3), (0, 0), (2, 0)])
def test_late_days_are_counted_from_the_day_after(days, late):
    found = status(facts(UNREAD, due_on=TODAY + dt.timedelta(days=days)), today=TODAY)
    assert found.overdue_days == late


def test_what_is_done_is_never_late():
    given = facts(READ, quiz=PASSED, signoff=SIGNED, due_on=TODAY - dt.timedelta(days=9))
    assert status(given, today=TODAY).overdue_days == 0


def test_a_required_module_locks_only_the_quiz():
    found = status(facts(READ, UNREAD, waits_for=("milia-myths",)), today=TODAY)
    assert found.locked and found.state is State.READING


def test_some_skills_seen_are_not_yet_a_signoff():
    partly = SignoffFacts(seen=2, total=3, observed_at=AT, person_signed_at=AT)
    assert not partly.all_seen and not partly.done


@pytest.mark.parametrize(
    ("given", "current"),
    [
        (facts(READ, quiz=PASSED), True),
        (facts(READ, UNREAD, quiz=PASSED), False),
        (facts(READ, quiz=TRIED), False),
        (facts(READ, quiz=QuizFacts(2, Decimal("0.9"), AT, newest_passed=False)), False),
        (facts(LessonFacts(1, newest=2, binding=2, read=1), quiz=PASSED), False),
        (ModuleFacts((READ,), None, None), True),
    ],
)
def test_knowledge_is_current_when_read_passed_and_unchanged(given, current):
    assert knowledge_is_current(given, at=AT, valid_for=None) is current


def test_knowledge_fades_after_the_time_it_is_valid_for():
    given, year = facts(READ, quiz=PASSED), dt.timedelta(days=365)
    assert knowledge_is_current(given, at=AT + year, valid_for=year)
    assert not knowledge_is_current(given, at=AT + year * 1.01, valid_for=year)
