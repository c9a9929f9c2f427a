"""The right to contest a question or a mark, and the answer to it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import Q

from quizzes import attempts, contests
from quizzes.formats.digests import digest_text
from quizzes.models import (
    Attempt,
    AttemptItem,
    Contest,
    ContestOutcome,
    ContestText,
    OutcomeText,
)
from quizzes.permissions import MARK_ATTEMPT
from quizzes.quizzes import SlotSpec

from .making import AT, item, publish_bank, publish_quiz, quiz_of
from .test_results import sit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("host")]
WORDS = "Milk spot is what my grandmother calls it."


@pytest.fixture
def ended(junior, space) -> Attempt:
    return sit(junior, quiz_of(), space, "aab")


@pytest.fixture
def leads(junior, mentor, space, host) -> None:
    host.SCOPES[mentor.pk] = Q(user=junior, space=space)
    host.RIGHTS.add((mentor.pk, MARK_ATTEMPT))


def contest(user, attempt: Attempt, position: int = 3, **more: Any) -> Contest:
    given = {"about": "question", "text": WORDS, "at": AT} | more
    return contests.contest(user=user, attempt_id=attempt.public_id, position=position, **given)


def say(found: Contest, by, decision: str = "upheld", at: dt.datetime = AT) -> ContestOutcome:
    return contests.answer(contest=found, decision=decision, text="You are right.", by=by, at=at)


def test_a_contest_has_its_reason_a_due_day_and_a_record(junior, ended, host) -> None:
    made = contest(junior, ended)
    assert made.due_at == AT + dt.timedelta(days=7)
    assert (made.reason.text, made.text_digest) == (WORDS, digest_text(WORDS))
    event = host.RECORDED[-1]
    assert (event["action"], event["by"], event["data"]["position"]) == (
        "contest.raised",
        junior,
        3,
    )


def test_a_second_click_finds_the_first_contest(junior, ended) -> None:
    assert contest(junior, ended) == contest(junior, ended, text="Again.")
    assert Contest.objects.count() == 1
    assert contest(junior, ended, about="mark") != contest(junior, ended)


@pytest.mark.parametrize("more", [{"text": "  "}, {"text": "x" * 2001}, {"about": "everything"}])
def test_without_a_reason_nothing_is_contested(junior, ended, more) -> None:
    with pytest.raises(ValueError, match="what is wrong"):
        contest(junior, ended, **more)
    assert not Contest.objects.exists()


def test_nobody_contests_for_somebody_else(mentor, stranger, ended, leads, host) -> None:
    host.RIGHTS.add((mentor.pk, "quizzes.view_attempt"))
    for other in (stranger, mentor):
        with pytest.raises(Attempt.DoesNotExist):
            contest(other, ended)


def test_a_question_that_is_not_there_cannot_be_contested(junior, ended) -> None:
    with pytest.raises(AttemptItem.DoesNotExist):
        contest(junior, ended, position=9)


def test_what_a_running_exam_asks_is_contested_only_afterwards(junior, space) -> None:
    publish_bank([item(key) for key in ("q1", "q2")])
    first = publish_quiz([SlotSpec(count=2)], slug="first")
    ended = sit(junior, first, space, "ab")
    attempts.start(
        user=junior, quiz=publish_quiz([SlotSpec(count=2)], slug="other"), space=space, at=AT
    )
    with pytest.raises(contests.NotContestable):
        contest(junior, ended, position=1)


def test_the_queue_holds_those_in_scope_and_what_is_due_first(
    junior, mentor, stranger, ended, leads
) -> None:
    late = contest(junior, ended, 1, at=AT + dt.timedelta(days=1))
    early = contest(junior, ended, 2)
    assert list(contests.in_sight(mentor)) == [early, late]
    assert list(contests.in_sight(stranger)) == []
    say(early, mentor)
    assert list(contests.in_sight(mentor)) == [late]
    assert list(contests.in_sight(mentor, answered=True)) == [early]


def test_an_answer_is_recorded_and_the_newest_stands(junior, mentor, ended, leads, host) -> None:
    made = contest(junior, ended)
    say(made, mentor, "declined")
    say(made, mentor, "upheld", AT + dt.timedelta(days=1))
    standing = contests.of_attempt(ended)[3][0]
    assert (standing.outcome.decision, standing.outcome.number) == ("upheld", 2)
    assert standing.words == "You are right."
    assert host.RECORDED[-1]["action"] == "contest.answered"


def test_nobody_answers_a_contest_of_her_own_or_without_the_right(
    junior, mentor, ended, host
) -> None:
    made = contest(junior, ended)
    host.RIGHTS.add((junior.pk, MARK_ATTEMPT))
    for nobody in (junior, mentor):
        with pytest.raises(PermissionDenied):
            say(made, nobody)
    assert not ContestOutcome.objects.exists()


def test_what_was_typed_can_be_erased_and_the_facts_stay(junior, mentor, ended, leads) -> None:
    made = contest(junior, ended)
    say(made, mentor)
    assert contests.erase_texts(junior) == 1
    assert (ContestText.objects.count(), OutcomeText.objects.count()) == (0, 1)
    assert Contest.objects.get().text_digest == digest_text(WORDS)


def test_the_queue_costs_the_same_for_one_and_for_many(
    junior, mentor, space, leads, statements
) -> None:
    ended = sit(junior, quiz_of(), space, "aab")
    contest(junior, ended, 1)

    def cost() -> int:
        with statements() as said:
            for one in contests.in_sight(mentor):
                assert one.user.name
                assert one.item.attempt.revision.title
        return len(said)

    first = cost()
    contest(junior, ended, 2)
    contest(junior, ended, 3)
    assert cost() == first
