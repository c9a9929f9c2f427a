"""A person's inbox: what she was told, newest first, read or not."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from training.models import Notice
from training.people import Standing

from .wording import Words, words

PAGE = 20


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the inbox; `place` names the clinic where she has several."""

    notice: Notice
    words: Words
    place: str

    @property
    def is_read(self) -> bool:
        return self.notice.read_at is not None


@dataclass(frozen=True, slots=True)
class Inbox:
    page: Page
    items: tuple[Item, ...]
    unread: int


def inbox(standing: Standing, *, number: object) -> Inbox:
    """One page of it, in three queries."""
    rows = _hers(standing).select_related("clinic", "by", "about").order_by("-at", "-pk")
    page = Paginator(rows, PAGE).get_page(number)
    several = len(standing.clinics) > 1
    items = tuple(Item(row, words(row), row.clinic.name if several else "") for row in page)
    return Inbox(page, items, unread(standing))


def unread(standing: Standing) -> int:
    """How many she has not read; one query."""
    return _hers(standing).filter(read_at__isnull=True).count()


def mark_read(standing: Standing, *, public_id: uuid.UUID, at: dt.datetime) -> str | None:
    """She has read it: the address it leads to. None where it is not in her inbox."""
    row = _hers(standing).filter(public_id=public_id).select_related("by", "about").first()
    if row is None:
        return None
    Notice.objects.filter(pk=row.pk, read_at__isnull=True).update(read_at=at)
    return words(row).url


def mark_all_read(standing: Standing, *, at: dt.datetime) -> int:
    """She has read all of them up to this moment; how many that were."""
    return _hers(standing).filter(read_at__isnull=True, at__lte=at).update(read_at=at)


def _hers(standing: Standing) -> QuerySet[Notice]:
    clinics = [clinic.pk for clinic in standing.clinics]
    return Notice.objects.shown_to(standing.user, clinics)
