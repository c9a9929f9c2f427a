"""Checks at start: what must hold in the database and the settings, read back, not assumed."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.db import connections

EXPECTED = {"journal_mode": "wal", "foreign_keys": 1, "recursive_triggers": 1}


@register(Tags.database)
def sqlite_keeps_its_promises(
    app_configs: object, databases: Sequence[str] | None = None, **kwargs: object
) -> list[Error]:
    """The pragmas as SQLite reports them; an in-memory test database has no journal to speak of."""
    errors = []
    for alias in databases or []:
        connection = connections[alias]
        if connection.vendor != "sqlite":
            continue
        asked = settings.SQLITE_PRAGMAS["synchronous"] == "FULL"
        quick = "synchronous=OFF" in connection.settings_dict["OPTIONS"]["init_command"]
        expected = EXPECTED | ({"synchronous": 2} if asked and not quick else {})
        for pragma, value in expected.items():
            found = _pragma(connection, pragma)
            if found not in (value, "memory"):
                errors.append(_wrong(pragma, value, found))
    return errors


def _pragma(connection: object, name: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        return cursor.fetchone()[0]


def _wrong(pragma: str, value: object, found: object) -> Error:
    return Error(
        f"SQLite answers {pragma}={found}; answers need {value} to be safe.",
        hint="Keep var/ on a local disk: network disks refuse the write-ahead log.",
        id="milium.E001",
    )
