"""What a running attempt says of its time: whose minutes they are, and what came meanwhile."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.utils import timezone

from quizzes import attempts, grants
from quizzes.models import Attempt, Space
from training.models import User

from .browsing import HTMX, browser, item_url, named, url
from .making import quiz_of

pytestmark = pytest.mark.django_db
TITLE = re.compile(r'<b data-left title="([^"]*)"')


@pytest.fixture
def attempt(junior: User, mentor: User, space: Space) -> Attempt:
    """30 minutes: 20 and half as much again."""
    given = {"factor": Decimal("1.5"), "reason": "r", "at": timezone.now()}
    grants.accommodate(user=junior, by=mentor, **given)
    return attempts.start(user=junior, quiz=quiz_of(3), space=space, at=timezone.now())


def give(attempt: Attempt, by: User, minutes: int) -> dt.datetime:
    """More minutes at its quiz; returns when it ends since."""
    place = {"user": attempt.user, "quiz": attempt.quiz, "space": attempt.space}
    grants.give(**place, attempts=0, minutes=minutes, reason="r", by=by, at=timezone.now())
    return Attempt.objects.get().deadline_at


def address(attempt: Attempt, name: str) -> str:
    return url(name, attempt.public_id, *[1] * (name == "attempt-item"))


def clock(moment: dt.datetime) -> str:
    return f"{timezone.localtime(moment):%H:%M}"


@pytest.mark.parametrize("name", ["attempt-item", "attempt-detail"])
def test_the_timer_says_whose_minutes_they_are(junior: User, attempt: Attempt, name: str) -> None:
    place = (
        item_url(attempt) if name == "attempt-item" else url("attempt-detail", attempt.public_id)
    )
    page = browser(junior).get(place).content.decode()
    (title,) = TITLE.findall(page)
    assert title.startswith("30 minutes: 20 for everybody and your 50% more everywhere. Ends at ")
    assert "You were given" not in page.partition("<template")[0]


def test_everybodys_time_is_not_taken_apart(junior: User, space: Space) -> None:
    started = attempts.start(user=junior, quiz=quiz_of(3), space=space, at=timezone.now())
    (title,) = TITLE.findall(browser(junior).get(item_url(started)).content.decode())
    assert title.startswith("Ends at ")


@pytest.mark.parametrize("name", ["attempt-item", "attempt-detail"])
def test_each_page_says_what_came_while_it_runs(
    junior: User, mentor: User, attempt: Attempt, name: str
) -> None:
    ends = give(attempt, mentor, 10)
    place = (
        item_url(attempt) if name == "attempt-item" else url("attempt-detail", attempt.public_id)
    )
    page = browser(junior).get(place).content.decode()
    said = page.partition('id="more-time"')[2].partition("</div>")[0]
    assert "You were given 15 minutes more." in said
    assert f"It now ends at {clock(ends)} (" in said
    assert "and 15 more given during this attempt. Ends at" in TITLE.findall(page)[0]


def test_a_save_tells_the_end_as_it_stands_now(
    junior: User, mentor: User, attempt: Attempt
) -> None:
    client = browser(junior)
    page = client.get(item_url(attempt)).content.decode()
    ends = give(attempt, mentor, 10)
    sent = {"kind": "single", "choice": named(page, "Milk"), "revision": "0"}
    saved = client.post(item_url(attempt), sent, **HTMX).content.decode()
    assert f'data-ends="{int(ends.timestamp())}"' in saved
    assert f'data-clock="{clock(ends)}"' in saved
    (left,) = re.findall(r'data-seconds="(\d+)"', saved)
    assert 44 * 60 < int(left) <= 45 * 60


def test_an_open_page_asks_for_the_time_alone_in_one_statement_of_its_own(
    junior: User, mentor: User, stranger: User, attempt: Attempt, statements
) -> None:
    ends = give(attempt, mentor, 10)
    place = url("attempt-detail", attempt.public_id)
    told = browser(junior).get(place, **HTMX).content.decode()
    assert told.startswith('<span data-outcome="time"')
    assert f'data-ends="{int(ends.timestamp())}"' in told
    with statements() as found:
        attempts.time_of(user=junior, attempt_id=attempt.public_id)
    assert len(found) == 1
    assert browser(stranger).get(place, **HTMX).status_code == 404
    attempts.submit(user=junior, attempt_id=attempt.public_id, at=timezone.now())
    assert browser(junior).get(place, **HTMX).status_code == 204


@pytest.mark.parametrize(
    ("seconds", "says"),
    [
        (59, "You were given more time."),
        (60, "You were given 1 minute more."),
        (1950, "You were given 32 minutes more."),
    ],
)
def test_begun_minutes_are_not_counted(
    junior: User, mentor: User, attempt: Attempt, seconds: int, says: str
) -> None:
    extra = {"seconds": seconds, "reason": "r", "by": mentor, "at": timezone.now()}
    grants.extend(attempt=attempt, **extra)
    page = browser(junior).get(item_url(attempt)).content.decode()
    assert says in page.partition('id="more-time"')[2].partition("</div>")[0]
