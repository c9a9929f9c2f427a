"""Everything that is held of a person, as plain data: what her copy is made of."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from quizzes import privacy as quizzes
from quizzes.privacy import Holding, held
from training.models import User

from .register import HOLDINGS

VERSION = 1


def document(person: User, *, at: dt.datetime) -> dict[str, Any]:
    """What is hers, and what she did for others; of others no more than a name. Of a quiz as much
    as her own pages tell her now."""
    return {
        "what": _("Everything Milium holds of one person"),
        "version": VERSION,
        "made_at": at,
        "person": _who(person),
        "quizzes": list(quizzes.sittings(person, at=at)),
        "holdings": [_section(holding, person) for holding in HOLDINGS],
    }


def _section(holding: Holding, person: User) -> dict[str, Any]:
    mine, did = held(holding, person), held(holding, person, did=True)
    return {
        "name": holding.model,
        "what": str(holding.what),
        "why": str(holding.why),
        "kept": str(holding.kept),
        "when_erased": holding.fate.value,
        "because": str(holding.because),
        "rows": _rows(holding, mine),
        "count": mine.count(),
        "done_for_others": _rows(holding, did) if holding.group == quizzes.Group.WORK else [],
        "done_for_others_count": did.count(),
    }


def _rows(holding: Holding, rows: models.QuerySet) -> list[dict[str, Any]]:
    if not holding.shows:
        return []
    meta = rows.model._meta
    related = [name for name in holding.shows if meta.get_field(name).is_relation]
    found = rows.select_related(*related) if related else rows
    return [
        {name: _plain(getattr(row, name)) for name in holding.shows}
        for row in found.order_by("pk").iterator(chunk_size=500)
    ]


def _plain(value: Any) -> Any:
    """Another person is her name; anything else that is pointed to is what it is called."""
    if isinstance(value, User):
        return value.name
    return str(value) if isinstance(value, models.Model) else value


def _who(person: User) -> dict[str, str]:
    return {"name": person.name, "email": person.email, "time_zone": person.time_zone}
