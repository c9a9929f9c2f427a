"""A file of an answer, opened by its writer or by who may see the answer."""

from __future__ import annotations

from datetime import datetime
from typing import IO
from uuid import UUID

from django.db import models

from quizzes.marking import open_file
from quizzes.models import Attempt, Upload
from quizzes.results.pages import in_sight


def open_upload(
    *, viewer: models.Model, attempt_id: UUID, position: int, upload: UUID, at: datetime
) -> tuple[Upload, IO[bytes]]:
    """The row and the bytes of a file that is still part of the answer.

    Raises Attempt.DoesNotExist and PermissionDenied as a result does, NotEnded for another
    person's running attempt, Upload.DoesNotExist, FileNotFoundError for an erased one.
    """
    if not Attempt.objects.of(viewer).filter(public_id=attempt_id).exists():
        in_sight(viewer, attempt_id, at)
    found = Upload.objects.get(
        public_id=upload,
        item__attempt__public_id=attempt_id,
        item__position=position,
        removed_at=None,
    )
    return found, open_file(found)
