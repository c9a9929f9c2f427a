"""The record: appended, chained, and it shows when somebody meddled."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction

from quizzes.models import append_only
from training import audit
from training.models import AuditChain, AuditEvent, Clinic, User

pytestmark = pytest.mark.django_db


def note(clinic: Clinic | None, actor: User, at: dt.datetime, **more: object) -> AuditEvent:
    return audit.append(clinic=clinic, actor=actor, action="test.done", obj=actor, at=at, **more)


def test_each_event_holds_the_seal_of_the_one_before(
    clinic: Clinic, owner: User, at: dt.datetime
) -> None:
    first, second = note(clinic, owner, at), note(clinic, owner, at)
    assert second.previous == first.hash
    assert audit.verify(AuditChain.objects.get(clinic=clinic)) == []


def test_each_clinic_has_its_own_chain(
    clinic: Clinic, other_clinic: Clinic, owner: User, at: dt.datetime
) -> None:
    note(clinic, owner, at)
    assert note(other_clinic, owner, at).number == 1


def test_what_belongs_to_no_clinic_goes_to_the_system(owner: User, at: dt.datetime) -> None:
    assert note(None, owner, at).chain.name == audit.SYSTEM


def test_words_stand_beside_the_event_and_may_go(
    clinic: Clinic, owner: User, at: dt.datetime
) -> None:
    event = note(clinic, owner, at, text="She asked for it.")
    assert "She asked" not in str(event.data)
    event.words.delete()
    assert audit.verify(event.chain) == []


def test_a_changed_event_shows(clinic: Clinic, owner: User, at: dt.datetime) -> None:
    note(clinic, owner, at)
    event = note(clinic, owner, at)
    note(clinic, owner, at)
    table = AuditEvent._meta.db_table
    with connection.cursor() as cursor:
        unguard(cursor, table)
        cursor.execute(f"UPDATE {table} SET action = 'other' WHERE id = %s", [event.pk])
    assert audit.verify(event.chain) == [2]


def unguard(cursor: object, table: str) -> None:
    """Somebody with the keys to the database takes the triggers away."""
    if connection.vendor == "postgresql":
        cursor.execute(f"DROP TRIGGER {table}_no_change ON {table}")
        return
    for verb in ("UPDATE", "DELETE"):
        cursor.execute(f"DROP TRIGGER {table}_no_{verb}")


@pytest.mark.parametrize("statement", ["UPDATE {} SET action = 'x'", "DELETE FROM {}"])
def test_the_database_refuses_to_edit_the_record(
    clinic: Clinic, owner: User, at: dt.datetime, statement: str
) -> None:
    note(clinic, owner, at)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(AuditEvent._meta.db_table))


def test_python_refuses_too(clinic: Clinic, owner: User, at: dt.datetime) -> None:
    event = note(clinic, owner, at)
    for act in (event.save, event.delete, AuditEvent.objects.all().delete):
        with pytest.raises(append_only.AppendOnlyError):
            act()
    with pytest.raises(append_only.AppendOnlyError):
        AuditEvent.objects.update(action="x")


def test_every_append_only_table_is_guarded() -> None:
    assert append_only.guarded(connection) == append_only.tables()
