"""Inviting many people at once from a file: read, looked at, confirmed, done by the worker.

    table = imports.read(data=…)                      # or Unreadable
    batch = imports.begin(clinic=…, table=table, …)   # every row with its fate; nothing is done
    imports.confirm(batch=batch, …)                   # the job `imports.run` invites

A row's fate is decided again when it is acted on: whoever joined meanwhile is not asked once more.
"""

from .beginning import begin, confirm, job_of
from .reading import MOST_BYTES, MOST_ROWS, Table, Unreadable, read
from .running import KIND, prune, run

__all__ = [
    "KIND",
    "MOST_BYTES",
    "MOST_ROWS",
    "Table",
    "Unreadable",
    "begin",
    "confirm",
    "job_of",
    "prune",
    "read",
    "run",
]
