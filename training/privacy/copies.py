"""The copy of everything that is held of a person: asked for by her, made by the worker, gone after
a week. Nobody else can open it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from functools import partial
from typing import IO

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from quizzes import jobs
from quizzes.models import Job
from training import audit
from training.models import PersonalCopy, User

from . import paper
from .documents import document

KIND = "personal_copy"
LIFE = dt.timedelta(days=7)


@transaction.atomic
def ask(*, person: User, at: dt.datetime) -> PersonalCopy:
    """Have a copy made; the one that is on its way is returned as it is."""
    User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    waiting = person.copies.filter(made_at=None).first()
    if waiting is not None and not _has_failed(waiting):
        return waiting
    copy = PersonalCopy.objects.create(person=person, at=at)
    args = {"copy": copy.pk}
    jobs.enqueue(kind=KIND, key=_key(copy), args=args, by=person, at=at)
    said = {"actor": person, "subject": person, "obj": copy, "at": at}
    audit.append(action="copy.asked", **said)
    return copy


def run(running: jobs.Running) -> dict[str, int]:
    """Make it; again, and it is made anew. One that is gone meanwhile asks for nothing."""
    copy = PersonalCopy.objects.select_related("person").filter(pk=running.args["copy"]).first()
    if copy is None or not copy.person.is_active:
        return {"made": 0}
    at = running.progress(0, 2)
    said = document(copy.person, at=at)
    data = as_json(said)
    running.progress(1, 2)
    printed = paper.printed(said)
    _keep(copy, data, printed, at)
    return {"made": 1}


def standing(person: User, *, at: dt.datetime) -> tuple[PersonalCopy | None, Job | None]:
    """The newest copy of hers that can be opened or is on its way, and the work on it."""
    copy = person.copies.filter(at__gt=at - LIFE).first()
    if copy is None or (copy.made_at and not copy.kept_as):
        return None, None
    return copy, jobs.find(_key(copy))


def open_copy(*, copy: PersonalCopy, of: str) -> IO[bytes]:
    """Its bytes: "json" or "pdf". Raises FileNotFoundError when it is not made, or gone."""
    name = copy.paper_as if of == "pdf" else copy.kept_as
    if not name:
        raise FileNotFoundError(of)
    return storages["copies"].open(name)


def as_json(said: object) -> bytes:
    """For people as for programs: indented, in the letters it is written in."""
    return json.dumps(said, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1).encode()


def remove(copies: Iterable[PersonalCopy]) -> int:
    """Forget copies with their files; how many."""
    found = list(copies)
    for one in found:
        for name in filter(None, (one.kept_as, one.paper_as)):
            transaction.on_commit(partial(storages["copies"].delete, name))
        one.delete()
    return len(found)


def _keep(copy: PersonalCopy, data: bytes, printed: paper.Printed, at: dt.datetime) -> None:
    storage = storages["copies"]
    for name in filter(None, (copy.kept_as, copy.paper_as)):  # a try before this one
        storage.delete(name)
    stem = copy.public_id.hex
    copy.kept_as = storage.save(f"{stem}.json", ContentFile(data))
    copy.paper_as = storage.save(f"{stem}.pdf", ContentFile(printed.pdf))
    copy.unfit, copy.made_at = printed.unfit, at
    copy.save(update_fields=["kept_as", "paper_as", "unfit", "made_at"])


def _has_failed(copy: PersonalCopy) -> bool:
    job = jobs.find(_key(copy))
    return job is None or job.state == Job.State.FAILED


def _key(copy: PersonalCopy) -> str:
    return f"{KIND}:{copy.pk}"
