"""Several tries at a question, each judged at once, with hints between and a price for each."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from quizzes import attempts, marking, results
from quizzes.models import Attempt, Mark, Quiz
from quizzes.quizzes import Policy

from .making import AT, fixed, item, publish_bank, publish_quiz

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("host")]
TRIES = Policy(behaviour="tries", tries=3, penalty=Decimal("0.25"), certainty=False)
HINTS = ("Think of the **lid**.", "It is sealed.")


def quiz(policy: Policy = TRIES, kind: str = "single", **more: Any) -> Quiz:
    publish_bank([replace(item("q1", kind=kind, **more), hints=HINTS)])
    return publish_quiz(fixed(["q1"]), preset="practice", policy=policy, slug="tries")


@pytest.fixture
def sit(junior, space):
    """`sit(quiz)` starts; `.say(response)` answers, in keys."""

    class Sitting:
        def __init__(self, found: Quiz) -> None:
            self.attempt = attempts.start(user=junior, quiz=found, space=space, at=AT)
            self.place = {"user": junior, "attempt_id": self.attempt.public_id}

        def say(self, response: Any) -> attempts.Saved:
            item = self.attempt.items.get()
            return attempts.answer(
                **self.place,
                position=1,
                response=response,
                certainty=None,
                revision=item.revision,
                at=AT,
                in_keys=True,
            )

        @property
        def page(self) -> attempts.SheetItem:
            return attempts.page(**self.place, position=1).item

        def submit(self) -> Attempt:
            return attempts.submit(**self.place, at=AT)

    return Sitting


def test_a_wrong_try_says_so_gives_a_hint_and_stays_open(sit) -> None:
    sitting = sit(quiz())
    sitting.say("b")
    tried = sitting.page.tried
    assert (tried.state, tried.used, tried.of, sitting.page.locked) == ("wrong", 1, 3, False)
    assert [hint.replace("<p>", "").replace("</p>", "").strip() for hint in tried.hints] == [
        "Think of the <strong>lid</strong>."
    ]
    assert sitting.page.feedback is None


def test_each_try_used_costs_its_share_of_the_whole(sit) -> None:
    sitting = sit(quiz())
    for response in ("b", "c", "a"):
        sitting.say(response)
    assert [mark.fraction for mark in Mark.objects.order_by("number")] == [
        Decimal(0),
        Decimal(0),
        Decimal("0.5"),
    ]
    assert sitting.page.locked
    assert sitting.page.feedback.state == "right"


def test_after_the_last_try_it_is_explained_and_stays_as_it_is(sit) -> None:
    sitting = sit(quiz(replace(TRIES, tries=2)))
    sitting.say("b")
    sitting.say("c")
    assert sitting.page.feedback is not None
    with pytest.raises(attempts.Locked):
        sitting.say("a")


def test_the_same_answer_again_is_no_try(sit) -> None:
    sitting = sit(quiz())
    sitting.say("b")
    sitting.say("b")
    assert sitting.page.tried.used == 1


def test_a_right_first_try_is_worth_all(sit) -> None:
    sitting = sit(quiz())
    sitting.say("a")
    assert (sitting.page.locked, Mark.objects.get().fraction) == (True, Decimal(1))


def test_what_was_tried_stands_when_she_hands_in_without_another_try(sit, junior, space) -> None:
    sitting = sit(quiz())
    sitting.say("b")
    ended = sitting.submit()
    assert Mark.objects.count() == 1
    assert results.page(viewer=junior, attempt_id=ended.public_id, at=AT).score == 0
    assert marking.digest_of(ended) == ended.digest


def test_parts_that_were_right_from_the_start_are_not_paid_for(sit) -> None:
    sitting = sit(quiz(replace(TRIES, behaviour="count_back"), kind="matching"))
    sitting.say({"newborn": "x", "old": "x"})
    first = Mark.objects.get().fraction
    sitting.say({"newborn": "x", "old": "y"})
    assert (first, Mark.objects.latest("number").fraction) == (Decimal("0.5"), Decimal("0.875"))


def test_an_exam_judges_nothing_before_its_end() -> None:
    publish_bank([item("q1")])
    with pytest.raises(ValueError, match="exam"):
        publish_quiz(fixed(["q1"]), preset="exam", policy=TRIES)
