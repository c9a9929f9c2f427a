"""What quiz.yaml says of how a quiz is sat reaches the quiz."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from quizzes.models import QuizRevision
from quizzes.quizzes import Policy
from tests.training.content_tree import FOLDER
from tests.training.learning import load, texts

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
