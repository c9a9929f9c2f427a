"""The queue carries ids: whatever it loses or brings twice, each job is done once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.db import transaction
from django_tasks import task_backends
from django_tasks_db.models import DBTaskResult

from quizzes import jobs
from quizzes.jobs import queueing, schedules
from quizzes.models import Job, Schedule

from . import work
from .making import AT

pytestmark = pytest.mark.django_db
SECOND = dt.timedelta(seconds=1)
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def registry(settings) -> Iterator[None]:
    settings.JOBS = work.JOBS
    settings.SCHEDULES = {
        "nightly": {"does": "tests.quizzes.work.sit_idle", "every": DAY, "at": dt.time(2, 30)}
    }
    yield
    work.SEEN.clear()


@pytest.fixture
def ask(django_capture_on_commit_callbacks):
    """Asks for a job in a transaction that is committed."""

    def asking(key: str = "k", **more: object) -> Job:
        with django_capture_on_commit_callbacks(execute=True):
            return jobs.enqueue(kind="count", key=key, args={"to": 1}, at=AT, **more)

    return asking


def queued() -> list[int]:
    """The ids in the queue, in order, those that were taken from it too."""
    rows = DBTaskResult.objects.order_by("enqueued_at")
    return [row.args_kwargs["args"][0] for row in rows]


def test_the_id_of_a_job_is_queued_once_when_it_is_sure_that_it_exists(ask) -> None:
    job = ask()
    ask()
    assert queued() == [job.pk]


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_not_queued() -> None:
    with transaction.atomic():
        jobs.enqueue(kind="count", key="k", args={}, at=AT)
        transaction.set_rollback(True)
    assert queued() == []


def test_a_delivery_does_the_job_and_a_second_one_nothing(ask) -> None:
    job = ask()
    queueing.deliver.call(job.pk)
    queueing.deliver.call(job.pk)
    assert len(work.SEEN) == 1
    job.refresh_from_db()
    assert (job.state, job.tries, job.holder) == ("done", 1, queueing.holder())


def test_what_comes_later_is_queued_when_its_time_has_come(ask) -> None:
    job = ask(run_after=AT + 5 * SECOND)
    assert jobs.sweep(at=AT + 4 * SECOND) == 0
    assert jobs.sweep(at=AT + 5 * SECOND) == 1
    assert jobs.sweep(at=AT + 6 * SECOND) == 0
    assert queued() == [job.pk]


def test_what_the_queue_lost_is_queued_again_after_a_lease(ask) -> None:
    job = ask()
    DBTaskResult.objects.all().delete()
    assert jobs.sweep(at=AT + jobs.lease() - SECOND) == 0
    assert jobs.sweep(at=AT + jobs.lease()) == 1
    assert queued() == [job.pk]


def test_a_failed_try_is_queued_again_when_its_pause_is_over(ask) -> None:
    job = ask()
    Job.objects.update(kind="break_down")
    jobs.run(job.pk, holder="one", clock=lambda: AT)
    again = Job.objects.get().run_after
    assert jobs.sweep(at=again - SECOND) == 0
    assert jobs.sweep(at=again) == 1


def test_what_a_killed_worker_had_is_queued_again_when_its_lease_is_over(ask) -> None:
    ask()
    left = {"state": "running", "tries": 1, "lease_until": AT + SECOND, "queued_at": None}
    Job.objects.update(**left)
    assert jobs.sweep(at=AT) == 0
    assert jobs.sweep(at=AT + SECOND) == 1


def test_a_queue_that_is_away_fails_nobody_and_is_tried_again_at_the_next_sweep(
    ask, monkeypatch
) -> None:
    def away(*args: object) -> None:
        raise ConnectionError

    with monkeypatch.context() as patched:
        patched.setattr(type(task_backends["default"]), "enqueue", away)
        job = ask()
        assert jobs.sweep(at=AT) == 0
    assert queued() == []
    assert jobs.sweep(at=AT) == 1
    assert queued() == [job.pk]


def test_looking_for_what_was_lost_is_one_statement(ask, statements) -> None:
    ask()
    with statements() as found:
        jobs.sweep(at=AT)
    assert len(found) == 1, found.real


def end_all() -> None:
    Job.objects.filter(ended_at=None).update(state="done", ended_at=AT)


def test_each_slot_of_a_schedule_is_one_job() -> None:
    asked = []
    for hour in (0, 1, 17, 18, 19):
        asked.append(jobs.tick(at=AT + hour * DAY / 24))
        end_all()
    assert asked == [1, 0, 0, 1, 0]
    keys = set(Job.objects.values_list("kind", "key"))
    days = ("2026-11-23", "2026-11-24")
    assert keys == {("nightly", f"nightly:{day}T02:30:00+00:00") for day in days}


def test_a_worker_that_was_away_catches_up_with_the_newest_slot_only() -> None:
    jobs.tick(at=AT)
    end_all()
    assert jobs.tick(at=AT + 5 * DAY) == 1
    assert Job.objects.count() == 2


def test_the_next_slot_waits_while_the_job_of_the_last_one_is_not_over() -> None:
    jobs.tick(at=AT)
    assert jobs.tick(at=AT + DAY) == 0
    end_all()
    assert jobs.tick(at=AT + DAY) == 1


def test_of_two_that_see_the_same_slot_one_asks() -> None:
    jobs.tick(at=AT)
    seen = Schedule.objects.get()
    end_all()
    assert jobs.tick(at=AT + DAY) == 1
    assert not schedules._ask("nightly", seen, seen.slot + DAY, at=AT + DAY)
    assert Job.objects.count() == 2


def test_looking_at_the_schedules_is_one_statement(statements) -> None:
    jobs.tick(at=AT)
    with statements() as found:
        jobs.tick(at=AT)
    assert len(found) == 1, found.real


def test_what_was_over_long_ago_is_forgotten_and_what_still_has_to_be_done_never(ask) -> None:
    for number, state in enumerate(("done", "failed", "waiting")):
        ask(str(number))
        ended = AT if state != "waiting" else None
        Job.objects.filter(key=number).update(state=state, ended_at=ended)
    DBTaskResult.objects.filter(pk=DBTaskResult.objects.first().pk).update(started_at=AT)

    def keys_after(days: int) -> set[str]:
        running = jobs.Running(Job(), lambda: AT + days * DAY + SECOND)
        jobs.prune(running)
        return set(Job.objects.values_list("key", flat=True))

    assert keys_after(29) == {"0", "1", "2"}
    assert DBTaskResult.objects.count() == 2
    assert keys_after(30) == {"1", "2"}
    assert keys_after(90) == {"2"}


def test_of_what_comes_every_day_the_newest_and_a_few_days_are_kept() -> None:
    for day in range(6):
        jobs.tick(at=AT + day * DAY)
        Job.objects.filter(ended_at=None).update(state="done", ended_at=AT + day * DAY)
    kept = {f"nightly:2026-11-{day}T02:30:00+00:00" for day in (27, 28)}
    jobs.prune(jobs.Running(Job(), lambda: AT + 7 * DAY))
    assert set(Job.objects.values_list("key", flat=True)) == kept
    jobs.prune(jobs.Running(Job(), lambda: AT + 700 * DAY))
    assert Job.objects.get().key == max(kept)
