"""The page of a job: how far it is, for whoever asked for it and the owner."""

from __future__ import annotations

import pytest
from django.urls import reverse

from quizzes import jobs
from quizzes.models import Job

from . import work
from .browsing import HTMX, browser
from .making import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def job(settings, mentor, clinic) -> Job:
    settings.JOBS = work.JOBS
    return jobs.enqueue(kind="count", key="k", args={"to": 3}, at=AT, by=mentor, space=clinic.space)


def page(job: Job, user: object, **more: str) -> str:
    answer = browser(user).get(reverse("quizzes:job-detail", args=[job.public_id]), **more)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_says_in_words_and_in_a_bar_how_far_it_is(job, mentor) -> None:
    assert "Waiting for its turn" in page(job, mentor)
    Job.objects.update(state="running", done=2, total=8)
    text = page(job, mentor)
    assert "Running" in text
    assert "2 of 8 looked at" in text
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


def test_nobody_else_may(job, junior, stranger) -> None:
    for user in (junior, stranger):
        url = reverse("quizzes:job-detail", args=[job.public_id])
        assert browser(user).get(url).status_code == 404
