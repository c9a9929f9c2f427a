"""`manage.py work`: what has to happen without anybody asking, again and again."""

from __future__ import annotations

import os
import signal
import socket
import time
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import FrameType

import structlog
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections
from django.utils import timezone

from quizzes import attempts, jobs

log = structlog.get_logger("milium.worker")

JOBS_AT_ONCE = 20  # before the other chores have their turn


def run_jobs(*, at: datetime) -> int:
    """Do the long work that is due, one job after another; each takes the time as it goes."""
    done = 0
    while done < JOBS_AT_ONCE and jobs.run_due(holder=holder(), clock=timezone.now):
        done += 1
    return done


def holder() -> str:
    """This worker, among those that share a database."""
    return f"{socket.gethostname()[:60]}/{os.getpid()}"


# Name in the log -> what to do. Each takes the time as `at`, answers with how many it changed and
# may run in several workers at once: it takes its own locks.
CHORES: dict[str, Callable[..., int]] = {
    "attempts_finished": attempts.finish_expired,
    "jobs_run": run_jobs,
}
LOOK = 1.0  # seconds between two looks for a job: somebody waits for it
TICK = 0.2  # seconds between two looks for a stop signal


class Command(BaseCommand):
    help = "Do the background work: finish attempts whose time is over, run the jobs that are due."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--every", type=float, default=30.0, help="seconds from one round to the next; 30"
        )
        parser.add_argument("--once", action="store_true", help="one round, then end")
        parser.add_argument(
            "--dry-run", action="store_true", help="name the chores of a round, do none"
        )

    def handle(self, *args: object, **options) -> None:
        if options["every"] <= 0:
            raise CommandError("--every takes a number of seconds above zero.")
        if options["dry_run"]:
            self.stdout.write("\n".join(CHORES))
            return
        if options["once"]:
            if not one_round(at=timezone.now()):
                raise CommandError("Not every chore could be done; the log says why.")
            return
        self.stopped = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.stop)
        log.info("worker_started", every=options["every"])
        while not self.stopped:
            one_round(at=timezone.now())
            self.pause(options["every"])
        log.info("worker_stopped")

    def stop(self, number: int, frame: FrameType | None) -> None:
        """Only a note: the round that runs is finished first."""
        self.stopped = True

    def pause(self, seconds: float) -> None:
        """Until the next round; meanwhile whoever asks for a job does not wait for that."""
        until = time.monotonic() + seconds
        look = time.monotonic() + LOOK
        while not self.stopped and time.monotonic() < until:
            time.sleep(TICK)
            if not self.stopped and time.monotonic() >= look:
                do("jobs_run", CHORES["jobs_run"], at=timezone.now())
                look = time.monotonic() + LOOK


def one_round(*, at: datetime) -> bool:
    """Do every chore once; True when all could be done, which is when the heart beats.

    A chore that fails is logged and tried again next round: a database that restarts, or a mistake
    in one chore, must not end the others.
    """
    done = [do(name, chore, at=at) for name, chore in CHORES.items()]
    if all(done):
        beat(heartbeat_file(), at=at)
    return all(done)


def do(name: str, chore: Callable[..., int], *, at: datetime) -> bool:
    """Run one chore with a connection that is known to be usable; False when it failed."""
    close_old_connections()
    try:
        changed = chore(at=at)
    except Exception:
        log.exception("chore_failed", chore=name)
        return False
    finally:
        close_old_connections()
    if changed:
        log.info("chore_done", chore=name, changed=changed)
    return True


def heartbeat_file() -> Path:
    """Its time of change says when the worker last did everything it has to do."""
    return Path(settings.VAR) / "worker.heartbeat"


def beat(path: Path, *, at: datetime) -> None:
    """Replace the file in one step, so that a reader never finds half a line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(f"{at.isoformat()}\n")
    os.replace(fresh, path)
