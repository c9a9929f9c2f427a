"""The queue in our own database, as a worker empties it."""

from __future__ import annotations

from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, DEFAULT_TASK_QUEUE_NAME
from django_tasks_db.management.commands.db_worker import Worker


class DatabaseQueue:
    """Several of these may empty one queue: each delivery goes to one of them."""

    def __init__(self, holder: str) -> None:
        self.worker = Worker(
            queue_names=[DEFAULT_TASK_QUEUE_NAME],
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            worker_id=holder,
            batch=True,
            interval=0,
            startup_delay=False,
            max_tasks=None,
            excluded_queue_names=[],
        )

    def empty(self) -> None:
        """Do what is in the queue, one after the other, until there is nothing left."""
        self.worker.run()

    def stop(self) -> None:
        """End after the one that is being done."""
        self.worker.running = False
