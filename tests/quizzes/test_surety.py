"""What a learner reads of how sure she was."""

from __future__ import annotations

import pytest

from quizzes.forms import surety
from quizzes.models import Space
from training.models import User

from .browsing import browser, url
from .making import quiz_of
from .test_results import look, sit

pytestmark = pytest.mark.django_db


def test_each_level_she_named_is_judged_by_how_right_it_was(
    junior: User, space: Space, host: object
) -> None:
    page = look(junior, sit(junior, quiz_of(6), space, "abbbbb"))
    (sure,) = surety.summed(page.rows)
    assert (sure.word, sure.right, sure.count) == ("Sure", "1", 6)
    assert sure.verdict == "Clearly too sure"


def test_two_of_three_is_what_fairly_sure_means() -> None:
    levels = {number: (word, meaning) for number, word, meaning in surety.levels()}
    assert levels[2] == ("Fairly sure", "67 to 80% likely to be right")
    assert surety.summed(()) == ()


def test_the_result_says_it_beside_the_score(junior: User, space: Space) -> None:
    ended = sit(junior, quiz_of(3), space, "aab")
    page = browser(junior).get(url("attempt-result", ended.public_id)).content.decode()
    assert "How sure, and how right" in page
    assert "Rather too sure" in page
