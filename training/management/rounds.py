"""What a worker does beside its queue: chores that nobody asks for, and the beat of its heart."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import structlog
from django.conf import settings
from django.db import close_old_connections

from quizzes import attempts, jobs

log = structlog.get_logger("milium.worker")

# Name in the log -> what to do. Each takes the time as `at`, answers with how many it changed and
# may run in several workers at once: it takes its own locks.
Chores = dict[str, Callable[..., int]]
CHORES: Chores = {"attempts_finished": attempts.finish_expired}
# Somebody waits for these: every second.
QUICK: Chores = {"schedules_asked": jobs.tick, "jobs_queued": jobs.sweep}


def one_round(*, at: datetime) -> bool:
    """Do every chore once; True when all could be done.

    A chore that fails is logged and tried again next round: a database that restarts, or a mistake
    in one chore, must not end the others.
    """
    return _each(CHORES | QUICK, at=at)


def quick_round(*, at: datetime) -> bool:
    """Do what cannot wait for a whole round; True when all could be done."""
    return _each(QUICK, at=at)


def _each(chores: Chores, *, at: datetime) -> bool:
    done = [do(name, chore, at=at) for name, chore in chores.items()]
    return all(done)


def do(name: str, chore: Callable[..., int | None], **given: datetime) -> bool:
    """Run one chore with a connection that is known to be usable; False when it failed."""
    close_old_connections()
    try:
        changed = chore(**given)
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


def beat(*, at: datetime) -> None:
    """Replace the file in one step, so that a reader never finds half a line, and another worker
    of this machine does not take it away."""
    path = heartbeat_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(f".{os.getpid()}")
    fresh.write_text(f"{at.isoformat()}\n")
    os.replace(fresh, path)
