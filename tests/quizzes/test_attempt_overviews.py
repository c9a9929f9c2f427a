"""The look before handing in: every question with what she answered, in words."""

from __future__ import annotations

import pytest

from quizzes import attempts

from .making import AT, BODIES, RIGHT
from .test_attempt_sheets import save, start, values

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("host")]


def overview(attempt) -> attempts.Overview:
    return attempts.overview(user=attempt.user, attempt_id=attempt.public_id, at=AT)


def test_it_says_what_the_page_of_each_question_says(junior, space) -> None:
    attempt = start(junior, space)
    for position, kind in enumerate(BODIES, start=1):
        save(attempt, position, RIGHT[kind])
    attempts.flag(user=junior, attempt_id=attempt.public_id, position=2, flagged=True)
    found = overview(attempt)
    count = len(BODIES)
    assert found.answered_count == count
    assert (found.unanswered, found.flagged) == ((count + 1, count + 2), (2,))
    for one in found.questions:
        page = attempts.page(user=junior, attempt_id=attempt.public_id, position=one.position)
        shown = page.item
        assert (one.kind, one.stem) == (shown.kind, shown.delivery["stem"])
        assert one.words == attempts.in_words(shown.delivery, shown.response)
        assert bool(one.words) is one.answered is shown.answered
        assert one.case == (shown.stem.title if shown.stem else "")


def test_no_key_is_reachable_from_it(junior, space) -> None:
    attempt = start(junior, space)
    for position, kind in enumerate(BODIES, start=1):
        save(attempt, position, RIGHT[kind])
    texts = {one for one in values(overview(attempt)) if isinstance(one, str)}
    assert not {"a", "b", "c", "d", "x", "y", "newborn", "old"} & texts


@pytest.mark.parametrize("preset", ["exam", "practice"])
def test_it_takes_one_statement_whatever_the_number_of_questions(
    junior, space, statements, preset: str
) -> None:
    for count in (2, 12):
        attempt = start(junior, space, count=count, preset=preset)
        save(attempt, 1, "a")
        with statements() as found:
            assert len(overview(attempt).questions) == count
        assert len(found.real) == 1
        assert not [sql for sql in found.real if 'questionversion"."body' in sql]
