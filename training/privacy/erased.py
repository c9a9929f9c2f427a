"""The list of the erased, outside the database: a backup that is restored knows nothing of whoever
was erased since. One small file a person, and in it no more than her number."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import transaction

from training.models import Erasure

SUFFIX = ".json"


@dataclass(frozen=True, slots=True)
class Note:
    """Whom to erase again, and what was decided about her certificates."""

    person: UUID
    certificates: str


def kept() -> Storage:
    return storages["erased"]


def note_on_commit(erasure: Erasure) -> None:
    """Written once it is sure that she was erased."""
    said = {"certificates": erasure.certificates, "at": erasure.at.isoformat()}
    name = f"{erasure.person.public_id}{SUFFIX}"
    transaction.on_commit(partial(_write, name, json.dumps(said)))


def notes() -> Iterator[Note]:
    """Everybody on the list."""
    storage = kept()
    if not storage.exists(""):
        return
    for name in sorted(storage.listdir("")[1]):
        if name.endswith(SUFFIX):
            with storage.open(name) as file:
                said = json.load(file)
            yield Note(UUID(name.removesuffix(SUFFIX)), said["certificates"])


def _write(name: str, text: str) -> None:
    storage = kept()
    if not storage.exists(name):
        storage.save(name, ContentFile(text.encode()))
