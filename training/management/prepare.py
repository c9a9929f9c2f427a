"""What a start does before it serves, all in one process: a second start must take seconds.

Each step looks first and works only when something changed. The marks of what was loaded lie in
the cache, which lies in the database: an emptied, replaced or restored database forgets them too.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse

from training import invitations
from training.management import unchanged

DEMO_ACCOUNTS = ("junior@example.test", "mentor@example.test", "owner@example.test")

Say = Callable[[str], None]


def database(*, say: Say) -> None:
    """Migrate and make the cache's table."""
    pending = pending_migrations()
    if pending:
        say(f"Preparing the database: {pending} migrations.")
        call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def pending_migrations() -> int:
    """How many migrations the database still lacks."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def content(*, say: Say) -> None:
    """Load the modules, lessons and questions when their files or our code changed."""
    if unchanged.is_loaded(settings.CONTENT_DIR):
        return
    say("Loading the lessons and questions.")
    call_command("load_content", verbosity=0)


def demo(*, say: Say) -> None:
    """Make the demo clinic in a database that knows nobody yet, so once in its life."""
    if not get_user_model().objects.exists():
        say("Making the demo clinic.")
        call_command("load_demo", verbosity=0)


def has_demo_accounts() -> bool:
    """Whether all three demo accounts are still there to be named."""
    people = get_user_model().objects.filter(email__in=DEMO_ACCOUNTS)
    return people.count() == len(DEMO_ACCOUNTS)


def first_link(*, at: dt.datetime) -> str | None:
    """The path of the link that makes the first owner; None once the site knows anybody."""
    token = invitations.first_link(at=at)
    return reverse("training:invitation", args=[token]) if token else None


def static_files(*, say: Say) -> None:
    """Collect and compress the static files when one of them changed."""
    sources = [
        Path(storage.path(name)) for finder in get_finders() for name, storage in finder.list([])
    ]
    root = Path(settings.STATIC_ROOT)
    mark = Path(settings.VAR) / "static.mark"
    seen = fingerprint(sources)
    if root.is_dir() and mark.is_file() and mark.read_text() == seen:
        return
    say("Collecting the static files.")
    call_command("collectstatic", interactive=False, verbosity=0)
    mark.write_text(seen)


def fingerprint(paths: Iterable[Path]) -> str:
    """A digest of the names, sizes and times of files: reading them all would take too long."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        status = path.stat()
        digest.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
