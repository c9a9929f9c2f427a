"""Carrying a ruling out: once for each attempt, whatever kills the worker."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from quizzes import attempts, beliefs, jobs, marking
from quizzes.engine import scoring
from quizzes.models import AppendOnlyError, Attempt, Correction, Job, Mark, Regrade, Result
from quizzes.regrades import working

from .making import AT, EXAM, item, publish_bank
from .regrading import NEXT_DAY, Case, stands, work
from .test_marking import save, submit
from .test_results import look

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(space, host, mentor) -> Case:
    return Case(space, host, mentor)


def carry_out(case: Case, owner: object, *what: object, **more: object) -> Regrade:
    regrade = case.decide(*what, **more)
    if regrade.needs_second:
        case.approve(regrade, owner)
    assert work().pk
    assert jobs.find(f"regrade:{regrade.pk}").state == "done"
    return regrade


def test_a_correction_is_a_new_mark_and_a_new_result_by_a_person(case, owner) -> None:
    sat, right = case.sat("Ines", "aab"), case.sat("Jonas", "aaa")
    regrade = carry_out(case, owner, "accept_also", "b")
    assert (stands(sat), stands(right)) == (("1.00000", True), ("1.00000", True))
    old, new = Mark.objects.filter(item__attempt=sat, item__position=3).order_by("number")
    assert (old.state, old.by) == ("wrong", None)
    assert (new.number, new.state, new.by, new.at) == (2, "right", case.by, NEXT_DAY)
    assert (new.response, new.reason_digest) == (old.response, regrade.reason_digest)
    first, second = Result.objects.filter(attempt=sat).order_by("number")
    assert (first.passed, second.number, second.passed) == (False, 2, True)
    made = Correction.objects.get()
    assert (made.attempt, made.mark, made.before, made.after) == (sat, new, first, second)
    assert Result.objects.filter(attempt=right).count() == 1


def test_what_she_knew_she_knew_then(case, owner) -> None:
    """A corrected result is no newer than the exam it is about, nor is its digest another."""
    sat = case.sat("Ines", "aab")
    carry_out(case, owner, "void")
    assert set(Result.objects.values_list("at", flat=True)) == {AT}
    assert marking.digest_of(Attempt.objects.get()) == sat.digest


def test_the_result_can_be_computed_again_from_the_marks(case, owner) -> None:
    case.sat("Ines", "ba")
    carry_out(case, owner, "void")
    newest = {one.item_id: one for one in Mark.objects.select_related("item").order_by("number")}
    marks = [
        marking.item_mark(one, weight=one.item.weight, must_not_miss=False, certainty=3)
        for one in newest.values()
    ]
    total = scoring.total(marks, EXAM.pass_mark)
    assert (str(total.score), total.passed) == stands(Attempt.objects.get()) == ("0.50000", False)


def test_everybody_who_changes_is_recorded_once_with_before_and_after(case, owner) -> None:
    sat = case.sat("Ines", "aab")
    case.sat("Jonas", "aaa")
    regrade = carry_out(case, owner, "accept_also", "b")
    (event,) = [one for one in case.host.RECORDED if one["action"] == "attempt.corrected"]
    assert (event["by"], event["subject"], event["obj"]) == (case.by, sat.user, sat)
    assert event["data"]["regrade"] == regrade.pk
    assert event["data"]["before"] == {"score": "0.66667", "passed": False}
    assert event["data"]["after"] == {"score": "1.00000", "passed": True}


def test_a_mark_that_moves_no_result_makes_none(case, owner) -> None:
    case.sat("Ines", "aaa")
    carry_out(case, owner, "void")
    made = Correction.objects.get()
    assert (made.mark.state, made.after) == ("void", None)
    assert Result.objects.count() == 1


def test_a_job_run_again_does_nothing_twice(case, owner) -> None:
    for name in ("Ines", "Jonas"):
        case.sat(name, "aab")
    carry_out(case, owner, "void")
    before = Mark.objects.count(), Result.objects.count(), len(case.host.RECORDED)
    Job.objects.update(state="waiting", ended_at=None)
    assert work()
    assert (Mark.objects.count(), Result.objects.count(), len(case.host.RECORDED)) == before
    assert Job.objects.get().outcome == {"asked": 2, "changed": 2, "results": 2}


def test_a_job_killed_half_way_is_finished_by_the_next_worker(case, owner, monkeypatch) -> None:
    monkeypatch.setattr(working, "AT_ONCE", 2)
    for number in range(5):
        case.sat(f"P{number}", "aab")
    regrade = case.decide("void")
    case.approve(regrade, owner)
    seen, sound = [], working._append

    def killed_in_the_fourth(*args: object, **more: object) -> None:
        seen.append(1)
        if len(seen) == 4:
            raise KeyboardInterrupt
        sound(*args, **more)

    monkeypatch.setattr(working, "_append", killed_in_the_fourth)
    with pytest.raises(KeyboardInterrupt):
        work()
    assert Correction.objects.count() == 2  # the third went back with its transaction
    assert (Job.objects.get().done, Job.objects.get().total) == (2, 5)
    assert work(NEXT_DAY + jobs.lease())
    assert Job.objects.get().state == "done"
    assert Correction.objects.count() == Result.objects.filter(number=2).count() == 5
    assert Mark.objects.filter(number=2).count() == 5


def test_the_database_takes_no_second_correction(case, owner) -> None:
    case.sat("Ines", "aaa")
    carry_out(case, owner, "void")
    made = Correction.objects.get()
    again = {"regrade": made.regrade, "attempt": made.attempt, "before": made.before, "at": AT}
    other = Mark.objects.get(item__position=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.create(mark=other, **again)
    with pytest.raises(AppendOnlyError):
        Regrade.objects.update(treatment="credit_all")


def test_an_attempt_that_still_runs_is_marked_by_the_ruling_when_it_ends(
    case, owner, junior, statements
) -> None:
    running = attempts.start(user=junior, quiz=case.quiz, space=case.space, at=AT)
    for position, letter in enumerate("aab", start=1):
        save(running, position, letter)
    regrade = carry_out(case, owner, "accept_also", "b")
    assert not Correction.objects.exists()
    submit(running)
    assert stands(running) == ("1.00000", True)
    mark = Mark.objects.get(item__position=3)
    assert (mark.number, mark.by, mark.reason_digest) == (1, case.by, regrade.reason_digest)
    assert marking.digest_of(Attempt.objects.get()) == Attempt.objects.get().digest


def test_at_its_end_a_ruling_that_never_lowers_takes_nothing(case, owner, junior) -> None:
    running = attempts.start(user=junior, quiz=case.quiz, space=case.space, at=AT)
    for position, letter in enumerate("baa", start=1):
        save(running, position, letter)
    carry_out(case, owner, "void", never_lower=True)
    submit(running)
    assert stands(running) == ("0.66667", False)


def test_a_ruling_costs_the_end_of_an_attempt_one_query_however_many_questions(
    space, host, mentor, owner, junior, stranger, statements
) -> None:
    counts = []
    for count, user in ((3, junior), (9, stranger)):
        case = Case(space, host, mentor, count=count)
        if count == 9:
            carry_out(case, owner, "credit_all")
        running = attempts.start(user=user, quiz=case.quiz, space=space, at=AT)
        with statements() as found:
            submit(running)
        counts.append(len(found))
    assert counts[0] == counts[1], found.real
    assert sum("quizzes_regrade" in sql for sql in found.real) == 1


def test_the_newest_ruling_about_a_version_holds(case, owner, junior) -> None:
    carry_out(case, owner, "void")
    carry_out(case, owner, "credit_all")
    running = attempts.start(user=junior, quiz=case.quiz, space=case.space, at=AT)
    submit(running)
    assert Mark.objects.get(item__position=3).state == "right"


def test_rulings_are_taken_in_turn_whether_an_attempt_ended_before_or_after(
    case, owner, junior
) -> None:
    before = case.sat("Jonas", "aab")
    running = attempts.start(user=junior, quiz=case.quiz, space=case.space, at=AT)
    for position, letter in enumerate("aab", start=1):
        save(running, position, letter)
    for also in ("b", "c"):
        carry_out(case, owner, "accept_also", also, never_lower=True)
    submit(running)
    assert stands(before) == stands(running) == ("1.00000", True)


def test_a_later_version_is_not_ruled_about(case, owner, junior) -> None:
    carry_out(case, owner, "void")
    options = [
        {"key": "a", "text": "Keratin", "why": "No."},
        {"key": "b", "text": "Milk", "correct": True, "why": "Yes."},
    ]
    publish_bank([item("q1"), item("q2"), item("q3", options=options)])
    running = attempts.start(user=junior, quiz=case.quiz, space=case.space, at=AT)
    save(running, 3, "b")
    submit(running)
    mark = Mark.objects.get(item__position=3)
    assert (mark.state, mark.by) == ("right", None)


def test_a_running_attempt_keeps_the_version_it_shows(case, junior) -> None:
    running = attempts.start(user=junior, quiz=case.quiz, space=case.space, at=AT)
    shown = attempts.sheet(user=junior, attempt_id=running.public_id).items[2].delivery
    publish_bank([item("q1"), item("q2"), item("q3", stem="Other words?")])
    again = attempts.sheet(user=junior, attempt_id=running.public_id).items[2].delivery
    assert again == shown


def test_what_a_void_question_seemed_to_show_is_held_against_nobody(case, owner) -> None:
    sat = case.sat("Ines", "aab")
    assert beliefs.held(users=[sat.user], space=case.space)
    carry_out(case, owner, "void")
    assert beliefs.held(users=[sat.user], space=case.space) == []


def test_a_correction_counts_no_belief_twice(space, host, mentor, owner) -> None:
    case = Case(space, host, mentor)
    sat = case.sat("Ines", "aab")
    carry_out(case, owner, "void")
    carry_out(case, owner, "new_key", "c")
    assert Mark.objects.filter(item__attempt=sat, item__position=3).count() == 3
    assert [one.times for one in beliefs.seen(users=[sat.user], space=space)] == [1]


def test_she_reads_what_was_corrected_in_her_result(case, owner) -> None:
    sat = case.sat("Ines", "aab")
    carry_out(case, owner, "void")
    page = look(sat.user, sat)
    (found,) = page.corrections
    assert (found.position, found.treatment, found.reason) == (3, "void", "Two answers hold.")
    assert (str(found.before), str(found.after)) == ("0.66667", "1.00000")
    assert (found.passed_before, found.passed_after, found.moved) == (False, True, True)
    assert (page.score, page.passed, page.right, page.count) == (1, True, 2, 2)
    assert page.rows[2].state == "void"
    assert page.objectives[0].total == 2


def test_where_certainty_counts_the_corrected_score_counts_it_too(
    space, host, mentor, owner
) -> None:
    policy = replace(EXAM, certainty_counts=True)
    case = Case(space, host, mentor, policy=policy)
    sat = case.sat("Ines", "aab")
    before = stands(sat)
    carry_out(case, owner, "accept_also", "b")
    assert before == ("0.60000", False)
    assert stands(sat) == ("1.00000", True)
