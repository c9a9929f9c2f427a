"""Who needs a mentor, by rule: no database."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from training.rules.attention import Glance, Need, Why, foremost, need_of, ready_for_observation
from training.rules.modules import LessonFacts, ModuleFacts, QuizFacts, SignoffFacts, status

AT = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
TODAY = AT.date()
DAY = dt.timedelta(days=1)
VALID = dt.timedelta(days=730)
PASSED = QuizFacts(1, Decimal("0.9"), AT - 5 * DAY, True)


def failed(attempts: int) -> QuizFacts:
    return QuizFacts(attempts, Decimal("0.5"), None, False)


def glance(
    module: int = 1,
    *,
    read: bool = True,
    quiz: QuizFacts | None = None,
    signoff: SignoffFacts | None = None,
    due_on: dt.date | None = None,
    alone: QuizFacts | None = None,
) -> Glance:
    lessons = (LessonFacts(lesson=1, newest=1, read=1 if read else None),)
    facts = ModuleFacts(lessons, quiz or QuizFacts(), signoff, due_on=due_on, red_flags=alone)
    return Glance(module, facts, status(facts, today=TODAY), VALID)


def need(*glances: Glance, quiet_since: dt.date | None = TODAY) -> Need | None:
    return need_of(glances, quiet_since=quiet_since, today=TODAY, at=AT)


def test_nobody_on_track_needs_anything() -> None:
    assert need(glance(), glance(2, read=False), glance(3, quiz=PASSED)) is None


def test_one_attempt_without_a_pass_is_no_reason_yet_two_are() -> None:
    assert need(glance(quiz=failed(1))) is None
    assert need(glance(quiz=failed(2))) == Need(Why.STUCK, 1, 2)


def test_a_day_late_is_overdue_the_due_day_itself_is_not() -> None:
    assert need(glance(due_on=TODAY)) is None
    assert need(glance(due_on=TODAY - DAY)) == Need(Why.OVERDUE, 1, 1)


def test_what_is_done_is_never_overdue() -> None:
    assert need(glance(quiz=PASSED, due_on=TODAY - 9 * DAY)) is None


def test_a_passed_quiz_with_a_list_is_ready_for_observation() -> None:
    assert need(glance(quiz=PASSED, signoff=SignoffFacts())) == Need(Why.READY, 1)


def test_after_a_not_yet_she_practises_and_may_be_observed_again() -> None:
    before = SignoffFacts(seen=1, total=3, observed_at=AT - DAY, person_signed_at=AT)
    one = glance(quiz=PASSED, signoff=before)
    assert need(one) == Need(Why.PRACTISING, 1, 2)
    assert ready_for_observation(one.facts, one.state, at=AT, valid_for=VALID)
    assert need(one, glance(2, quiz=PASSED, signoff=SignoffFacts())) == Need(Why.READY, 2)


def test_a_missed_safety_question_is_a_reason_after_one_attempt() -> None:
    missed = QuizFacts(1, Decimal("0.5"), None, newest_passed=False, missed_at=AT)
    late = glance(2, read=False, due_on=TODAY - DAY)
    assert need(late, glance(quiz=missed)) == Need(Why.SAFETY, 1)
    assert need(glance(quiz=missed), glance(3, quiz=failed(2))).why is Why.STUCK


def test_old_knowledge_is_not_observed() -> None:
    old = QuizFacts(1, Decimal("0.9"), AT - VALID - DAY, True)
    one = glance(quiz=old, signoff=SignoffFacts())
    assert not ready_for_observation(one.facts, one.state, at=AT, valid_for=VALID)
    assert need(one) is None


def test_a_newer_attempt_that_did_not_pass_ends_readiness() -> None:
    fell = QuizFacts(2, Decimal("0.9"), AT - 5 * DAY, False)
    assert need(glance(quiz=fell, signoff=SignoffFacts())) is None


def test_all_seen_waits_for_her_own_signature() -> None:
    seen = SignoffFacts(seen=3, total=3, observed_at=AT - DAY, observation=7)
    found = need(glance(quiz=PASSED, signoff=seen))
    assert found == Need(Why.SIGNATURE, 1, observation=7)


def test_a_week_of_silence_counts_only_when_something_is_due() -> None:
    week, six = TODAY - 7 * DAY, TODAY - 6 * DAY
    due = glance(read=False, due_on=TODAY + 3 * DAY)
    assert need(due, quiet_since=week) == Need(Why.SILENT, 1, 7)
    assert need(due, quiet_since=six) is None
    assert need(glance(read=False), quiet_since=week) is None
    assert need(due, quiet_since=None) is None


def test_the_most_pressing_reason_stands_for_the_person() -> None:
    late = glance(2, read=False, due_on=TODAY - 30 * DAY)
    assert need(late, glance(quiz=failed(3))).why is Why.STUCK
    assert need(late, glance(3, read=False, due_on=TODAY - DAY)) == Need(Why.OVERDUE, 2, 30)


def test_the_foremost_are_ranked_and_at_most_five() -> None:
    people = [
        ("signs", Need(Why.SIGNATURE, 1)),
        ("fine", None),
        ("ready", Need(Why.READY, 1)),
        ("late", Need(Why.OVERDUE, 1, 2)),
        ("later", Need(Why.OVERDUE, 1, 9)),
        ("quiet", Need(Why.SILENT, 1, 8)),
        ("stuck", Need(Why.STUCK, 1, 2)),
        ("more", Need(Why.SIGNATURE, 1)),
    ]
    assert [name for name, _ in foremost(people)] == ["stuck", "later", "late", "ready", "quiet"]


def test_equals_keep_the_order_they_came_in() -> None:
    people = [(name, Need(Why.READY, 1)) for name in "abc"]
    assert [name for name, _ in foremost(people)] == ["a", "b", "c"]


def test_a_red_flag_set_tried_in_vain_is_a_reason_like_a_quiz() -> None:
    assert need(glance(alone=failed(1))) is None
    assert need(glance(alone=failed(2))) == Need(Why.STUCK, 1, 2, alone=True)
    assert need(glance(alone=failed(3), quiz=failed(2))) == Need(Why.STUCK, 1, 3, alone=True)
    assert need(glance(alone=failed(2), quiz=failed(2))) == Need(Why.STUCK, 1, 2)


def test_a_red_flag_set_is_settled_by_its_pass_alone() -> None:
    assert need(glance(alone=QuizFacts(3, Decimal(1), AT, True))) is None
    assert need(glance(alone=failed(3), quiz=PASSED)).why is Why.STUCK
    missed = QuizFacts(1, Decimal("0.5"), None, newest_passed=False, missed_at=AT)
    assert need(glance(alone=missed)) == Need(Why.SAFETY, 1, alone=True)
    assert need(glance(alone=missed, quiz=PASSED)) == Need(Why.SAFETY, 1, alone=True)
