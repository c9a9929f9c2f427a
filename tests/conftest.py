"""The people every test knows: Ines learns, Oda mentors her, Astrid owns, Sten is a stranger."""

from __future__ import annotations

import datetime as dt
import ipaddress
import socket
import time
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.management.commands import flush
from django.db import connections
from django.test import Client
from django.utils import timezone

from config.sessions import stamps
from quizzes.models import append_only
from training.models import Clinic, User

from .factories import ClinicFactory, MembershipFactory, UserFactory

AT = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)


@pytest.fixture(scope="session", autouse=True)
def flush_past_the_triggers() -> Iterator[None]:
    """Tests that commit are flushed; only there may recorded facts go."""
    original = flush.sql_flush

    def sql_flush(style: object, connection: object, **kwargs: object) -> list[str]:
        statements = original(style, connection, **kwargs)
        if connection.vendor == "postgresql":
            return ["SET LOCAL session_replication_role = replica;", *statements] * bool(statements)
        drops, makes = [], []
        for table in sorted(append_only.tables()):
            for verb in ("UPDATE", "DELETE"):
                drops.append(f"DROP TRIGGER IF EXISTS {table}_no_{verb}")
                makes.append(append_only.SQLITE.format(table=table, verb=verb))
        return [*drops, *statements, *makes]

    flush.sql_flush = sql_flush
    yield
    flush.sql_flush = original


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what asks the database: a pure rule is the same on either, and so is what
    a page makes of what the nouns answer. On SQLite nothing that is about a server."""
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        kept = [one for one in items if not one.get_closest_marker("postgresql")]
    else:
        kept = [one for one in items if _asks(one)]
    staying = set(kept)
    config.hook.pytest_deselected(items=[one for one in items if one not in staying])
    items[:] = kept


def _asks(one: pytest.Item) -> bool:
    asked = one.get_closest_marker("django_db") or DATABASE & _asked(one)
    return bool(asked) and not one.path.stem.endswith(PAGES)


DATABASE = {"db", "transactional_db"}
# Files whose tests are about addresses, templates and words.
PAGES = ("_views", "_pages", "_look", "_words", "_permissions", "_queries", "_leaks")


def _asked(item: pytest.Item) -> set[str]:
    return set(getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session", autouse=True)
def whoever_is_signed_in_has_just_done_it() -> Iterator[None]:
    """`force_login` leaves what a real sign-in leaves: how and when, and what her roles ask."""
    original = Client.force_login

    def force_login(self: Client, user: User, backend: str | None = None) -> None:
        original(self, user, backend)
        session, at = self.session, timezone.now()
        session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
        session["account_authentication_methods_user"] = str(user.pk)
        stamp = stamps.made(user, begun=at.timestamp(), at=at)
        stamps.write(SimpleNamespace(session=session), stamp)
        session.save()

    Client.force_login = force_login
    yield
    Client.force_login = original


@pytest.fixture(scope="session", autouse=True)
def close_pools() -> Iterator[None]:
    """A pool left open would keep PostgreSQL from dropping the test database."""
    yield
    connections.close_all()


@pytest.fixture(scope="session", autouse=True)
def nothing_leaves_this_machine() -> Iterator[None]:
    """No test, and nothing it runs in this process, opens a connection to anywhere else."""
    original = socket.socket.connect

    def connect(self: socket.socket, address: object) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            host = str(address[0])
            if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
                raise AssertionError(f"a test wanted to connect to {host}")
        original(self, address)

    socket.socket.connect = connect
    yield
    socket.socket.connect = original


@pytest.fixture
def at() -> dt.datetime:
    return AT


@pytest.fixture
def clinic(db: None) -> Clinic:
    return ClinicFactory(name="Linden Street clinic")


@pytest.fixture
def other_clinic(db: None) -> Clinic:
    return ClinicFactory(name="Harbour clinic")


def person(name: str, clinic: Clinic, role: str, **fields: object) -> User:
    user = UserFactory(name=name, email=f"{name.lower()}@example.test")
    MembershipFactory(user=user, clinic=clinic, role=role, **fields)
    return user


@pytest.fixture
def mentor(clinic: Clinic) -> User:
    return person("Oda", clinic, "mentor")


@pytest.fixture
def junior(clinic: Clinic, mentor: User) -> User:
    return person("Ines", clinic, "junior", mentor=mentor)


@pytest.fixture
def owner(clinic: Clinic) -> User:
    return person("Astrid", clinic, "owner")


@pytest.fixture
def stranger(other_clinic: Clinic) -> User:
    return person("Sten", other_clinic, "junior")
