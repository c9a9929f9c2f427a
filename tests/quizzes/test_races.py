"""Two at once: real processes on the test database, SQLite's file or PostgreSQL."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from django.db import connection, connections

from quizzes import attempts, marking
from quizzes.attempts import answering
from quizzes.models import Attempt, Mark, Response, Result

from .making import AT, quiz_of

pytestmark = [
    pytest.mark.race,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("host"),
]
ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 60  # seconds; a machine under load starts Python slowly


class Racer:
    """A process at the starting line."""

    def __init__(
        self, act: str, user: Any, *, threads: int = 1, at: dt.datetime = AT, **given: object
    ) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.quizzes.racer"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.tell(
            json.dumps(
                {
                    "database": str(connection.settings_dict["NAME"]),
                    "act": act,
                    "user": user.pk,
                    "threads": threads,
                    "at": at.isoformat(),
                    "given": given,
                }
            )
        )

    def tell(self, line: str) -> None:
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def outcome(self) -> dict[str, Any]:
        out, err = self.process.communicate(timeout=PATIENCE)
        assert self.process.returncode == 0, err
        return json.loads(out)


def race(*racers: Racer) -> list[dict[str, Any]]:
    """All set off together; return what came of each."""
    try:
        for racer in racers:
            assert racer.process.stdout.readline() == "ready\n", racer.process.stderr.read()
        for racer in racers:
            racer.tell("go")
        return [racer.outcome() for racer in racers]
    finally:
        for racer in racers:
            racer.process.kill()
            racer.process.wait()


@pytest.fixture
def attempt(junior, space) -> Attempt:
    return attempts.start(user=junior, quiz=quiz_of(), space=space, at=AT)


def test_eight_starts_in_two_processes_make_one_attempt(junior, space) -> None:
    quiz = quiz_of()
    given = {"threads": 4, "quiz": quiz.pk, "space": space.pk}
    outcomes = race(*(Racer("start", junior, **given) for _ in range(2)))
    made = {tuple(result) for outcome in outcomes for result in outcome["results"]}
    assert made == {(Attempt.objects.get().pk, 1)}
    assert Attempt.objects.get().items.count() == 3


def test_ten_submits_make_one_result_and_one_record(attempt, junior) -> None:
    attempts.answer(
        user=junior,
        attempt_id=attempt.public_id,
        position=1,
        response="b",
        certainty=3,
        revision=0,
        at=AT,
        in_keys=True,
    )
    given = {"threads": 5, "attempt": str(attempt.public_id)}
    outcomes = race(*(Racer("submit", junior, **given) for _ in range(2)))
    digests = [digest for outcome in outcomes for digest in outcome["results"]]
    attempt.refresh_from_db()
    assert digests == [attempt.digest] * 10
    assert Result.objects.count() == 1
    assert Mark.objects.count() == 3
    assert sum(outcome["recorded"] for outcome in outcomes) == 1


def test_the_sweeper_and_a_submit_end_an_attempt_once(attempt, junior) -> None:
    late = attempt.deadline_at + dt.timedelta(minutes=1)
    outcomes = race(
        Racer("sweep", junior, at=late, threads=2),
        Racer("submit", junior, at=late, threads=2, attempt=str(attempt.public_id)),
    )
    attempt.refresh_from_db()
    assert (attempt.submitted_at, attempt.ended_by) == (attempt.deadline_at, "deadline")
    assert Result.objects.count() == 1
    assert sum(outcome["recorded"] for outcome in outcomes) == 1


def test_no_save_is_lost_between_two_tabs(attempt, junior) -> None:
    given = {"attempt": str(attempt.public_id), "position": 1, "times": 40}
    outcomes = race(*(Racer("answer", junior, **given) for _ in range(2)))
    saved = [number for outcome in outcomes for number in outcome["results"][0]]
    stored = list(Response.objects.order_by("number").values_list("number", flat=True))
    assert stored == list(range(1, len(stored) + 1))
    assert sorted(saved) == stored  # each acknowledged once, none written over
    assert attempt.items.get(position=1).revision == len(stored)


def test_what_is_graded_is_what_was_stored(attempt, junior) -> None:
    """Saves race the submit: each comes before it and counts, or after it and is refused."""
    given = {"attempt": str(attempt.public_id), "times": 400}
    outcomes = race(
        Racer("answer", junior, position=1, **given),
        Racer("answer", junior, position=2, **given),
        Racer("submit", junior, attempt=str(attempt.public_id)),
    )
    saved = sum(len(outcome["results"][0]) for outcome in outcomes[:2])
    assert saved == Response.objects.count()
    attempt.refresh_from_db()
    assert attempt.digest == marking.digest_of(attempt)
    for mark in Mark.objects.select_related("item", "response"):
        newest = Response.objects.filter(item=mark.item).order_by("-number").first()
        assert mark.response == newest
        assert mark.item.revision == (newest.number if newest else 0)


@pytest.fixture
def held_up(monkeypatch) -> tuple[Event, Event]:
    """The first save stops after it has looked and before it writes, until told to go on."""
    has_looked, may_write = Event(), Event()
    save = answering.save

    def slow(*args: object, **given: object) -> object:
        if not has_looked.is_set():
            has_looked.set()
            assert may_write.wait(PATIENCE)
        return save(*args, **given)

    monkeypatch.setattr(answering, "save", slow)
    return has_looked, may_write


SAVING = {"position": 1, "certainty": None, "revision": 0, "in_keys": True}


def test_a_submit_waits_for_the_save_that_came_first(attempt, junior, held_up) -> None:
    has_looked, may_write = held_up
    with ThreadPoolExecutor(2) as pool:
        saved = pool.submit(alone, attempts.answer, junior, attempt, response="a", **SAVING)
        assert has_looked.wait(PATIENCE)
        ended = pool.submit(alone, attempts.submit, junior, attempt)
        with pytest.raises(TimeoutError):
            ended.result(timeout=0.5)
        may_write.set()
        assert saved.result(PATIENCE).revision == 1
        digest = ended.result(PATIENCE).digest
    assert Mark.objects.get(item__position=1).state == "right"
    assert digest == marking.digest_of(Attempt.objects.get())


@pytest.mark.parametrize("second", ["b", None])
def test_the_second_of_two_saves_at_once_is_told_of_the_first(
    second, attempt, junior, held_up
) -> None:
    has_looked, may_write = held_up
    with ThreadPoolExecutor(2) as pool:
        saved = pool.submit(alone, attempts.answer, junior, attempt, response="a", **SAVING)
        assert has_looked.wait(PATIENCE)
        late = pool.submit(alone, attempts.answer, junior, attempt, response=second, **SAVING)
        with pytest.raises(TimeoutError):
            late.result(timeout=0.5)
        may_write.set()
        assert saved.result(PATIENCE).revision == 1
        with pytest.raises(attempts.Stale) as stale:
            late.result(PATIENCE)
    shown = attempts.sheet(user=junior, attempt_id=attempt.public_id).items[0]
    assert (stale.value.revision, stale.value.response) == (1, shown.response)
    assert Response.objects.get().body == "a"


def alone(act: Callable[..., Any], user: Any, attempt: Attempt, **given: object) -> Any:
    """In a thread, with a connection that goes back."""
    try:
        return act(user=user, attempt_id=attempt.public_id, at=AT, **given)
    finally:
        connections.close_all()
