"""A written answer in an exam waits; a person marks it by the rubric, and the result follows."""

from __future__ import annotations

import hashlib
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.db.models import Q

from quizzes import attempts, marking, permissions, regrades, results
from quizzes.engine.rubric import MarkingError
from quizzes.models import (
    AppendOnlyError,
    Attempt,
    AttemptItem,
    Mark,
    MarkNote,
    Response,
    Result,
    RubricMark,
    Space,
)
from quizzes.models.append_only import guarded
from quizzes.quizzes import Policy, ShortBlueprint, SlotSpec
from tests.conftest import person

from .making import AT, EXAM, fixed, item, publish_bank, publish_quiz
from .work import run_due

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("host")]
CRITERIA = [
    {"key": "keratin", "text": "Says keratin", "points": 1, "good": "Names it."},
    {
        "key": "safe",
        "text": "Keeps her safe",
        "good": "Sends her on.",
        "critical": "warns",
        "levels": [
            {"key": "no", "text": "Says nothing", "points": 0},
            {"key": "warns", "text": "Warns", "points": 1},
            {"key": "sends", "text": "Warns and sends her on", "points": 3},
        ],
    },
]
BEST = {"keratin": "met", "safe": "sends"}
NOTE = "Clear, and kind to her."


@pytest.fixture
def mentor(mentor, host, space):
    """Somebody who may mark what juniors of this space write."""
    host.SCOPES[mentor.pk] = Q(space=space)
    host.RIGHTS.update(
        {(mentor.pk, permissions.MARK_ATTEMPT), (mentor.pk, permissions.VIEW_ATTEMPT)}
    )
    return mentor


@pytest.fixture
def begin(junior, space: Space):
    def begun(*, policy: Policy = EXAM, preset: str = "exam") -> Attempt:
        publish_bank([item("w1", "written", criteria=CRITERIA), item("q1")])
        quiz = publish_quiz(fixed(["w1", "q1"]), policy=policy, preset=preset)
        return attempts.start(user=junior, quiz=quiz, space=space, at=AT)

    return begun


def write(attempt: Attempt, position: int, response: object, revision: int = 0) -> None:
    place = {"user": attempt.user, "attempt_id": attempt.public_id, "position": position}
    sure = {"certainty": 3, "revision": revision, "in_keys": True}
    attempts.answer(**place, response=response, **sure, at=AT)


@pytest.fixture
def handed_in(begin) -> Attempt:
    attempt = begin()
    write(attempt, 1, "Keratin. Ask a doctor.")
    write(attempt, 2, "a")
    return attempts.submit(user=attempt.user, attempt_id=attempt.public_id, at=AT)


@pytest.fixture
def mark(mentor, later):
    def marked(attempt: Attempt, marking_: dict[str, str] = BEST, **changes: object) -> Mark:
        act = {"position": 1, "revision": 1, "by": mentor, "at": later(days=1), "note": NOTE}
        return marking.mark_by_hand(
            attempt_id=attempt.public_id, marking=marking_, **(act | changes)
        )

    return marked


def test_until_a_person_has_looked_there_is_no_score_and_no_pass(handed_in, junior) -> None:
    result = Result.objects.get()
    assert (result.score, result.passed) == (None, None)
    page = results.page(viewer=junior, attempt_id=handed_in.public_id, at=AT)
    assert page.waits
    assert page.score is None


def test_a_marking_makes_a_mark_its_levels_a_note_and_the_next_result(handed_in, mark, mentor):
    made = mark(handed_in)
    assert (made.number, made.fraction, made.state, made.by) == (2, 1, "right", mentor)
    assert made.response == Response.objects.get(item__position=1)
    assert dict(RubricMark.objects.values_list("criterion", "level")) == BEST
    assert MarkNote.objects.get().text == NOTE
    assert made.reason_digest == hashlib.sha256(NOTE.encode()).hexdigest()
    first, second = Result.objects.order_by("number")
    assert (first.at, second.at) == (AT, AT)  # what she knew, she knew then
    assert (first.number, first.score) == (1, None)
    assert (second.number, second.score, second.passed) == (2, 1, True)


def test_it_is_recorded_in_the_same_transaction(handed_in, mark, mentor, host) -> None:
    mark(handed_in)
    event = host.RECORDED[-1]
    assert (event["action"], event["by"], event["subject"]) == (
        "attempt.marked",
        mentor,
        handed_in.user,
    )
    assert event["text"] == NOTE
    assert event["data"] | {"quiz": ""} == {
        "quiz": "",
        "position": 1,
        "mark": 2,
        "fraction": "1.0000000",
        "result": 2,
        "score": "1.00000",
        "passed": True,
    }


def test_below_the_critical_level_it_stays_under_the_pass_mark(handed_in, mark) -> None:
    made = mark(handed_in, {"keratin": "met", "safe": "no"})
    assert made.fraction == Decimal("0.25")
    policy = {"pass_mark": "0.2"}
    Attempt.objects.filter(pk=handed_in.pk).update(policy=handed_in.policy | policy)
    assert mark(handed_in, {"keratin": "met", "safe": "no"}).fraction == Decimal("0.1999900")


def test_a_second_look_is_appended_and_the_newest_stands(handed_in, mark, junior, later) -> None:
    mark(handed_in)
    again = mark(handed_in, {"keratin": "not_met", "safe": "warns"}, note="", at=later(days=2))
    assert (again.number, again.fraction) == (3, Decimal("0.2500000"))
    assert list(Mark.objects.filter(item__position=1).values_list("number", flat=True)) == [1, 2, 3]
    assert Result.objects.order_by("number").last().score == Decimal("0.62500")
    assert MarkNote.objects.count() == 1
    page = results.page(viewer=junior, attempt_id=handed_in.public_id, at=later(days=3))
    assert (page.waits, page.score, page.passed) == (False, Decimal("0.62500"), False)


def test_the_digest_of_the_attempt_still_holds(handed_in, mark) -> None:
    mark(handed_in)
    handed_in.refresh_from_db()
    assert marking.digest_of(handed_in) == handed_in.digest


@pytest.mark.parametrize("revision", [0, 1, 3])
def test_a_marking_of_an_older_answer_is_refused(begin, mark, revision) -> None:
    attempt = begin()
    write(attempt, 1, "First.")
    write(attempt, 1, "Second.", revision=1)
    attempts.submit(user=attempt.user, attempt_id=attempt.public_id, at=AT)
    with pytest.raises(marking.OutOfDate) as caught:
        mark(attempt, revision=revision)
    assert caught.value.revision == 2
    assert not RubricMark.objects.exists()
    assert mark(attempt, revision=2).fraction == 1


def test_a_running_attempt_is_not_marked(begin, mark) -> None:
    attempt = begin()
    write(attempt, 1, "Not done yet.")
    with pytest.raises(marking.StillRunning):
        mark(attempt)


def test_nothing_written_is_nothing_to_mark(begin, mark) -> None:
    attempt = begin()
    attempts.submit(user=attempt.user, attempt_id=attempt.public_id, at=AT)
    with pytest.raises(marking.NothingToMark):
        mark(attempt, revision=0)
    assert Result.objects.get().score == 0


@pytest.mark.parametrize("bad", [{}, {"keratin": "met"}, BEST | {"safe": "met"}, BEST | {"x": "y"}])
def test_a_marking_that_does_not_fit_the_rubric_changes_nothing(handed_in, mark, bad) -> None:
    with pytest.raises(MarkingError):
        mark(handed_in, bad)
    assert Result.objects.count() == 1
    assert not RubricMark.objects.exists()


@pytest.mark.parametrize("treatment", ["void", "credit_all"])
def test_what_was_ruled_for_everybody_no_single_mark_undoes(
    handed_in, mark, mentor, space, host, treatment: str
) -> None:
    host.RIGHTS.add((mentor.pk, permissions.REGRADE))
    version = handed_in.items.get(position=1).version
    proposal = regrades.propose(space=space, version=version, treatment=treatment)
    shown = regrades.plan(proposal).digest()
    regrade = regrades.decide(
        proposal=proposal, plan_digest=shown, reason="Unclear.", by=mentor, at=AT
    )
    if regrade.needs_second:
        second = person("Owner", space.clinic, "owner")
        host.RIGHTS.add((second.pk, permissions.REGRADE))
        regrades.approve(regrade=regrade, plan_digest=shown, by=second, at=AT)
    run_due(clock=lambda: AT)
    before = Mark.objects.count()
    with pytest.raises(marking.NothingToMark):
        mark(handed_in)
    assert Mark.objects.count() == before
    assert Result.objects.filter(attempt=handed_in).order_by("number").last().passed


def test_only_who_may_and_never_oneself(handed_in, mark, mentor, stranger, junior, host, space):
    with pytest.raises(Attempt.DoesNotExist):
        mark(handed_in, by=stranger)
    host.SCOPES[stranger.pk] = Q(space=space)
    with pytest.raises(PermissionDenied):
        mark(handed_in, by=stranger)
    host.SCOPES[junior.pk] = Q(space=space)
    host.RIGHTS.add((junior.pk, permissions.MARK_ATTEMPT))
    with pytest.raises(PermissionDenied):
        mark(handed_in, by=junior)
    assert Mark.objects.count() == 2


def test_only_a_written_answer_is_marked_by_hand(handed_in, mark) -> None:
    for position in (2, 9):
        with pytest.raises(AttemptItem.DoesNotExist):
            mark(handed_in, position=position)


def test_the_checks_of_a_lesson_are_marked_by_nobody(junior, space, mark) -> None:
    publish_bank([item("w1", "written", use="check")])
    quiz = publish_quiz(fixed(["w1"]), preset="check", policy=Policy(), slug="lesson")
    place = {"user": junior, "quiz": quiz, "space": space, "question_key": "w1"}
    attempts.answer_check(**place, response="Keratin.", at=AT)
    with pytest.raises(Attempt.DoesNotExist):
        mark(Attempt.objects.get(), {"keratin": "met", "calm": "met"})


def test_a_failure_on_the_way_leaves_nothing_behind(handed_in, mark, settings, monkeypatch) -> None:
    def broken(**event: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("tests.quizzes.host.record", broken)
    with pytest.raises(OSError, match="no space"), transaction.atomic():
        mark(handed_in)
    assert not RubricMark.objects.exists()
    assert not MarkNote.objects.exists()
    assert (Mark.objects.count(), Result.objects.count()) == (2, 1)


def test_the_levels_are_never_edited(handed_in, mark) -> None:
    mark(handed_in)
    row = RubricMark.objects.first()
    for spoil in (row.save, row.delete, RubricMark.objects.all().delete):
        with pytest.raises(AppendOnlyError):
            spoil()
    assert "quizzes_rubricmark" in guarded(connection)
    for sql in ("UPDATE quizzes_rubricmark SET level = 'x'", "DELETE FROM quizzes_rubricmark"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_it_is_drawn_like_any_other_where_it_is_graded(junior, space) -> None:
    publish_bank([item("w1", "written"), item("w2", "written", use="check")])
    quiz = publish_quiz([SlotSpec(kind="written", count=1)])
    attempt = attempts.start(user=junior, quiz=quiz, space=space, at=AT)
    assert [one.question.key for one in attempt.items.all()] == ["w1"]
    with pytest.raises(ShortBlueprint):
        publish_quiz([SlotSpec(kind="written", count=2)], slug="two")


def test_marking_costs_the_same_for_any_number_of_questions(junior, space, mark, statements):
    counts = []
    for size in (2, 8):
        keys = [f"q{size}-{n}" for n in range(size)]
        publish_bank([item("w1", "written", criteria=CRITERIA), *(item(key) for key in keys)])
        quiz = publish_quiz(fixed(["w1", *keys]), slug=f"exam{size}")
        attempt = attempts.start(user=junior, quiz=quiz, space=space, at=AT)
        write(attempt, 1, "Keratin.")
        attempts.submit(user=junior, attempt_id=attempt.public_id, at=AT)
        with statements() as found:
            mark(attempt)
        counts.append(len(found))
    assert counts[0] == counts[1] <= 16
