"""Messages about quizzes: to mentors who have to act, to her when she may look; never a score."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from decimal import Decimal

import pytest
from django.core import mail

from quizzes import attempts, contests, marking, regrades
from quizzes.models import Attempt, QuestionVersion
from quizzes.quizzes import Policy
from tests.conftest import person
from tests.quizzes.making import EXAM, fixed, item, publish_bank, publish_quiz, quiz_of
from tests.quizzes.regrading import work
from tests.quizzes.test_by_hand import BEST, CRITERIA, NOTE
from tests.quizzes.test_results import sit
from training.models import Notice

from .posting import DAY, HOUR, decide, send, state_of, subjects, told

pytestmark = pytest.mark.django_db
TYPED = "Keratin. Ask a doctor."
SCORE = re.compile(r"\d+ ?%|\b0[.,]\d|\d of \d|points?\b|passed|keratin", re.IGNORECASE)


def hand_in(who, clinic, at: dt.datetime, policy: Policy = EXAM) -> Attempt:
    """An exam with a text that a person has to mark."""
    publish_bank([item("w1", "written", criteria=CRITERIA), item("q1")])
    quiz = publish_quiz(fixed(["w1", "q1"]), policy=policy)
    attempt = attempts.start(user=who, quiz=quiz, space=clinic.space, at=at)
    place = {"user": who, "attempt_id": attempt.public_id, "certainty": 3, "in_keys": True}
    attempts.answer(position=1, response=TYPED, revision=0, at=at, **place)
    attempts.answer(position=2, response="a", revision=0, at=at, **place)
    return attempts.submit(user=who, attempt_id=attempt.public_id, at=at)


def mark(attempt: Attempt, by, at: dt.datetime, levels: dict[str, str] = BEST) -> None:
    given = {"position": 1, "revision": 1, "note": NOTE, "marking": levels}
    marking.mark_by_hand(attempt_id=attempt.public_id, by=by, at=at, **given)


def test_whoever_may_mark_it_hears_of_a_written_answer_and_nobody_else(
    junior, mentor, owner, clinic, at
) -> None:
    person("Nils", clinic, "mentor")  # not hers
    hand_in(junior, clinic, at)
    assert [(one.person, one.kind) for one in Notice.objects.all()] == [(mentor, "marking")]


def test_what_is_marked_meanwhile_is_not_announced_to_mark(junior, mentor, clinic, at) -> None:
    attempt = hand_in(junior, clinic, at)
    mark(attempt, mentor, at + HOUR)
    send(at + DAY)
    assert state_of(mentor, "marking") == ("dropped", "marked")


def test_her_result_is_announced_by_the_mark_that_completes_it(junior, mentor, clinic, at) -> None:
    attempt = hand_in(junior, clinic, at)
    mark(attempt, mentor, at + HOUR)
    mark(attempt, mentor, at + 2 * HOUR, BEST | {"safe": "warns"})
    assert [kind for kind, _ in told(junior)] == ["result", "feedback"]
    send(at + 3 * HOUR)
    assert subjects(junior) == ["Your result is ready: Quiz: Milia myths"]


def test_an_exam_whose_mark_she_sees_at_once_needs_no_message(junior, clinic, at) -> None:
    sit(junior, quiz_of(3), clinic.space, "aab", at)
    decide(at + HOUR)
    assert told(junior) == []


def test_an_exam_that_time_ended_without_her_is_announced(junior, clinic, at) -> None:
    quiz = quiz_of(3, policy=replace(EXAM, minutes=20))
    attempts.start(user=junior, quiz=quiz, space=clinic.space, at=at)
    attempts.finish_expired(at=at + HOUR)
    assert told(junior) == [("result", "")]


def test_a_result_that_is_kept_back_is_announced_when_it_opens(junior, mentor, clinic, at) -> None:
    closes = at + 2 * DAY
    later = {"after_close": {"marks": "always"}}
    attempt = hand_in(junior, clinic, at, replace(EXAM, review=later, closes=closes))
    mark(attempt, mentor, at + HOUR)
    for moment in (at + 2 * HOUR, at + DAY):
        decide(moment)
        send(moment)
    assert told(junior) == []
    for moment in (closes + HOUR, closes + 2 * HOUR):
        decide(moment)
        send(moment)
    assert subjects(junior) == ["Your result is ready: Quiz: Milia myths"]


def test_a_contest_goes_to_her_mentor_and_its_answer_to_her(junior, mentor, clinic, at) -> None:
    attempt = sit(junior, quiz_of(3), clinic.space, "aab", at)
    place = {"user": junior, "attempt_id": attempt.public_id, "position": 3}
    raised = contests.contest(about="question", text="It was milk.", at=at + HOUR, **place)
    assert told(mentor) == [("contested", "")]
    given = {"contest": raised, "by": mentor}
    contests.answer(decision="declined", text="No.", at=at + 2 * HOUR, **given)
    contests.answer(decision="upheld", text="Yes.", at=at + 3 * HOUR, **given)
    assert told(junior) == [("answered", "1"), ("answered", "2")]
    send(at + 4 * HOUR)
    assert state_of(mentor, "contested") == ("dropped", "answered")
    assert len(subjects(junior)) == 1  # the answer that stands
    assert f"/quizzes/attempts/{attempt.public_id}/result/?show=all#q3" in mail.outbox[0].body


def test_a_correction_that_changed_her_result_is_told_without_figures(
    junior, mentor, clinic, at
) -> None:
    quiz = quiz_of(5, policy=replace(EXAM, pass_mark=Decimal("0.5")))
    sit(junior, quiz, clinic.space, "aaabb", at)
    version = QuestionVersion.objects.select_related("question__bank").get(question__key="q5")
    found = regrades.propose(space=clinic.space, version=version, treatment="void")
    digest = regrades.plan(found).digest()
    regrades.decide(proposal=found, plan_digest=digest, reason="Unclear.", by=mentor, at=at + HOUR)
    work(at + HOUR)
    assert [kind for kind, _ in told(junior)] == ["corrected"]
    send(at + 2 * HOUR)
    assert subjects(junior) == ["A question was corrected in Quiz: Milia myths"]


def test_no_message_holds_a_score_an_answer_or_a_word_of_a_question(
    junior, mentor, clinic, at
) -> None:
    """In no mail, in no row: whatever the reader may see by now."""
    attempt = hand_in(junior, clinic, at)
    mark(attempt, mentor, at + HOUR)
    mark(attempt, mentor, at + 2 * HOUR, BEST | {"safe": "no"})
    place = {"user": junior, "attempt_id": attempt.public_id, "position": 1}
    raised = contests.contest(about="mark", text="I said so.", at=at + 3 * HOUR, **place)
    contests.answer(contest=raised, decision="declined", text="No.", by=mentor, at=at + 4 * HOUR)
    for day in range(3):
        send(at + day * DAY + 5 * HOUR)
    assert len(mail.outbox) >= 3
    said = [part for one in mail.outbox for part in (one.subject, one.body)]
    said += [str(row) for row in Notice.objects.values_list("data", "step")]
    said = [re.sub(r"https?://\S+|[0-9a-f-]{36}", "", part) for part in said]
    typed = ("I said so", "No.", NOTE, TYPED)
    assert [part for part in said if SCORE.search(part) or any(t in part for t in typed)] == []
