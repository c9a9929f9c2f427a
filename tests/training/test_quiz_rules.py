"""What quiz.yaml says of how a quiz is sat reaches the quiz."""

from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from quizzes.models import QuizRevision
from quizzes.quizzes import Policy
from tests.training.content_tree import FOLDER, write
from tests.training.learning import load, texts
from training import content_files

pytestmark = pytest.mark.django_db
QUIZ = f"{FOLDER}/quiz.yaml"


def policy(root: Path, at: dt.datetime, slug: str, old: str, new: str) -> Policy:
    files = texts()
    assert old in files[QUIZ]
    load(root, files | {QUIZ: files[QUIZ].replace(old, new, 1)}, at)
    return Policy.from_json(QuizRevision.objects.filter(quiz__slug=slug).latest("number").policy)


def test_a_graded_quiz_may_go_one_way_and_let_certainty_count(tmp_path, at) -> None:
    new = "one_after_another: true\n  certainty_counts: true\n  grade: last\n  minutes:"
    found = policy(tmp_path, at, "milia-myths", "minutes:", new)
    assert (found.sequential, found.certainty_counts, found.grade) == (True, True, "last")


def test_practice_may_give_several_tries_at_a_price(tmp_path, at) -> None:
    new = "tries: 3, penalty: 25, count: 3"
    found = policy(tmp_path, at, "practice-milia-myths", "count: 3", new)
    assert (found.behaviour, found.tries, found.penalty) == ("tries", 3, Decimal("0.25"))


def test_practice_is_explained_at_once_unless_it_says_otherwise(tmp_path, at) -> None:
    found = policy(tmp_path, at, "practice-milia-myths", "count: 3", "count: 3")
    assert found.behaviour == ""


GRADED = """\
graded:
  title: T
  intro: I
  pass_mark: 66.7
  minutes: 30
  attempts: 2
  pauses: [12]
  certainty: true
  certainty_counts: true
  opens: "2026-12-01T09:00+01:00"
  closes: "2026-12-08T18:00+01:00"
  hard_close: true
  grace: 30
  grade: average
  one_after_another: true
  shuffle: ["One"]
  review: {like: score_only, after_close: {key: always, responses: always}}
  blueprint:
    - {objective: "1.2", count: 1, section: "One", without: [old]}
"""
PRACTICE = """\
practice:
  {title: P, intro: I, count: 3, behaviour: tries, tries: 2, penalty: 12.5, certainty: false}
"""
# What only the one or the other can say.
HERE = {"behaviour", "tries", "penalty"}


def policies(root: Path, at: dt.datetime, quiz: str) -> dict[str, Policy]:
    load(root, texts() | {QUIZ: quiz}, at)
    rows = QuizRevision.objects.order_by("number").values_list("quiz__slug", "policy")
    return {slug: Policy.from_json(policy) for slug, policy in rows}


def test_everything_a_policy_says_can_be_written_and_reaches_the_quiz(tmp_path, at) -> None:
    found = policies(tmp_path, at, GRADED + PRACTICE)
    graded, practice = found["milia-myths"], found["practice-milia-myths"]
    assert graded == Policy(
        pass_mark=Decimal("0.667"),
        minutes=30,
        attempts=2,
        pauses=(12,),
        certainty=True,
        certainty_counts=True,
        opens=dt.datetime(2026, 12, 1, 8, tzinfo=dt.UTC),
        closes=dt.datetime(2026, 12, 8, 17, tzinfo=dt.UTC),
        hard_close=True,
        grace=30,
        grade="average",
        sequential=True,
        shuffled=("One",),
        review={
            "just_after": {"marks": "always", "topics": "always"},
            "later": {"marks": "always", "topics": "always"},
            "after_close": {
                "marks": "always",
                "topics": "always",
                "key": "always",
                "responses": "always",
            },
        },
    )
    assert (practice.behaviour, practice.tries, practice.penalty, practice.certainty) == (
        "tries",
        2,
        Decimal("0.125"),
        False,
    )


def test_no_rule_of_a_policy_is_left_without_a_key(tmp_path, at) -> None:
    found, default = policies(tmp_path, at, GRADED + PRACTICE), Policy()
    for field in dataclasses.fields(Policy):
        quiz = "practice-milia-myths" if field.name in HERE else "milia-myths"
        assert getattr(found[quiz], field.name) != getattr(default, field.name), field.name


def test_no_limit_and_no_end_are_written_in_words(tmp_path, at) -> None:
    quiz = texts()[QUIZ].replace("minutes: 20", "minutes: unlimited")
    quiz = quiz.replace("attempts: 3\n  pauses: [24, 24]", "attempts: endless")
    found = policies(tmp_path, at, quiz)["milia-myths"]
    assert (found.minutes, found.attempts, found.pauses) == (None, None, ())


@pytest.mark.parametrize(
    ("new", "line", "message"),
    [
        ("opens: tomorrow", 5, "opens: must be a day, a time and how far it is from UTC"),
        ('opens: "2026-12-01T09:00"', 5, "opens: must be a day, a time"),
        ("hard_close: true", 5, "hard_close: ends running attempts at the close: add closes"),
        (
            'opens: "2026-12-02T09:00Z"\n  closes: "2026-12-01T09:00Z"',
            6,
            "closes: must come after opens",
        ),
        ("grace: 601", 5, "grace: must be 600 or less"),
        ("grade: best", 5, "grade: cannot be this, allowed: 'highest', 'average', 'first' or"),
        ("behaviour: tries", 5, "behaviour: cannot be this, allowed: 'deferred'"),
        ("review: all", 5, "review.like: cannot be this, allowed: 'usual', 'outcome_only'"),
        ("review: after_close", 5, "review: after_close never comes without a close: add closes"),
        ("review:\n    later: {key: always}", 6, "review.later.key: this tells the answer"),
        ("review:\n    during: {marks: always}", 6, "review.during.marks: nothing is judged while"),
        ("review:\n    soon: {}", 6, "review.soon: unknown key, allowed: after_close, during"),
        ("review:\n    later: {kez: never}", 6, "kez: unknown key, allowed: correctness, general"),
        ("review:\n    later: {key: sometimes}", 6, "allowed: 'never', 'once_over' or 'always'"),
    ],
)
def test_a_rule_that_cannot_be_is_told_with_its_line(tmp_path, new, line, message) -> None:
    quiz = texts()[QUIZ].replace("minutes: 20", f"{new}\n  minutes: 20")
    with pytest.raises(content_files.ContentErrors) as refused:
        content_files.read(write(tmp_path, texts() | {QUIZ: quiz}))
    said = [str(one) for one in refused.value.problems]
    assert any(f"quiz.yaml:{line}: graded" in one and message in one for one in said), said


@pytest.mark.parametrize(
    ("new", "message"),
    [
        ("behaviour: deferred, tries: 2", "behaviour: deferred judges an answer once"),
        ("behaviour: tries", "tries: tries needs two or more"),
        ("tries: 2, review: nothing", "during.correctness: who may try again has to know"),
        ("tries: 11", "tries: must be 10 or less"),
        ("penalty: 101", "penalty: must be 100 or less"),
        ("pass_mark: 50", "pass_mark: unknown key"),
    ],
)
def test_a_rule_of_practice_that_cannot_be_is_told(tmp_path, new, message) -> None:
    quiz = texts()[QUIZ].replace("count: 3}", f"count: 3, {new}}}")
    with pytest.raises(content_files.ContentErrors) as refused:
        content_files.read(write(tmp_path, texts() | {QUIZ: quiz}))
    assert any("quiz.yaml:" in str(one) and message in str(one) for one in refused.value.problems)


@pytest.mark.parametrize("name", ["usual", "outcome_only", "score_only", "nothing"])
def test_a_matrix_with_a_name_is_safe_for_an_exam_and_for_practice(tmp_path, at, name) -> None:
    quiz = texts()[QUIZ].replace("minutes: 20", f"minutes: 20\n  review: {name}")
    quiz = quiz.replace("count: 3}", f"count: 3, review: {name}}}")
    found = policies(tmp_path, at, quiz)
    assert (found["milia-myths"].review == "") is (name == "usual")
    for slug, preset in (("milia-myths", "exam"), ("practice-milia-myths", "practice")):
        assert found[slug] == Policy.from_json(found[slug].to_json())
        assert found[slug].promises(preset)
