"""A file of an answer, opened by its writer or by who may see the answer."""

from __future__ import annotations

from datetime import datetime
from typing import IO
from uuid import UUID

from django.db import models

from quizzes.marking import open_file
from quizzes.models import Attempt, Upload
from quizzes.results.closed import sat_now
from quizzes.results.pages import in_sight


def open_upload(
    *, viewer: models.Model, attempt_id: UUID, position: int, upload: UUID, at: datetime
) -> tuple[Upload, IO[bytes]]:
    """The row and the bytes of a file that is still part of the answer.

    Raises Attempt.DoesNotExist and PermissionDenied as a result does, NotEnded for another
    person's running attempt, Upload.DoesNotExist (also while an exam that runs asks the question),
    FileNotFoundError for an erased one.
    """
    attempt = Attempt.objects.of(viewer).filter(public_id=attempt_id).first()
    if attempt is None:
        attempt = in_sight(viewer, attempt_id, at)
    found = Upload.objects.select_related("item").get(
        public_id=upload, item__attempt=attempt, item__position=position, removed_at=None
    )
    if not attempt.is_open and _is_sat(found, attempt, viewer):
        raise Upload.DoesNotExist
    return found, open_file(found)


def _is_sat(upload: Upload, attempt: Attempt, viewer: models.Model) -> bool:
    """Whether its question stands in an exam that runs: then nothing that was given is shown."""
    question = upload.item.question_id
    return any(one.question_id == question for one in sat_now(attempt, viewer=viewer))
