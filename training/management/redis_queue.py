"""The queue in a Redis or Valkey, as a worker empties it. Needs config/deploy/requirements.lock."""

from __future__ import annotations

import django_rq
from django_tasks import DEFAULT_TASK_QUEUE_NAME
from django_tasks_rq import Job
from rq import SimpleWorker


class QuietWorker(SimpleWorker):
    """Does the work in this process, and leaves the signals to the command that runs it."""

    def _install_signal_handlers(self) -> None:
        pass


class RedisQueue:
    """Several of these may empty one queue: each delivery goes to one of them."""

    def __init__(self, holder: str) -> None:
        self.worker: SimpleWorker | None = None
        self.stopped = False

    def empty(self) -> None:
        """Do what is in the queue, one after the other, until there is nothing left."""
        queue = django_rq.get_queue(DEFAULT_TASK_QUEUE_NAME, job_class=Job)
        # A new one each time: while it is idle it is not registered there, so that a Redis that was
        # emptied or away meanwhile changes nothing.
        self.worker = QuietWorker([queue], connection=queue.connection, job_class=Job,
                                  serializer=queue.serializer)  # fmt: skip
        if not self.stopped:
            self.worker.work(burst=True, logging_level="WARNING")

    def stop(self) -> None:
        """End after the one that is being done."""
        self.stopped = True
        if self.worker:
            self.worker._stop_requested = True
