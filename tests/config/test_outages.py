"""What is no mistake of ours is told apart from what is one."""

import sqlite3

import pytest
from django.db import DatabaseError, InterfaceError, OperationalError

from config.outages import goes_by


def caused(code: int) -> OperationalError:
    problem, cause = OperationalError(), sqlite3.OperationalError()
    cause.sqlite_errorcode = code
    problem.__cause__ = cause
    return problem


@pytest.mark.parametrize("code", [sqlite3.SQLITE_FULL, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_IOERR])
def test_a_full_disk_and_a_busy_file_go_by(code: int) -> None:
    assert goes_by(caused(code))


def test_a_lost_connection_goes_by() -> None:
    assert goes_by(OperationalError("server closed the connection"))
    assert goes_by(InterfaceError("connection already closed"))


@pytest.mark.parametrize(
    "problem", [None, ValueError(), DatabaseError(), caused(sqlite3.SQLITE_ERROR)]
)
def test_a_mistake_does_not(problem: BaseException | None) -> None:
    assert not goes_by(problem)
