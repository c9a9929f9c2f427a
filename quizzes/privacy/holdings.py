"""One kind of thing that is held of people, and finding, forgetting and blanking what is of one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

SCRUBBED = "…"  # stands where a name stood
PORTION = 500


class Group(StrEnum):
    """Under which heading a person reads of it."""

    ACCOUNT = "account"
    LEARNING = "learning"
    FEEDBACK = "feedback"
    PROOF = "proof"
    WORK = "work"


class Fate(StrEnum):
    """What becomes of it when she is erased."""

    DELETED = "deleted"
    BLANKED = "blanked"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Holding:
    """`about` are the lookups from a row to the person whose it is, `by` those to whoever did it,
    `address` the fields that hold an address and nothing more of her.

    What is about her meets its `fate`; what she did for others stays theirs. `blank` is what a
    BLANKED row becomes. `shows` goes into her copy, also of what she did. `words` are written by
    people, so a name may stand in them: it is taken out. `codes` are texts that nobody writes
    freely. `because` says why something is kept, or what of it stays.
    """

    model: str
    group: Group
    what: str
    why: str
    kept: str
    fate: Fate
    because: str = ""
    about: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    address: tuple[str, ...] = ()
    blank: Mapping[str, Any] = field(default_factory=dict)
    shows: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()

    @property
    def rows(self) -> models.QuerySet:
        return apps.get_model(self.model)._default_manager.all()


def held(holding: Holding, person: models.Model, *, did: bool = False) -> models.QuerySet:
    """The rows that are about her; with `did`, those she did for others instead."""
    about = _any(holding.about, person)
    for name in holding.address:
        about |= Q(**{f"{name}__iexact": person.email})
    if not did:
        return holding.rows.filter(about) if holding.about or holding.address else empty(holding)
    if not holding.by:
        return empty(holding)
    # Not exclude(): a row that is about nobody would be left out with those about her.
    mine = holding.rows.filter(about).values("pk") if holding.about or holding.address else ()
    return holding.rows.filter(_any(holding.by, person)).exclude(pk__in=mine)


def empty(holding: Holding) -> models.QuerySet:
    return holding.rows.none()


def forget(holding: Holding, person: models.Model) -> int:
    """Delete or blank what is about her; how many rows. What is kept stays as it is."""
    rows = held(holding, person)
    if holding.fate is Fate.DELETED:
        return rows.delete()[1].get(holding.model, 0)
    if holding.fate is Fate.BLANKED and holding.blank:
        return rows.update(**holding.blank)
    return 0


def scrub(holding: Holding, names: Sequence[str]) -> int:
    """Take these names out of the words of every row, whoever it is about; how many rows."""
    if not names or not holding.words:
        return 0
    changed = 0
    for row in _speaking_of(holding, names).iterator(chunk_size=PORTION):
        found = {name: without(getattr(row, name), names) for name in holding.words}
        moved = {name: value for name, value in found.items() if value != getattr(row, name)}
        if moved:
            changed += holding.rows.filter(pk=row.pk).update(**moved)
    return changed


def _speaking_of(holding: Holding, names: Sequence[str]) -> models.QuerySet:
    said = Q(pk__in=[])
    for column in holding.words:
        if isinstance(holding.rows.model._meta.get_field(column), models.JSONField):
            return holding.rows.only("pk", *holding.words)
        for name in names:
            said |= Q(**{f"{column}__icontains": name})
    return holding.rows.filter(said).only("pk", *holding.words)


def without(value: Any, names: Sequence[str]) -> Any:
    """The same text, or texts, with a mark where one of these names stood as a word of its own."""
    if isinstance(value, str):
        for name in names:
            value = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", SCRUBBED, value, flags=re.IGNORECASE)
    elif isinstance(value, list):
        return [without(one, names) for one in value]
    elif isinstance(value, dict):
        return {key: without(one, names) for key, one in value.items()}
    return value


def _any(lookups: Iterable[str], person: models.Model) -> Q:
    found = Q(pk__in=[])
    for lookup in lookups:
        found |= Q(**{lookup: person.pk})
    return found
