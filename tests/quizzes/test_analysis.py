"""How a quiz did: from first attempts here, kept until another one ends, by a worker if many."""

from __future__ import annotations

import datetime as dt

import pytest

from quizzes import analysis, attempts, jobs
from quizzes.analysis import keeping
from quizzes.engine.analysis import Alarm, Level
from quizzes.models import AnalysisRecord, Attempt, Job, Quiz, Space
from quizzes.quizzes import SlotSpec
from tests.factories import SpaceFactory, UserFactory
from training.models import User

from .making import AT, EXAM, item, publish_bank, publish_quiz

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("host")]
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def exam() -> Quiz:
    keys = ("q1", "q2", "q3")
    publish_bank([item(key) for key in keys])
    return publish_quiz([SlotSpec(question_key=key) for key in keys], policy=EXAM)


def sat(quiz: Quiz, space: Space, answers: str, user: User | None = None, **given) -> Attempt:
    """An attempt that answered so, one letter a question, "-" for none."""
    user = user or UserFactory()
    at = given.pop("at", AT)
    attempt = attempts.start(user=user, quiz=quiz, space=space, at=at)
    for position, answer in enumerate(answers, start=1):
        if answer != "-":
            attempts.answer(
                user=user,
                attempt_id=attempt.public_id,
                position=position,
                response=answer,
                certainty=given.get("certainty", 2),
                revision=0,
                at=at + position * MINUTE,
                in_keys=True,
            )
    attempts.submit(user=user, attempt_id=attempt.public_id, at=at + 10 * MINUTE)
    return attempt


def page(quiz: Quiz, space: Space, viewer: User | None = None) -> analysis.AnalysisPage:
    return analysis.page(viewer=viewer or UserFactory(), quiz=quiz, space=space, at=AT + MINUTE)


def by_key(found: analysis.AnalysisPage) -> dict[str, analysis.QuestionRow]:
    return {row.key: row for row in found.questions}


def test_only_first_attempts_of_this_space_that_have_ended_count(exam, space) -> None:
    ines = UserFactory()
    sat(exam, space, "aab", ines)
    sat(exam, space, "aaa", ines, at=AT + dt.timedelta(days=5))
    sat(exam, SpaceFactory(), "bbb")
    attempts.start(user=UserFactory(), quiz=exam, space=space, at=AT)
    found = page(exam, space)
    assert found.attempts == 1
    assert {key: (row.shown.right, row.shown.n) for key, row in by_key(found).items()} == {
        "q1": (1, 1),
        "q2": (1, 1),
        "q3": (0, 1),
    }


def test_below_five_people_nothing_but_counts_is_handed_out(exam, space) -> None:
    for _ in range(4):
        sat(exam, space, "aab")
    found = page(exam, space)
    assert (found.level, found.whole, found.scores) == (Level.COUNTS, None, ())
    for row in found.questions:
        assert (row.shown.facility, row.shown.likely, row.options) == (None, None, ())
    assert all(bar.likely is None for bar in found.certainty if bar.of < 5)


def test_from_five_on_there_are_shares_and_from_ten_who_chose_what(exam, space) -> None:
    for answers in ("aab", "aaa", "aba", "aab", "a-c"):
        sat(exam, space, answers)
    found = page(exam, space)
    assert by_key(found)["q1"].shown.facility == 1
    assert found.whole.mean == pytest.approx(2)
    assert (found.whole.alpha, found.whole.error) == (None, None)
    assert sum(found.scores) == 5
    assert by_key(found)["q3"].options == ()
    for _ in range(5):
        sat(exam, space, "aab")
    options = by_key(page(exam, space))["q3"].options
    assert [(one.count, one.is_key) for one in options] == [(2, True), (7, False), (1, False)]
    left_out = by_key(page(exam, space))["q2"].options[-1]
    assert (left_out.text, left_out.count) == (None, 1)


def test_a_key_that_is_wrong_is_named_first(exam, space) -> None:
    for _ in range(8):
        sat(exam, space, "aab")
    for _ in range(8):
        sat(exam, space, "bca")
    first = page(exam, space).questions[0]
    assert (first.key, first.alarms[0].alarm) == ("q3", Alarm.WRONG_KEY)
    assert "Milk" in first.alarms[0].option


def test_whoever_is_still_to_be_examined_is_shown_no_key(exam, space) -> None:
    for _ in range(8):
        sat(exam, space, "aab", certainty=3)
        sat(exam, space, "bca")
    viewer = UserFactory()
    attempts.start(user=viewer, quiz=exam, space=space, at=AT)
    found = page(exam, space, viewer)
    assert found.hides_keys
    assert not any(row.options for row in found.questions)
    assert not any(one.option for row in found.questions for one in row.alarms)
    assert by_key(found)["q3"].alarms  # that something is wrong she may know


def test_figures_are_kept_until_another_attempt_ends(
    exam, space, django_assert_num_queries
) -> None:
    sat(exam, space, "aab")
    viewer = UserFactory()
    kept = analysis.of(quiz=exam, space=space, by=viewer, at=AT)
    with django_assert_num_queries(2):
        assert analysis.of(quiz=exam, space=space, by=viewer, at=AT).figures == kept.figures
    sat(exam, space, "aaa")
    assert analysis.of(quiz=exam, space=space, by=viewer, at=AT).figures["attempts"] == 2
    assert AnalysisRecord.objects.count() == 1


def test_many_attempts_are_worked_out_by_a_job_while_the_last_figures_stand(
    exam, space, monkeypatch
) -> None:
    sat(exam, space, "aab")
    viewer = UserFactory()
    page(exam, space, viewer)
    monkeypatch.setattr(keeping, "AT_ONCE", 1)
    sat(exam, space, "aaa")
    found = page(exam, space, viewer)
    assert (found.attempts, found.job.kind) == (1, "analysis")
    assert page(exam, space, viewer).job == found.job  # asked for once
    jobs.run(found.job.pk, holder="test", clock=lambda: AT + 2 * MINUTE)
    found = page(exam, space, viewer)
    assert (found.attempts, found.job) == (2, None)
    assert Job.objects.get().outcome == {"attempts": 2, "questions": 3}


def test_reading_and_working_out_takes_as_many_statements_for_many_attempts(
    exam, space, statements
) -> None:
    counts = []
    for _ in range(2):
        for _ in range(3):
            sat(exam, space, "aab")
        with statements() as said:
            keeping.make(quiz=exam, space=space, at=AT)
        counts.append(len(said))
    assert counts[0] == counts[1]


def test_every_figure_is_the_one_the_command_gives(exam, space) -> None:
    for answers in ("aab", "aaa", "aba", "baa", "abb"):
        sat(exam, space, answers)
    figures = analysis.of(quiz=exam, space=space, by=UserFactory(), at=AT).figures
    item = {one["slot"]: one for one in figures["slots"]}["1"]
    assert (item["s"], item["facility"]) == (5, 0.8)
    assert item["intended_weight"] == pytest.approx(100 / 3)
    assert figures["test"]["count"] == 5
    assert figures["test"]["mean"] == 2


def test_nobody_has_sat_it_yet(exam, space) -> None:
    found = page(exam, space)
    assert (found.attempts, found.questions, found.whole) == (0, (), None)
