"""Revisions, drawing, and the page of rules before a start."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from quizzes import attempts, bank, grants, quizzes
from quizzes.models import Accommodation, Bank, Question, QuizRevision
from quizzes.permissions import Reason
from quizzes.quizzes import Policy, SlotSpec

from .making import AT, EXAM, case, fixed, item, publish_bank, publish_quiz, quiz_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("host")]


def drawn(quiz, user, seed: bytes = b"s" * 16) -> list[str]:
    picks = quizzes.draw(list(quizzes.newest(quiz).slots.all()), user=user, seed=seed)
    keys = dict(Question.objects.values_list("pk", "key"))
    return [keys[pick.question.question_id] for pick in picks]


def test_publishing_the_same_again_makes_no_revision() -> None:
    quiz = quiz_of()
    quiz_of()
    assert quiz.revisions.count() == 1


def test_a_changed_policy_makes_a_new_revision() -> None:
    quiz = quiz_of()
    quiz_of(policy=replace(EXAM, minutes=30))
    assert [revision.number for revision in quiz.revisions.order_by("number")] == [1, 2]
    assert quizzes.newest(quiz).policy["minutes"] == 30


def test_a_policy_survives_its_json() -> None:
    assert Policy.from_json(EXAM.to_json()) == EXAM
    assert Policy.from_json(Policy().to_json()) == Policy()


def test_a_bank_that_is_too_small_is_refused() -> None:
    publish_bank([item("q1"), item("q2", objective="1.2")])
    with pytest.raises(quizzes.ShortBlueprint) as short:
        publish_quiz([SlotSpec(objective="1.1", count=2), SlotSpec(objective="1.2")])
    assert [(s.slot, s.missing) for s in short.value.needs] == [("1", 1)]
    assert not QuizRevision.objects.exists()


def test_an_unchanged_quiz_is_refused_too_when_its_bank_has_shrunk() -> None:
    publish_bank([item("q1"), item("q2")])
    publish_quiz([SlotSpec(count=2)])
    publish_bank([item("q1")])
    with pytest.raises(quizzes.ShortBlueprint):
        publish_quiz([SlotSpec(count=2)])


def test_unknown_banks_and_questions_are_refused() -> None:
    with pytest.raises(Bank.DoesNotExist):
        publish_quiz([SlotSpec()])
    publish_bank([item("q1")])
    with pytest.raises(Question.DoesNotExist, match="q7"):
        publish_quiz(fixed(["q7"]))


def test_a_quiz_keeps_its_preset() -> None:
    quiz_of()
    with pytest.raises(ValueError, match="another slug"):
        publish_quiz(fixed(["q1"]), preset="practice", slug="exam")


def test_rules_draw_by_objective_kind_and_must_not_miss(junior) -> None:
    publish_bank(
        [
            item("q1"),
            item("q2", "ordering"),
            item("q3", must_not_miss=True),
            item("q4", objective="1.2"),
            item("q5", use="practice"),
        ]
    )
    quiz = publish_quiz(
        [
            SlotSpec(objective="1.1", kind="single", must_not_miss=True),
            SlotSpec(objective="1.1", kind="single", must_not_miss=False),
            SlotSpec(kind="ordering"),
            SlotSpec(objective="1.2"),
            SlotSpec(uses=("practice",)),
        ]
    )
    assert drawn(quiz, junior) == ["q3", "q1", "q2", "q4", "q5"]


def test_a_case_is_drawn_whole_and_only_by_a_rule_for_cases(junior) -> None:
    vignette, parts = case("c1", 3)
    publish_bank([item("q1"), *parts[::-1]], [vignette])
    quiz = publish_quiz([SlotSpec(kind="single"), SlotSpec(is_case=True)])
    assert drawn(quiz, junior) == ["q1", "c1a", "c1b", "c1c"]


def test_retired_questions_are_not_drawn(junior) -> None:
    publish_bank([item("q1"), item("q2")])
    quiz = publish_quiz([SlotSpec()])
    publish_bank([item("q2")])
    assert drawn(quiz, junior) == ["q2"]


def test_the_newest_version_is_drawn(junior) -> None:
    quiz = quiz_of(1)
    quiz_of(1, explanation="Better said.")
    picks = quizzes.draw(list(quizzes.newest(quiz).slots.all()), user=junior, seed=b"s")
    assert picks[0].question.version_id == max(
        Question.objects.get().versions.values_list("pk", flat=True)
    )


def test_other_questions_come_in_the_second_attempt(junior, space, later) -> None:
    publish_bank([item(f"q{n}", stem=f"Question {n}?") for n in range(6)])
    quiz = publish_quiz([SlotSpec(count=3)])
    first = attempts.start(user=junior, quiz=quiz, space=space, at=AT, seed=b"1" * 16)
    attempts.submit(user=junior, attempt_id=first.public_id, at=AT)
    second = attempts.start(user=junior, quiz=quiz, space=space, at=later(hours=25))
    asked = [set(one.items.values_list("question__key", flat=True)) for one in (first, second)]
    assert len(asked[0] | asked[1]) == 6


def test_the_rules_say_what_holds_for_her(junior, mentor, space, host) -> None:
    vignette, parts = case("c1", 3)
    publish_bank([item("q1", must_not_miss=True), item("q2"), *parts], [vignette])
    quiz = publish_quiz([SlotSpec(must_not_miss=True), SlotSpec(is_case=True)])
    Accommodation.objects.create(user=junior, factor=Decimal("1.5"), reason="r", by=mentor, at=AT)
    grants.give(
        user=junior, quiz=quiz, space=space, attempts=1, minutes=10, reason="r", by=mentor, at=AT
    )
    host.REASONS.append(Reason("lesson_first", "Read it.", "/learn/"))
    page = quizzes.rules_page(user=junior, quiz=quiz, space=space, at=AT)
    assert (page.count, page.count_most, page.must_not_miss_count) == (4, 4, 1)
    assert (page.base_minutes, page.minutes) == (20, 45)
    assert page.ends_at_if_started_now == AT + dt.timedelta(minutes=45)
    assert page.opening.attempts_left == 4
    assert [reason.code for reason in page.reasons] == ["lesson_first"]
    assert not page.may_start
    assert page.crumbs[0].title == "Milia myths"


def test_cases_of_different_length_give_a_least_and_a_most(junior, space) -> None:
    one, one_parts = case("c1", 2)
    two, two_parts = case("c2", 4)
    publish_bank([*one_parts, *two_parts], [one, two])
    quiz = publish_quiz([SlotSpec(is_case=True)])
    page = quizzes.rules_page(user=junior, quiz=quiz, space=space, at=AT)
    assert (page.count, page.count_most) == (2, 4)


def test_the_rules_show_the_running_attempt_and_those_before(junior, space, later) -> None:
    quiz = quiz_of()
    first = attempts.start(user=junior, quiz=quiz, space=space, at=AT)
    page = quizzes.rules_page(user=junior, quiz=quiz, space=space, at=later(minutes=1))
    assert page.open_attempt == first
    assert page.past == ()
    page = quizzes.rules_page(user=junior, quiz=quiz, space=space, at=later(hours=1))
    assert page.open_attempt is None
    assert [(past.attempt, past.result.score) for past in page.past] == [(first, Decimal(0))]
    assert (page.opening.reason, page.opening.opens_at) == ("pause", later(hours=24, minutes=20))


def test_the_page_of_rules_costs_the_same_for_any_number_of_questions(
    junior, space, statements
) -> None:
    counts = []
    for size in (5, 30):
        items = [item(f"s{size}-{n}") for n in range(size)]
        bank.publish_bank(slug="m", title="M", items=[], cases=[], module_ref="m", at=AT)
        publish_bank(items)
        quiz = publish_quiz(fixed([one.key for one in items]), slug=f"s{size}")
        with statements() as found:
            quizzes.rules_page(user=junior, quiz=quiz, space=space, at=AT)
        counts.append(len(found))
    assert counts[0] == counts[1] <= 7
