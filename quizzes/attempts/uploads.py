"""Files beside a text: handed in and taken back while the attempt runs, as parts of the answer.

Each is a new numbered response that names the files by their digests, so that the digest of the
attempt covers them; the text stays as it was.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import models, transaction

from quizzes.attempts.answering import Saved, write
from quizzes.attempts.lines import Line, read_line
from quizzes.engine.kinds import BY_HAND
from quizzes.engine.kinds.files import Files
from quizzes.formats.uploads import Unfit, checked
from quizzes.marking import forget, keep_file, known_one, named, typed
from quizzes.models import AttemptItem, Upload


def attach(
    *,
    user: models.Model,
    attempt_id: UUID,
    position: int,
    name: str,
    data: bytes,
    revision: int,
    at: datetime,
) -> Saved:
    """Hand in a file; `name` is what it is called on her device.

    Raises formats Unfit (too_many and repeated beside its own codes), AttemptItem.DoesNotExist
    where no files are asked for, OSError when it cannot be stored, and what `answer` raises.
    """
    with transaction.atomic():
        line = read_line(user, attempt_id, position)
        asked = _asked(line)
        fit = checked(name, data, kinds=asked.kinds, most=asked.bytes)
        there = named(line.last_body)
        if fit.digest in there:
            raise Unfit("repeated")
        if len(there) >= asked.most:
            raise Unfit("too_many")
        saved = _save(line, position, (*there, fit.digest), revision, at)
        keep_file(line.item_id, fit, at=at)
    return saved


def detach(
    *,
    user: models.Model,
    attempt_id: UUID,
    position: int,
    upload: UUID,
    revision: int,
    at: datetime,
) -> Saved:
    """Take a file back; its name and its bytes go.

    Raises Upload.DoesNotExist for a file that is not there, and what `answer` raises.
    """
    with transaction.atomic():
        line = read_line(user, attempt_id, position)
        _asked(line)
        found = Upload.objects.get(item=line.item_id, public_id=upload, removed_at=None)
        rest = tuple(one for one in named(line.last_body) if one != found.sha256)
        saved = _save(line, position, rest, revision, at)
        forget([found], removed_at=at)
    return saved


def _asked(line: Line) -> Files:
    known = known_one(line.version_id, line.digest)
    asked = known.d.files if known.name in BY_HAND else None
    if asked is None:
        raise AttemptItem.DoesNotExist
    return asked


def _save(line: Line, position: int, files: tuple[str, ...], revision: int, at: datetime) -> Saved:
    """Her answer with these files; its text and how sure she is stay."""
    text = None
    if line.last_body is not None:
        kind = known_one(line.version_id, line.digest).name
        text = typed({line.last_id: kind})[line.last_id]
    return write(
        line,
        position=position,
        response=text,
        files=files,
        certainty=line.last_certainty,
        revision=revision,
        at=at,
    )
