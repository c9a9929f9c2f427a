"""`manage.py work`: the long work somebody asked for, and what happens without anybody asking."""

from __future__ import annotations

import signal
import threading
import time
from argparse import ArgumentParser
from types import FrameType

import structlog
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils import timezone
from django.utils.module_loading import import_string

from quizzes import jobs
from training.management import rounds

log = structlog.get_logger("milium.worker")

LOOK = 1.0  # seconds between two looks into the queue: somebody waits for it
REST = 5.0  # seconds after a look that failed
TICK = 0.2  # seconds between two looks for a stop signal


class Command(BaseCommand):
    help = (
        "Do the background work: the jobs in the queue, one at a time; beside them finish attempts "
        "whose time is over, ask for what is scheduled, queue again what was lost."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--every", type=float, default=30.0, help="seconds from one round to the next; 30"
        )
        parser.add_argument(
            "--once", action="store_true", help="one round and the jobs that are due, then end"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="name the chores and the schedules, do nothing"
        )

    def handle(self, *args: object, **options) -> None:
        if options["every"] <= 0:
            raise CommandError("--every takes a number of seconds above zero.")
        if options["dry_run"]:
            self.stdout.write("\n".join([*rounds.CHORES, *rounds.QUICK, *settings.SCHEDULES]))
            return
        self.queue = import_string(settings.QUEUE_WORKER)(jobs.holder())
        if options["once"]:
            self.once()
            return
        self.stopped = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.stop)
        log.info("worker_started", every=options["every"])
        self.work(options["every"])
        log.info("worker_stopped")

    def once(self) -> None:
        """Both in one thread; the heart beats when all could be done."""
        at = timezone.now()
        done = [rounds.one_round(at=at), rounds.do("jobs_run", self.queue.empty)]
        if not all(done):
            raise CommandError("Not every chore could be done; the log says why.")
        rounds.beat(at=at)

    def work(self, every: float) -> None:
        """The queue in this thread, where signals arrive; the rounds in another, so that a job of
        an hour keeps no attempt open and no other worker's job from being queued again."""
        self.reaches_queue = True
        beside = threading.Thread(target=self.go_round, args=[every], name="rounds", daemon=True)
        beside.start()
        while not self.stopped and beside.is_alive():
            self.reaches_queue = rounds.do("jobs_run", self.queue.empty)
            self.pause(LOOK if self.reaches_queue else REST)
        beside.join()
        if not self.stopped:  # half a worker is none
            raise CommandError("The rounds beside the queue ended; the lines above say why.")

    def stop(self, number: int, frame: FrameType | None) -> None:
        """Only a note: the job that runs is finished first, and so is the round. No lock is taken
        here, the thread that was interrupted may hold it."""
        self.stopped = True
        self.queue.stop()

    def pause(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not self.stopped and time.monotonic() < until:
            time.sleep(TICK)

    def go_round(self, every: float) -> None:
        """Whole rounds, and the quick chores between them, until the worker is stopped."""
        due = time.monotonic()
        try:
            while not self.stopped:
                if time.monotonic() >= due:
                    due = time.monotonic() + every
                    self.whole_round()
                    pause = LOOK
                else:
                    pause = LOOK if rounds.quick_round(at=timezone.now()) else REST
                self.pause(min(pause, max(0.0, due - time.monotonic())))
        finally:
            connections.close_all()

    def whole_round(self) -> None:
        """The heart beats only when all could be done, the queue included."""
        at = timezone.now()
        if rounds.one_round(at=at) and self.reaches_queue:
            rounds.do("heart_beats", rounds.beat, at=at)
