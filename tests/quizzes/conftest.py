"""A small host for the nouns of quizzes; tests ask for it by name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quizzes.models import Space
from training.models import Clinic

from . import host as small_host

BOOKKEEPING = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


@pytest.fixture
def host(settings: object) -> Iterator[ModuleType]:
    settings.QUIZZES = small_host.CALLABLES
    settings.AUTHENTICATION_BACKENDS = ["tests.quizzes.host.Backend"]
    small_host.reset()
    yield small_host
    small_host.reset()


@pytest.fixture
def space(clinic: Clinic) -> Space:
    return clinic.space


class Statements(CaptureQueriesContext):
    """What was asked of the database, beside the keeping of transactions."""

    @property
    def real(self) -> list[str]:
        said = [query["sql"] for query in self.captured_queries]
        return [sql for sql in said if not sql.startswith(BOOKKEEPING)]

    def __len__(self) -> int:
        return len(self.real)


@pytest.fixture
def statements() -> object:
    @contextmanager
    def counting() -> Iterator[Statements]:
        with Statements(connection) as found:
            yield found

    return counting


@pytest.fixture
def later(at: dt.datetime) -> object:
    """`later(minutes=5)` is five minutes after the start of the test."""

    def moved(**span: float) -> dt.datetime:
        return at + dt.timedelta(**span)

    return moved
