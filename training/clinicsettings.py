"""A clinic's settings: which value holds, whose it is, and how it is changed.

Rules say what a value may be (`rules.settings`); the rows say who set which and when, so that a
certificate can show who signed for the clinic on the day it was issued.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from django.conf import settings as django_settings
from django.db import transaction
from django.db.models import Max

from quizzes.formats.digests import digest

from . import audit, people
from .models import Clinic, ClinicSetting, User
from .rules import settings as rules
from .rules.settings import Plain, Refused, Setting

__all__ = ["HeldSetting", "Refused", "all_of", "leave", "one_of", "save", "settings", "values"]


@dataclass(frozen=True, slots=True)
class HeldSetting:
    """A setting as it holds at a clinic. `source` is the clinic that set it (`row` says when and by
    whom); None = Milium's own. `above` is what would hold if this clinic left it to the others, and
    `above_source` whose that is."""

    setting: Setting
    value: Plain
    source: Clinic | None
    row: ClinicSetting | None
    above: Plain
    above_source: Clinic | None
    is_own: bool


def settings() -> dict[str, Setting]:
    """What may be set, by name. The languages are those this server speaks."""
    spoken = tuple(code for code, _ in django_settings.LANGUAGES)
    language = replace(
        rules.SETTINGS["language"], choices=spoken, default=django_settings.LANGUAGE_CODE[:2]
    )
    return {**rules.SETTINGS, "language": language}


def all_of(clinic: Clinic, at: dt.datetime | None = None) -> dict[str, HeldSetting]:
    """Every setting as it holds now, or as it held at a moment. Two queries, and one for each
    clinic above the second."""
    chain = list(_chain(clinic))
    rows = _rows(chain, at)
    own = [{name: row.value for name, row in rows[one.pk].items() if row.is_own} for one in chain]
    return {name: _set(one, chain, rows, own) for name, one in settings().items()}


def one_of(clinic: Clinic, name: str) -> HeldSetting:
    """One of them. Raises KeyError for a setting there is not."""
    return all_of(clinic)[name]


def values(clinic: Clinic, at: dt.datetime | None = None) -> dict[str, Plain]:
    """The values that hold, by name."""
    return {name: one.value for name, one in all_of(clinic, at).items()}


@transaction.atomic
def save(*, clinic: Clinic, name: str, value: Plain, by: User, at: dt.datetime) -> ClinicSetting:
    """Set a value here. Raises KeyError, and Refused for a value it may not have."""
    found = rules.checked(settings()[name], value)
    return _write(clinic, name, found, is_own=True, by=by, at=at)


@transaction.atomic
def leave(*, clinic: Clinic, name: str, by: User, at: dt.datetime) -> ClinicSetting:
    """Leave it to the clinic above, or to Milium. Raises KeyError."""
    settings()[name]
    return _write(clinic, name, None, is_own=False, by=by, at=at)


def _write(
    clinic: Clinic, name: str, value: Plain, *, is_own: bool, by: User, at: dt.datetime
) -> ClinicSetting:
    Clinic.objects.select_for_update().get(pk=clinic.pk)  # two owners: one after the other
    row = ClinicSetting.objects.create(
        clinic=clinic, name=name, value=value, is_own=is_own, by=by, at=at
    )
    if name == "colour":
        _colour(clinic)
    action = "setting.saved" if is_own else "setting.left"
    data = {"name": name, "value": digest(value)}
    audit.append(clinic=clinic, actor=by, action=action, obj=row, data=data, at=at)
    return row


def _colour(clinic: Clinic) -> None:
    """Every page is drawn in it, so it stands with the clinic: here, and where it is inherited."""
    for one in [clinic, *people.branches_of([clinic])]:
        Clinic.objects.filter(pk=one.pk).update(colour=one_of(one, "colour").value)


def _chain(clinic: Clinic) -> Iterator[Clinic]:
    """The clinic and those above it, nearest first."""
    seen: set[int] = set()
    one: Clinic | None = clinic
    while one is not None and one.pk not in seen:
        seen.add(one.pk)
        yield one
        one = one.parent


def _rows(chain: list[Clinic], at: dt.datetime | None) -> Mapping[int, Mapping[str, ClinicSetting]]:
    """The newest row of each name, by clinic."""
    rows = ClinicSetting.objects.filter(clinic__in=[one.pk for one in chain])
    if at is not None:
        rows = rows.filter(at__lte=at)
    newest = rows.order_by().values("clinic", "name").annotate(last=Max("pk")).values("last")
    found: dict[int, dict[str, ClinicSetting]] = {one.pk: {} for one in chain}
    for row in ClinicSetting.objects.filter(pk__in=newest).select_related("by"):
        found[row.clinic_id][row.name] = row
    return found


def _set(
    setting: Setting,
    chain: list[Clinic],
    rows: Mapping[int, Mapping[str, ClinicSetting]],
    own: list[dict[str, Plain]],
) -> HeldSetting:
    here, above = rules.held(setting.name, own), rules.held(setting.name, own[1:])
    if here.depth is None:  # the language's own default is the server's
        here = replace(here, value=setting.default)
    if above.depth is None:
        above = replace(above, value=setting.default)
    source = None if here.depth is None else chain[here.depth]
    return HeldSetting(
        setting=setting,
        value=here.value,
        source=source,
        row=None if source is None else rows[source.pk][setting.name],
        above=above.value,
        above_source=None if above.depth is None else chain[1 + above.depth],
        is_own=here.depth == 0,
    )
