"""Photographs of questions, kept under names that no other file can have.

A version names the picture it was published with, and the name is the SHA-256 of its bytes: what
is stored never points to a file that is gone or has become another. Drawings stand in the stored
version itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

FOLDER = "pictures"
TYPES = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}
_NAME = re.compile(rf"[0-9a-f]{{64}}\.({'|'.join(TYPES)})")


class Picture(Protocol):
    """What formats.pictures reads. Not imported: whoever shows a photograph reads none."""

    @property
    def is_drawing(self) -> bool: ...
    @property
    def stored_name(self) -> str: ...
    @property
    def data(self) -> bytes: ...


def keep(pictures: Iterable[Picture]) -> None:
    """Store photographs that are not there yet. A file without a version does no harm: it stays
    when the transaction is undone."""
    for picture in {one.stored_name: one for one in pictures if not one.is_drawing}.values():
        path = f"{FOLDER}/{picture.stored_name}"
        if not default_storage.exists(path):
            default_storage.save(path, ContentFile(picture.data))


def read(name: str) -> tuple[bytes, str]:
    """The bytes of a photograph by its stored name, and what kind of file it is. Raises
    FileNotFoundError, also for what cannot be one: no other file is ever opened."""
    if not _NAME.fullmatch(name):
        raise FileNotFoundError(name)
    with default_storage.open(f"{FOLDER}/{name}") as file:
        return file.read(), TYPES[name.rpartition(".")[2]]
