"""A killed server, a full disk, a database that restarts: what was acknowledged is there, what was
not is told so, and the same request succeeds later."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test import Client

from config import outages
from quizzes.models import Attempt, Response, ResponseText, Space
from training.models import User

from .browsing import HTMX, browser, fields_of, item_url, start
from .making import fixed, item, publish_bank, publish_quiz, quiz_of
from .serving import Browser, served, together, until_cut_off

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
PATIENCE = 60  # seconds; a machine under load starts Python slowly
FULL = """CREATE FUNCTION disk_is_full() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$ LANGUAGE plpgsql;
CREATE TRIGGER disk_is_full BEFORE INSERT ON quizzes_response
FOR EACH ROW EXECUTE FUNCTION disk_is_full()"""
ROOM = "DROP TRIGGER disk_is_full ON quizzes_response; DROP FUNCTION disk_is_full()"


@pytest.fixture
def attempt(junior: User, space: Space) -> Attempt:
    return start(junior, space, quiz_of(4))


def is_sound() -> bool:
    """What each browser of an attempt was told is what is stored, and the file is whole."""
    for one in Attempt.objects.get().items.prefetch_related("responses"):
        numbers = [response.number for response in one.responses.all()]
        if sorted(numbers) != list(range(1, one.revision + 1)):
            return False
    if connection.vendor == "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        return cursor.fetchall() == [("ok",)]


def test_what_was_acknowledged_survives_a_server_killed_while_it_saves(attempt: Attempt) -> None:
    browsers = [Browser(attempt, position) for position in (1, 2, 3, 4)]
    for _ in range(2):
        with served() as server:
            enough = threading.Event()
            aim = len(browsers[0].acknowledged) + 10
            threads = together(browsers, until_cut_off(server.port, enough, aim))
            assert enough.wait(PATIENCE)
            server.stop(signal.SIGKILL)
            for thread in threads:
                thread.join(PATIENCE)
        assert is_sound()
        for one in browsers:
            stored = attempt.items.get(position=one.position).revision
            # one more than was acknowledged may be there: the answer was cut off after the commit
            assert stored - len(one.acknowledged) in (0, 1)
    with served() as server:  # and the same save, sent again, is acknowledged and stored once
        for one in browsers:
            assert one.send(server.port) == 200
            assert attempt.items.get(position=one.position).revision == one.revision
    assert is_sound()


def test_a_server_killed_right_after_it_said_saved_has_saved(attempt: Attempt) -> None:
    one = Browser(attempt, 1)
    with served(workers=1) as server:
        assert one.send(server.port) == 200
        server.stop(signal.SIGKILL)
    assert Response.objects.get().number == one.acknowledged[0] == 1
    assert is_sound()


@contextlib.contextmanager
def full_disk() -> Iterator[None]:
    """Nothing fits any more. SQLite is told how large its file may be; PostgreSQL says what it says
    when a table cannot grow."""
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        if sqlite:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA max_page_count = 1")  # = as large as it is now
        else:
            cursor.execute(FULL)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1073741823" if sqlite else ROOM)


@pytest.fixture
def text(junior: User, space: Space) -> Attempt:
    """One question to type at, so that an answer is large."""
    publish_bank([item("q1", "written")])
    return start(junior, space, publish_quiz(fixed(["q1"])))


def typed(client: Client, attempt: Attempt, words: str, **headers: str) -> object:
    page = fields_of(client.get(item_url(attempt)).content.decode())
    return client.post(item_url(attempt), page | {"text": words}, **headers)


def test_on_a_full_disk_a_save_is_refused_and_reading_goes_on(junior: User, text: Attempt) -> None:
    client = browser(junior, raise_request_exception=False)
    with full_disk():
        for turn in range(200):  # what is free in the pages there are is used up first
            answer = typed(client, text, f"{turn} " * 60, **HTMX)
            if answer.status_code != 200:
                break
        assert (answer.status_code, answer["Retry-After"]) == (503, str(outages.RETRY_AFTER))
        assert b"data-outcome" not in answer.content  # so that the outbox keeps it
        assert Response.objects.count() == ResponseText.objects.count() == turn
        plain = typed(client, text, "Once more without script. " * 8)
        assert plain.status_code == 503
        assert "Reload this page in a minute, and it is sent again" in plain.content.decode()
        page = client.get(item_url(text))
        assert page.status_code == 200
        assert turn == 0 or f"{turn - 1} {turn - 1}" in page.content.decode()
    assert typed(client, text, f"{turn} " * 60, **HTMX).status_code == 200
    assert Response.objects.count() == turn + 1
    assert is_sound()


def test_a_wrong_statement_is_our_mistake_and_no_outage(junior: User, attempt: Attempt) -> None:
    client = browser(junior, raise_request_exception=False)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE quizzes_response RENAME TO elsewhere")
        assert (
            client.post(item_url(attempt), {"kind": "single", "revision": "0"}, **HTMX).status_code
            == 500
        )
        transaction.set_rollback(True)


OTHERS = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


def end_backends(more: str = "") -> int:
    """As a restart does to those who are connected; how many there were."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")  # a transaction sees its first look
        cursor.execute(f"SELECT pg_terminate_backend(pid) {OTHERS} {more}")
        return len(cursor.fetchall())


@pytest.mark.postgresql
def test_a_save_during_a_restart_is_told_to_come_back_and_then_saved_once(
    attempt: Attempt,
) -> None:
    one = Browser(attempt, 1)
    with served(workers=1) as server:
        with transaction.atomic():
            Attempt.objects.select_for_update().get()
            waiting = together([one], lambda browser: browser.send(server.port))
            ended = 0
            for _ in range(250):
                ended = ended or end_backends("AND wait_event_type = 'Lock'")
                waiting[0].join(0.1)
                if not waiting[0].is_alive():
                    break
        assert one.refused == [(503, str(outages.RETRY_AFTER))]
        assert not Response.objects.exists()
        assert one.send(server.port) == 200
    assert Response.objects.get().number == 1


@pytest.mark.postgresql
def test_restarts_under_load_lose_nothing_and_the_pools_recover(attempt: Attempt) -> None:
    browsers = [Browser(attempt, position) for position in (1, 2, 3, 4)]
    with served() as server:
        for _ in range(3):
            aim = min(len(one.acknowledged) for one in browsers) + 5

            def save(one: Browser, aim: int = aim) -> None:
                for _ in range(200):
                    if len(one.acknowledged) >= aim:
                        return
                    one.send(server.port)

            threads = together(browsers, save)
            end_backends()
            for thread in threads:
                thread.join(PATIENCE)
        assert all(one.send(server.port) == 200 for one in browsers)
    assert {status for one in browsers for status in one.refused} <= {
        (503, str(outages.RETRY_AFTER))
    }
    for one in browsers:
        assert one.acknowledged == list(range(1, len(one.acknowledged) + 1))
        assert attempt.items.get(position=one.position).revision == len(one.acknowledged)
    assert is_sound()
