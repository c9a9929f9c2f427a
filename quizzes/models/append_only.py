"""Facts that are appended and never edited: refused in Python and by triggers in the database.

A migration that creates or alters an append-only table calls `install` for it again: SQLite drops
the triggers without a word whenever Django remakes a table.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.apps import apps
from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE = """CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"""
POSTGRES_FUNCTION = """CREATE OR REPLACE FUNCTION milium_append_only() RETURNS trigger
LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"""
POSTGRES = """CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION milium_append_only()"""


class AppendOnlyError(TypeError):
    """Somebody tried to edit or delete a recorded fact."""


class AppendOnlyQuerySet(models.QuerySet):
    """Reads and creates; nothing else."""

    def update(self, **kwargs: object) -> int:
        raise AppendOnlyError(f"{self.model.__name__} rows are never edited: append a new one")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnlyError(f"{self.model.__name__} rows are never deleted")


class AppendOnly(models.Model):
    """A row that stays as it was written."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: object, **kwargs: object) -> None:
        if not self._state.adding:
            raise AppendOnlyError(f"{type(self).__name__} rows are never edited: append a new one")
        super().save(*args, **kwargs)

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        raise AppendOnlyError(f"{type(self).__name__} rows are never deleted")


def tables() -> set[str]:
    """The tables that must carry the triggers, from the models themselves."""
    return {model._meta.db_table for model in apps.get_models() if issubclass(model, AppendOnly)}


def install(editor: BaseDatabaseSchemaEditor, names: Iterable[str]) -> None:
    """Put the triggers on these tables (again), on whichever database this is."""
    if editor.connection.vendor == "postgresql":
        editor.execute(POSTGRES_FUNCTION, None)  # None: its % is no placeholder
    for table in names:
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_change ON {table}")
            editor.execute(POSTGRES.format(table=table))
            continue
        for verb in ("UPDATE", "DELETE"):
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}")
            editor.execute(SQLITE.format(table=table, verb=verb))


def guarded(connection: object) -> set[str]:
    """The tables that do carry them in this database now."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE tgname LIKE '%\\_no\\_change'")
            return {name.removesuffix("_no_change") for (name,) in cursor.fetchall()}
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        names = {name for (name,) in cursor.fetchall()}
    updates = {name.removesuffix("_no_UPDATE") for name in names if name.endswith("_no_UPDATE")}
    return {table for table in updates if f"{table}_no_DELETE" in names}
