"""An exception for one person: what may be given, what is refused, what runs and how it moves."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quizzes import grants
from quizzes.models import Attempt, Grant
from training.models import AuditEvent, Clinic, Module, User

from .team_world import make_module

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def module(clinic: Clinic) -> Module:
    return make_module("milia-myths")


@pytest.fixture
def page(client: Client, mentor: User, junior: User, module: Module) -> Page:
    client.force_login(mentor)
    return Page(client, reverse("training:person-grant", args=[junior.public_id]), module)


class Page:
    """The form about one quiz, as a mentor sends it."""

    def __init__(self, client: Client, url: str, module: Module) -> None:
        self.client, self.url, self.module = client, url, module

    def shown(self) -> str:
        return self.client.get(self.url, {"module": self.module.slug}).content.decode()

    def send(self, **fields: str) -> tuple[int, str]:
        sent = {"module": self.module.slug, "attempts": "0", "minutes": "0", "reason": "Ill"}
        answer = self.client.post(self.url, sent | fields)
        return answer.status_code, answer.content.decode()


def window(
    module: Module, *, opens: dt.datetime | None, closes: dt.datetime | None, **more
) -> None:
    """The quiz once more, in a revision with this window."""
    old = module.quiz.revisions.get()
    moments = {"opens": opens and opens.isoformat(), "closes": closes and closes.isoformat()}
    module.quiz.revisions.create(
        number=2,
        title=old.title,
        policy=old.policy | moments | more,
        digest="wide",
        published_at=old.published_at,
    )


def runs(person: User, module: Module, clinic: Clinic, **policy: object) -> Attempt:
    """An attempt with ten of its twenty minutes left."""
    at = timezone.now() - dt.timedelta(minutes=10)
    return Attempt.objects.create(
        user=person,
        space=clinic.space,
        quiz=module.quiz,
        revision=module.quiz.revisions.get(),
        number=1,
        policy=module.quiz.revisions.get().policy | {"extra_minutes": 0, "factor": "1"} | policy,
        seed=b"",
        started_at=at,
        deadline_at=at + dt.timedelta(minutes=20),
    )


def local(moment: dt.datetime) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def test_the_quiz_is_chosen_first_and_a_made_up_one_is_refused(page: Page) -> None:
    assert 'name="reason"' not in page.client.get(page.url).content.decode()
    answer = page.client.post(page.url, {"module": "none", "reason": "Why"})
    assert answer.status_code == 422
    assert "Choose a quiz from the list." in answer.content.decode()


def test_attempts_and_minutes_are_given_until_a_day(page: Page, junior, mentor) -> None:
    last = timezone.localdate() + 3 * DAY
    status, _ = page.send(attempts="2", minutes="15", ends=last.isoformat())
    grant = Grant.objects.get()
    assert (status, grant.user, grant.by) == (302, junior, mentor)
    assert (grant.attempts, grant.minutes, grant.reason) == (2, 15, "Ill")
    midnight = timezone.make_aware(dt.datetime.combine(last + DAY, dt.time()))
    assert grant.ends == midnight
    shown = page.client.get(reverse("training:person-detail", args=[junior.public_id]))
    assert "2 more attempts, 15 more minutes" in shown.content.decode()
    assert "gave 2 more attempts, 15 more minutes: Quiz: milia-myths." in shown.content.decode()


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "Give at least one thing"),
        ({"attempts": "", "minutes": ""}, "Give at least one thing"),
        ({"attempts": "1", "reason": "  "}, "Say why. An exception needs a reason."),
        ({"attempts": "4"}, "Give 3 at most."),
        ({"attempts": "-1"}, "Write a whole number, 0 for none."),
        ({"minutes": "241"}, "Give 240 at most."),
        ({"minutes": "1.5"}, "Write a whole number, 0 for none."),
        ({"attempts": "1", "ends": "2020-01-01"}, "That day has passed. Choose today"),
        ({"attempts": "1", "ends": "9999-12-31"}, "Choose an earlier day"),
        ({"attempts": "1", "ends": "soon"}, "Write the day like this"),
    ],
)
def test_what_is_refused_says_what_to_do_and_changes_nothing(
    page: Page, fields: dict[str, str], says: str
) -> None:
    status, shown = page.send(**fields)
    assert (status, says in shown) == (422, True), shown
    assert not Grant.objects.exists()
    assert not AuditEvent.objects.filter(action="grant.given").exists()


def test_without_a_window_or_a_limit_there_is_none_to_widen(page: Page, module: Module) -> None:
    shown = page.shown()
    assert "This quiz has no window: it is open at any time." in shown
    assert 'name="closes"' not in shown
    window(module, opens=None, closes=None, minutes=None)
    shown = page.shown()
    assert "There is no time limit" in shown
    assert 'name="minutes"' not in shown
    later = local(timezone.now() + DAY)
    assert page.send(minutes="10", closes=later)[0] == 422


def test_a_window_is_widened_on_both_sides_in_the_mentors_own_time(
    page: Page, module, mentor
) -> None:
    User.objects.filter(pk=mentor.pk).update(time_zone="Asia/Kathmandu")
    now = timezone.now().replace(second=0, microsecond=0)
    window(module, opens=now + 2 * DAY, closes=now + 3 * DAY)
    assert "Your time: Kathmandu." in page.shown()
    with timezone.override("Asia/Kathmandu"):
        status, _ = page.send(opens=local(now + DAY), closes=local(now + 4 * DAY))
    grant = Grant.objects.get()
    assert (status, grant.opens, grant.closes) == (302, now + DAY, now + 4 * DAY)


@pytest.mark.parametrize(
    ("name", "moved", "says"),
    [
        ("opens", -2 * DAY, "That day has passed. To open it at once choose today"),
        ("opens", 3 * DAY, "It opens by then anyway."),
        ("closes", -HOUR, "That moment has passed."),
        ("closes", 2 * DAY, "It is open until then anyway."),
    ],
)
def test_a_window_that_would_be_no_wider_is_refused(
    page: Page, module, name: str, moved: dt.timedelta, says: str
) -> None:
    now = timezone.now()
    window(module, opens=now + 2 * DAY, closes=now + 3 * DAY)
    status, shown = page.send(attempts="1", **{name: local(now + moved)})
    assert (status, says in shown) == (422, True)
    assert not Grant.objects.exists()


def test_an_exception_may_not_end_before_the_window_it_gives(page: Page, module) -> None:
    now = timezone.now()
    window(module, opens=None, closes=now + DAY)
    ends = timezone.localdate(now + 2 * DAY).isoformat()
    status, shown = page.send(closes=local(now + 5 * DAY), ends=ends)
    assert (status, "It would end before the window you give." in shown) == (422, True)


def test_after_the_close_the_page_says_that_an_attempt_alone_opens_nothing(
    page: Page, module
) -> None:
    window(module, opens=None, closes=timezone.now() - DAY)
    assert "another attempt needs a later close too" in page.shown()


def test_what_runs_is_told_first_and_moved_when_the_mentor_agrees(
    page: Page, module, junior, clinic
) -> None:
    attempt = runs(junior, module, clinic)
    assert "An attempt runs now and ends at" in page.shown()
    status, shown = page.send(minutes="15")
    assert (status, Grant.objects.count()) == (200, 0)
    then = timezone.localtime(attempt.deadline_at + dt.timedelta(minutes=15))
    assert f"ends at {then:%H:%M}" in shown
    confirm = re.search(r'name="confirm" value="([^"]+)"', shown)[1]
    assert page.send(minutes="20", confirm=confirm)[0] == 200  # another end than the one agreed to
    assert page.send(minutes="15", confirm=confirm)[0] == 302
    attempt.refresh_from_db()
    assert timezone.localtime(attempt.deadline_at) == then


def test_another_attempt_asks_for_no_agreement_while_one_runs(
    page: Page, module, junior, clinic
) -> None:
    attempt = runs(junior, module, clinic)
    assert page.send(attempts="1")[0] == 302
    assert Attempt.objects.get().deadline_at == attempt.deadline_at


def test_what_holds_already_is_said(page: Page, module, junior, mentor, clinic) -> None:
    given = {"reason": "r", "by": mentor, "at": timezone.now()}
    place = {"user": junior, "quiz": module.quiz, "space": clinic.space}
    grants.give(**place, attempts=1, minutes=5, **given)
    shown = page.shown()
    assert "0 attempts used, 4 left" in shown
    assert "Given already: 1 more attempt, 5 more minutes." in shown


def test_the_owners_record_says_what_was_given(page: Page, client, owner, junior) -> None:
    page.send(attempts="1", minutes="10")
    client.force_login(owner)
    shown = client.get(reverse("training:clinic-audit")).content.decode()
    assert f"gave <b>{junior.name}</b> 1 more attempt, 10 more minutes" in shown


def test_an_exception_that_is_over_is_told_as_over(client, module, junior, mentor, clinic) -> None:
    now = timezone.now()
    place = {"user": junior, "quiz": module.quiz, "space": clinic.space, "by": mentor}
    grants.give(**place, attempts=1, minutes=0, reason="Old", at=now - 3 * DAY, ends=now - DAY)
    grants.give(**place, attempts=0, minutes=7, reason="New", at=now - 2 * DAY)
    client.force_login(mentor)
    shown = client.get(reverse("training:person-detail", args=[junior.public_id]))
    first, second = shown.context["page"].exceptions
    assert [(one.what, one.holds, one.reason) for one in (first, second)] == [
        ("7 more minutes", True, "New"),
        ("1 more attempt", False, "Old"),
    ]


def test_the_learner_hears_what_was_given(page: Page, client, junior, mentor) -> None:
    page.send(minutes="10")
    client.force_login(junior)
    shown = client.get(reverse("training:learn-home")).content.decode()
    assert f"{mentor.get_short_name()} gave you 10 more minutes" in shown
