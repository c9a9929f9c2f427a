"""The files of an answer: kept under random names that no address leads to, told by their rows."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import IO, Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import models, transaction

from quizzes.formats.uploads import Fit
from quizzes.models import Upload


@dataclass(frozen=True, slots=True)
class FileNote:
    """A file as pages tell it; `size` in bytes. Without a `name` it has been erased."""

    public_id: UUID
    name: str
    size: int


def named(body: Any) -> tuple[str, ...]:
    """The digests that the guarded body of a written response names."""
    return tuple(body.get("files", ())) if isinstance(body, dict) else ()


def files_of(bodies: Mapping[int, Any]) -> dict[int, tuple[FileNote, ...]]:
    """By item, the files of its response, for {item id: guarded body of a written answer}: one
    query, none where no file is named."""
    wanted = {pk: names for pk, body in bodies.items() if (names := named(body))}
    if not wanted:
        return {}
    found: dict[int, dict[str, FileNote]] = defaultdict(dict)
    rows = Upload.objects.filter(item__in=wanted, removed_at=None)
    for item, sha, *note in rows.values_list("item_id", "sha256", "public_id", "name", "size"):
        found[item][sha] = FileNote(*note)
    return {pk: tuple(found[pk][one] for one in names) for pk, names in wanted.items()}


def keep_file(item_id: int, fit: Fit, *, at: datetime) -> Upload:
    """Store the bytes and write their row. Raises OSError when they cannot be stored; then nothing
    is left of them."""
    name = secrets.token_hex(24)
    storage = storages["uploads"]
    try:
        storage.save(name, ContentFile(fit.data))
        return Upload.objects.create(
            item_id=item_id,
            sha256=fit.digest,
            name=fit.name,
            kept_as=name,
            media_type=fit.media_type,
            size=len(fit.data),
            at=at,
        )
    except BaseException:
        storage.delete(name)
        raise


def open_file(upload: Upload) -> IO[bytes]:
    """The bytes. Raises FileNotFoundError for what has been erased."""
    if upload.is_erased:
        raise FileNotFoundError
    return storages["uploads"].open(upload.kept_as)


def forget(uploads: Iterable[Upload], *, removed_at: datetime | None = None) -> int:
    """Take name and bytes away; what they were, and when, stays as digest and size. The bytes go
    when the transaction has ended. Returns how many there were."""
    found = [one for one in uploads if not one.is_erased]
    for one in found:
        transaction.on_commit(partial(storages["uploads"].delete, one.kept_as))
        one.name = one.kept_as = ""
        one.removed_at = removed_at or one.removed_at
    Upload.objects.bulk_update(found, ["name", "kept_as", "removed_at"])
    return len(found)


def uploaded_by(user: models.Model) -> models.QuerySet[Upload]:
    """All that this person ever handed in."""
    return Upload.objects.filter(item__attempt__user=user)
