"""Whether a load could find anything: the files of content and the code that reads them, against
those of the last load into this database."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.cache import cache

from training.models import AuditEvent

KEY = "content-loaded-from"


def seen(content: Path) -> str:
    """What a load now would be made from: the name and bytes of every file of content and of our
    code, and the versions of the packages. Taken before a load reads, so that a file saved
    meanwhile counts as changed at the next."""
    digest = hashlib.sha256()
    base = Path(settings.BASE_DIR)
    for folder in (content, *(base / app for app in ("config", "training", "quizzes"))):
        for path in sorted(_files(folder)):
            digest.update(f"{path.relative_to(folder)}\0{path.stat().st_size}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def is_loaded(content: Path) -> bool:
    return cache.get(KEY) == _mark(seen(content))


def remember(before: str) -> None:
    """What `seen` said before a load is loaded. To be called after the load's transaction."""
    cache.set(KEY, _mark(before), timeout=None)


def _mark(files: str) -> str:
    """With the last load of this database: one that was emptied or put back has another."""
    last = AuditEvent.objects.filter(action="content.loaded").order_by("-pk").first()
    return f"{files} {last.hash if last else 'never'}"


def _files(folder: Path) -> Iterator[Path]:
    """What an editor keeps beside a file (hidden, or a link to nowhere) is none of ours."""
    for at, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name[0] not in "._"]
        found = (Path(at, name) for name in names if not name.startswith("."))
        yield from (path for path in found if path.is_file())
