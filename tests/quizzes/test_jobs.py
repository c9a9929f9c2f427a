"""Long work: asked for once, done by one worker at a time, tried again, never lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from quizzes import jobs
from quizzes.models import Job

from . import work
from .making import AT

pytestmark = pytest.mark.django_db
SECOND = dt.timedelta(seconds=1)


class Clock:
    """Tells the time and goes on by a second each time it is asked."""

    def __init__(self, at: dt.datetime = AT) -> None:
        self.at = at

    def __call__(self) -> dt.datetime:
        self.at += SECOND
        return self.at


@pytest.fixture(autouse=True)
def registry(settings) -> Iterator[None]:
    settings.JOBS = work.JOBS
    work.SEEN.clear()
    work.ACTS.clear()
    yield


def ask(kind: str = "count", key: str = "k", **more: object) -> Job:
    args = more.pop("args", {"to": 3})
    return jobs.enqueue(kind=kind, key=key, args=args, at=AT, **more)


def run(clock: Clock | None = None, holder: str = "one") -> Job | None:
    return work.run_due(holder=holder, clock=clock or Clock())


def stored() -> Job:
    return Job.objects.get()


def test_the_same_work_asked_for_twice_is_one_job() -> None:
    first, again = ask(args={"to": 3}), ask(args={"to": 9})
    assert again == first
    assert stored().args == {"to": 3}


def test_what_nothing_does_cannot_be_asked_for() -> None:
    with pytest.raises(ImproperlyConfigured, match="juggle"):
        ask("juggle")


def test_work_that_is_rolled_back_was_never_asked_for() -> None:
    with transaction.atomic():
        ask()
        transaction.set_rollback(True)
    assert run() is None


def test_a_job_is_done_and_says_what_came_of_it() -> None:
    ask()
    assert run().pk == stored().pk
    job = stored()
    assert (job.state, job.outcome, job.error) == ("done", {"counted": 3}, "")
    assert (job.done, job.total, job.tries, job.holder) == (3, 3, 1, "one")
    assert job.started_at < job.ended_at
    assert job.lease_until is None
    assert run() is None


def test_nothing_begins_before_its_time() -> None:
    ask(run_after=AT + dt.timedelta(minutes=5))
    assert run() is None
    assert run(Clock(AT + dt.timedelta(minutes=5)))


def test_who_waited_longest_comes_first() -> None:
    ask(key="late", run_after=AT - SECOND, args={"to": 1})
    ask(key="early", run_after=AT - 2 * SECOND, args={"to": 2})
    assert [run().key, run().key] == ["early", "late"]


def test_progress_renews_the_lease() -> None:
    leases = []
    work.ACTS.append(lambda running: leases.append(stored().lease_until))
    work.ACTS.append(lambda running: running.progress(1, 2))
    work.ACTS.append(lambda running: leases.append(stored().lease_until))
    ask("act")
    run()
    assert leases[1] - leases[0] == SECOND


def test_what_goes_wrong_is_tried_again_later_and_later_and_then_given_up() -> None:
    ask("break_down", most_tries=3)
    clock, waits = Clock(), []
    for _ in range(2):
        assert run(clock)
        job = stored()
        assert (job.state, job.error) == ("waiting", "RuntimeError")
        waits.append(round((job.run_after - clock.at).total_seconds()))
        assert run(clock) is None
        clock.at = job.run_after
    run(clock)
    assert waits == [10, 20]
    assert (stored().state, stored().tries, stored().error) == ("failed", 3, "RuntimeError")
    assert stored().ended_at == clock.at


def test_what_would_never_work_is_not_tried_again() -> None:
    ask("refuse")
    run()
    assert (stored().state, stored().error, stored().tries) == ("failed", "no_use", 1)


def test_a_job_of_a_killed_worker_is_taken_when_its_lease_is_over() -> None:
    def kill(running: jobs.Running) -> None:
        raise KeyboardInterrupt

    work.ACTS.append(kill)
    ask("act")
    clock = Clock()
    with pytest.raises(KeyboardInterrupt):
        run(clock)
    assert stored().state == "running"
    assert run(clock, "two") is None
    work.ACTS.clear()
    clock.at += jobs.lease()
    assert run(clock, "two")
    assert (stored().state, stored().tries, stored().holder) == ("done", 2, "two")


def test_a_job_that_kills_every_worker_ends() -> None:
    job = ask(most_tries=1)
    Job.objects.filter(pk=job.pk).update(state="running", tries=1, lease_until=AT)
    assert run() is None
    assert (stored().state, stored().error) == ("failed", "abandoned")
    assert work.SEEN == []


def test_a_worker_that_was_given_up_for_dead_stops_and_leaves_it_alone() -> None:
    def overtake(running: jobs.Running) -> None:
        Job.objects.update(tries=2, holder="two", done=7)
        running.progress(1, 9)
        raise AssertionError("it went on")

    work.ACTS.append(overtake)
    ask("act")
    run()
    assert (stored().state, stored().holder, stored().done) == ("running", "two", 7)


def test_an_end_that_comes_too_late_changes_nothing() -> None:
    work.ACTS.append(lambda running: Job.objects.update(tries=2, holder="two"))
    ask("act")
    run()
    assert (stored().state, stored().outcome) == ("running", None)


def test_taking_doing_and_ending_a_job_are_a_few_statements(statements) -> None:
    job = ask(args={"to": 0})
    with statements() as found:
        jobs.run(job.pk, holder="one", clock=Clock())
    assert len(found) == 3, found.real
