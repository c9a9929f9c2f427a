"""Pages of an attempt whose questions do not come back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from quizzes.models import Attempt, Space
from training.models import User

from .browsing import HTMX, browser, item_url, start, url
from .making import EXAM, quiz_of

pytestmark = pytest.mark.django_db
SENT = {"kind": "single", "revision": "0", "go": "next"}


@pytest.fixture
def attempt(junior: User, space: Space) -> Attempt:
    return start(junior, space, quiz_of(4, policy=replace(EXAM, sequential=True)))


@pytest.fixture
def at_two(junior: User, attempt: Attempt) -> Client:
    """She has gone on to the second question."""
    client = browser(junior)
    client.post(item_url(attempt, 1), SENT)
    return client


def test_any_other_page_leads_to_the_question_at_hand(at_two: Client, attempt: Attempt) -> None:
    for refused in (1, 3):
        assert at_two.get(item_url(attempt, refused))["Location"] == item_url(attempt, 2)
        assert at_two.post(item_url(attempt, refused), SENT)["Location"] == item_url(attempt, 2)
    assert "cannot come back" in at_two.get(item_url(attempt, 2)).content.decode()


def test_going_on_leads_on(at_two: Client, attempt: Attempt) -> None:
    assert at_two.post(item_url(attempt, 2), SENT)["Location"] == item_url(attempt, 3)


def test_a_save_from_a_tab_left_behind_is_told_to_reload(at_two: Client, attempt: Attempt) -> None:
    late = at_two.post(item_url(attempt, 1), SENT, **HTMX)
    assert (late.status_code, 'data-outcome="locked"' in late.content.decode()) == (409, True)


def test_the_look_before_handing_in_changes_the_question_at_hand_alone(
    at_two: Client, attempt: Attempt
) -> None:
    page = at_two.get(url("attempt-detail", attempt.public_id)).content.decode()
    assert f'href="{item_url(attempt, 2)}">Change' in page
    assert f'href="{item_url(attempt, 1)}">Change' not in page
    assert "2 questions are still to come" in page
