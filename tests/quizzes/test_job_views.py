"""The page of a job: how far it is, for whoever asked for it and the owner."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from quizzes import jobs
from quizzes.forms import work as forms
from quizzes.models import Job
from training.models import AuditEvent

from . import work
from .browsing import HTMX, browser
from .making import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def job(settings, mentor, clinic) -> Job:
    settings.JOBS = work.JOBS
    return jobs.enqueue(kind="count", key="k", args={"to": 3}, at=AT, by=mentor, space=clinic.space)


def listed(user: object, **asked: str) -> str:
    answer = browser(user).get(reverse("quizzes:job-list"), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def page(job: Job, user: object, **more: str) -> str:
    answer = browser(user).get(reverse("quizzes:job-detail", args=[job.public_id]), **more)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_says_in_words_and_in_a_bar_how_far_it_is(job, mentor) -> None:
    assert "Waiting for its turn" in page(job, mentor)
    Job.objects.update(state="running", done=2, total=8)
    text = page(job, mentor)
    assert "Running" in text
    assert "2 of 8 done" in text
    assert '<progress id="progress" max="8" value="2">' in text
    assert "You can leave this page" in text


def test_it_asks_again_by_itself_or_by_a_link_until_it_is_over(job, mentor) -> None:
    text = page(job, mentor)
    assert 'hx-trigger="every 2s"' in text
    assert "Look again" in text
    work.run_due(clock=lambda: AT)
    text = page(job, mentor)
    assert "hx-trigger" not in text
    assert "Look again" not in text
    assert "All of it is done" in text


def test_a_fragment_is_the_state_alone(job, mentor) -> None:
    text = page(job, mentor, **HTMX)
    assert 'id="job"' in text
    assert "<html" not in text


def test_a_failure_shows_no_trace_of_what_went_wrong(job, mentor) -> None:
    Job.objects.update(kind="break_down", most_tries=1)
    work.run_due(clock=lambda: AT)
    text = page(job, mentor)
    assert "Stopped before its end" in text
    assert "what a person wrote" not in text


def test_the_owner_of_the_clinic_may_look(job, owner) -> None:
    assert "Waiting" in page(job, owner)


@pytest.fixture
def failed(job) -> Job:
    ended = {"state": "failed", "tries": 5, "error": "OperationalError", "ended_at": AT}
    Job.objects.filter(pk=job.pk).update(**ended)
    return job


def test_the_owner_sees_all_of_her_clinic_and_what_went_wrong_in_words(
    failed, owner, other_clinic
) -> None:
    for name, space in (("mine", failed.space), ("theirs", other_clinic.space), ("nobody's", None)):
        jobs.enqueue(kind="count", key=name, args={}, at=AT, space=space)
    Job.objects.filter(key="mine").update(state="running", tries=2, done=3, total=7)
    text = listed(owner)
    assert text.count('href="/jobs/') == 2
    assert text.index("Stopped before its end") < text.index("Running")
    assert "did not answer" in text
    assert "OperationalError" not in text
    assert "begun 2 times" in text
    assert "3 of 7 done" in text
    assert "Oda" in text


def test_what_is_done_stands_on_a_list_of_its_own(job, owner) -> None:
    work.run_due(clock=lambda: AT)
    assert 'href="/jobs/' not in listed(owner)
    assert str(job.public_id) in listed(owner, show="done")


def test_she_sees_what_happens_by_itself_and_that_nobody_does_it(job, owner, settings) -> None:
    settings.SCHEDULES = {
        "nightly": {
            "does": "tests.quizzes.work.sit_idle",
            "every": dt.timedelta(days=1),
            "title": "Tidying",
        }
    }
    Job.objects.update(run_after=timezone.now())
    assert "Tidying" in listed(owner)
    assert "Every day" in listed(owner)
    assert "Not yet" in listed(owner)
    assert "five minutes" not in listed(owner)
    jobs.tick(at=timezone.now() - dt.timedelta(minutes=10))
    assert "Waiting for its turn" in listed(owner)
    assert "five minutes" in listed(owner)


def test_she_has_it_tried_again_and_that_is_on_record(failed, owner, mentor) -> None:
    client, at = browser(owner), timezone.now()
    assert "Try again" in page(failed, owner)
    assert "Try again" not in page(failed, mentor)
    url = reverse("quizzes:job-again", args=[failed.public_id])
    assert "tried again now" in client.post(url, follow=True).content.decode()
    assert "has not stopped" in client.post(url, follow=True).content.decode()
    [event] = AuditEvent.objects.filter(action="job.retried")
    assert (event.actor, event.data["error"]) == (owner, "OperationalError")
    job = Job.objects.get()
    assert (job.state, job.tries, job.most_tries, job.error) == ("waiting", 5, 10, "")
    assert job.queued_at == job.run_after > at
    assert work.run_due(clock=timezone.now).pk == job.pk
    assert Job.objects.get().state == "done"


@pytest.mark.parametrize(
    ("error", "words"),
    [("abandoned", "ended from outside"), ("KeyError", "nobody foresaw (KeyError)")],
)
def test_why_it_stopped_is_said_in_words(failed, mentor, error: str, words: str) -> None:
    Job.objects.update(error=error)
    assert words in page(failed, mentor)


def test_a_kind_of_work_says_itself_what_it_is_about(failed, mentor, settings) -> None:
    settings.JOB_WORDS = {"count": "tests.quizzes.work.counting"}
    text = page(failed, mentor)
    assert "Counting" in text
    assert "There were too many" in text
    assert '<a class="btn primary" href="/learn/">To the sheep</a>' in text


@pytest.mark.parametrize(
    ("every", "words"),
    [
        ({"days": 1}, "Every day"),
        ({"days": 7}, "Every 7 days"),
        ({"minutes": 15}, "Every 15 minutes"),
        ({"hours": 36}, "Every 36 hours"),
    ],
)
def test_how_often_is_said_in_words(every: dict[str, int], words: str) -> None:
    assert forms.how_often(dt.timedelta(**every)) == words


def test_nobody_else_may(job, junior, stranger) -> None:
    for user in (junior, stranger):
        url = reverse("quizzes:job-detail", args=[job.public_id])
        assert browser(user).get(url).status_code == 404
