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


def mark(content: Path) -> str:
    """What a load now would be made from: every file's name and bytes, and the database's last
    load. A database that was emptied or put back has another last load."""
    digest = hashlib.sha256()
    base = Path(settings.BASE_DIR)
    for folder in (content, base / "training", base / "quizzes"):
        for path in sorted(_files(folder)):
            digest.update(f"{path.relative_to(folder)}\0{path.stat().st_size}\0".encode())
            digest.update(path.read_bytes())
    last = AuditEvent.objects.filter(action="content.loaded").order_by("-pk").first()
    return f"{digest.hexdigest()} {last.hash if last else 'never'}"


def is_loaded(content: Path) -> bool:
    return cache.get(KEY) == mark(content)


def remember(content: Path) -> None:
    """This was loaded. To be said after the load's transaction."""
    cache.set(KEY, mark(content), timeout=None)


def _files(folder: Path) -> Iterator[Path]:
    for at, _folders, names in os.walk(folder):
        if not at.endswith("__pycache__"):
            yield from (Path(at, name) for name in names)
