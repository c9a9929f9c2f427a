"""Three workers on one queue, as the processes they are: each job once, whoever is killed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.utils import timezone

from quizzes import jobs
from quizzes.models import Job

from .waiting import wait_until

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
ROOT = Path(__file__).resolve().parents[2]
COUNT = 60
STUCK = f"k{COUNT // 2}"
NO_REDIS = pytest.mark.skipif(not shutil.which("redis-server"), reason="no redis-server here")


class Workers:
    """Three of them, told by their environment what to work on."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.notes = folder / "notes"
        told = {
            "DJANGO_SETTINGS_MODULE": "tests.worker_settings",
            "WORKER_DATABASE": str(connection.settings_dict["NAME"]),
            "NOTES": str(self.notes),
            "VAR_DIR": str(folder),
        }
        self.log = folder / "log"
        with self.log.open("w") as log:
            self.processes = [
                subprocess.Popen(
                    [sys.executable, "manage.py", "work", "--every", "0.5"],
                    cwd=ROOT,
                    env=os.environ | told | environment,
                    stderr=log,
                )
                for _ in range(3)
            ]

    def noted(self, word: str) -> list[tuple[str, int]]:
        """The keys noted with this word, each with the process that noted it."""
        lines = self.notes.read_text().splitlines() if self.notes.exists() else []
        parts = [line.split() for line in lines]
        return [(key, int(pid)) for said, key, pid in parts if said == word]

    def who_holds(self, key: str) -> subprocess.Popen:
        """The process that last began this job; waits until one does."""
        wait_until(lambda: key in dict(self.noted("begins")))
        pid = dict(self.noted("begins"))[key]
        return next(process for process in self.processes if process.pid == pid)

    def end(self) -> None:
        for process in self.processes:
            process.kill()
            process.wait()


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[str]:
    """The address of a Redis of this test's own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = f"redis-server --port {port} --bind 127.0.0.1 --save  --dir {tmp_path}"
    server = subprocess.Popen(command.split(" "), stdout=subprocess.DEVNULL)
    try:
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.kill()
        server.wait()


@pytest.fixture(params=["database", pytest.param("redis", marks=[NO_REDIS, pytest.mark.sqlite])])
def workers(request, settings, tmp_path) -> Iterator[Workers]:
    """Three with sixty jobs before them, of which one waits for ever at its first try.

    This process puts the ids into the database. Those who look into Redis find nothing there, so
    that all of it has to be swept up first, as if the queue had been away.
    """
    settings.JOBS = {"note": "tests.quizzes.work.note"}
    with transaction.atomic():
        for number in range(COUNT):
            args = {"waits_at_try": 1} if number == COUNT // 2 else {}
            jobs.enqueue(kind="note", key=f"k{number}", args=args, at=timezone.now())
    more = {"QUEUE_URL": request.getfixturevalue("redis")} if request.param == "redis" else {}
    Job.objects.update(queued_at=None)
    started = Workers(tmp_path, **more)
    yield started
    started.end()


def test_each_job_is_done_once_though_a_worker_is_killed_and_the_last_one_stops_in_order(
    workers,
) -> None:
    killed = workers.who_holds(STUCK)
    killed.kill()
    killed.wait()
    wait_until(lambda: not Job.objects.exclude(key=STUCK).filter(ended_at=None).exists())
    its_share = Job.objects.filter(key=STUCK)
    assert its_share.filter(state="running", lease_until__gt=timezone.now()).exists()
    its_share.update(lease_until=timezone.now())
    wait_until(lambda: not Job.objects.filter(ended_at=None).exists())
    ends = Counter(key for key, _ in workers.noted("ends"))
    assert ends == {f"k{number}": 1 for number in range(COUNT)} | {ends_of_schedule(): 1}
    assert its_share.get().tries == 2
    assert not Job.objects.exclude(key=STUCK).exclude(state="done", tries=1).exists()

    jobs.enqueue(kind="note", key="last", args={"waits_at_try": 1}, at=timezone.now())
    Job.objects.filter(key="last").update(queued_at=None)
    busy = workers.who_holds("last")
    living = [process for process in workers.processes if process is not killed]
    for process in living:
        process.terminate()
    wait_until(lambda: all(process.poll() == 0 for process in living if process is not busy))
    assert busy.poll() is None
    workers.notes.with_name("go").touch()
    assert busy.wait(timeout=10) == 0
    assert Job.objects.get(key="last").state == "done"


def ends_of_schedule() -> str:
    return Job.objects.get(kind="seldom").key
