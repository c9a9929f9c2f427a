"""What a result tells of a written answer: nothing of the rubric before its time, then the levels,
which of them was given, and the marker's words."""

from __future__ import annotations

import html

import pytest
from django.utils import timezone

from quizzes import attempts, marking, results
from quizzes.forms import explained
from quizzes.models import Attempt, MarkNote
from training.models import User

from .browsing import browser, start, url
from .making import fixed, item, publish_bank, publish_quiz
from .test_by_hand import CRITERIA, NOTE

pytestmark = pytest.mark.django_db
TEXT = "Keratin. Ask a doctor."


@pytest.fixture
def attempt(junior: User, space) -> Attempt:
    publish_bank([item("w1", "written", criteria=CRITERIA)])
    begun = start(junior, space, publish_quiz(fixed(["w1"])))
    place = {"user": junior, "attempt_id": begun.public_id, "position": 1, "revision": 0}
    attempts.answer(**place, response=TEXT, certainty=None, at=timezone.now())
    return attempts.submit(user=junior, attempt_id=begun.public_id, at=timezone.now())


def mark(attempt: Attempt, by: User, keratin: str, safe: str) -> None:
    marking.mark_by_hand(
        attempt_id=attempt.public_id,
        position=1,
        marking={"keratin": keratin, "safe": safe},
        revision=1,
        by=by,
        at=timezone.now(),
        note=NOTE,
    )


def told(viewer: User, attempt: Attempt) -> explained.Told | None:
    page = results.page(viewer=viewer, attempt_id=attempt.public_id, at=timezone.now())
    return explained.told("written", page.rows[0].feedback) if page.rows[0].feedback else None


def shown(viewer: User, attempt: Attempt) -> str:
    page = browser(viewer).get(f"{url('attempt-result', attempt.public_id)}?show=all")
    return html.unescape(page.content.decode())


def test_each_criterion_says_how_it_was_found_and_each_level_whether_it_was(attempt, mentor):
    mark(attempt, mentor, "not_met", "warns")
    found = told(mentor, attempt).more
    assert [(one.html, one.word, one.icon) for one in found.criteria] == [
        ("Says keratin", "Not met yet", "circle"),
        ("Keeps her safe", "Partly met", "half"),
    ]
    assert found.criteria[0].levels == ()
    assert [(one.html, one.points, one.given) for one in found.criteria[1].levels] == [
        ("Says nothing", 0, False),
        ("Warns", 1, True),
        ("Warns and sends her on", 3, False),
    ]
    assert (found.note, found.waits, found.given) == (NOTE, False, (TEXT,))


def test_who_looks_while_it_waits_reads_the_text_and_that_it_waits(attempt, mentor) -> None:
    found = told(mentor, attempt).more
    assert (found.waits, found.note, found.given) == (True, "", (TEXT,))
    assert [one.word for one in found.criteria] == ["", ""]
    assert "Waits for a person" in shown(mentor, attempt)


def test_she_sees_levels_and_words_after_her_pass_and_nothing_of_them_before(
    attempt, mentor, junior
) -> None:
    mark(attempt, mentor, "met", "no")
    assert told(junior, attempt) is None
    before = shown(junior, attempt)
    assert NOTE not in before
    assert "Keeps her safe" not in before
    mark(attempt, mentor, "met", "sends")
    after = shown(junior, attempt)
    for words in (NOTE, TEXT, "Keeps her safe", "Warns and sends her on", "3 points", "Given"):
        assert words in after


def test_an_erased_note_leaves_the_levels(attempt, mentor) -> None:
    mark(attempt, mentor, "met", "sends")
    MarkNote.objects.all().delete()
    found = told(mentor, attempt).more
    assert found.note == ""
    assert [one.word for one in found.criteria] == ["Met", "Met"]
