"""One of several processes that do the same thing at the same moment. Started by test_races.

Reads one JSON line (database, act, arguments), says it is ready, waits for the gun (another line),
acts in as many threads as asked, and prints what came of it.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any


def start(user: Any, *, quiz: int, space: int, at: dt.datetime) -> list[Any]:
    from quizzes import attempts
    from quizzes.models import Quiz, Space

    attempt = attempts.start(
        user=user, quiz=Quiz.objects.get(pk=quiz), space=Space.objects.get(pk=space), at=at
    )
    return [attempt.pk, attempt.number]


def submit(user: Any, *, attempt: str, at: dt.datetime) -> str:
    from quizzes import attempts

    return attempts.submit(user=user, attempt_id=attempt, at=at).digest


def sweep(user: Any, *, at: dt.datetime) -> int:
    from quizzes import attempts

    return attempts.finish_expired(at=at)


def answer(user: Any, *, attempt: str, position: int, times: int, at: dt.datetime) -> list[Any]:
    """Save again and again, catching up when another was quicker; return what was acknowledged."""
    from quizzes import attempts

    revision, saved = 0, []
    for turn in range(times):
        try:
            done = attempts.answer(
                user=user,
                attempt_id=attempt,
                position=position,
                response="abc"[(turn + os.getpid()) % 3],
                certainty=1 + turn % 3,
                revision=revision,
                at=at,
                in_keys=True,
            )
        except attempts.Stale as stale:
            revision = stale.revision
        except attempts.AttemptClosed:
            break
        else:
            if done.revision > revision:
                saved.append(done.revision)
            revision = done.revision
    return saved


def approve(user: Any, *, regrade: int, plan: str, at: dt.datetime) -> str:
    """Agree to a ruling; say whether somebody was quicker."""
    from quizzes import regrades
    from quizzes.models import Regrade

    found = Regrade.objects.select_related("space", "question__bank", "version__question").get(
        pk=regrade
    )
    try:
        regrades.approve(regrade=found, plan_digest=plan, by=user, at=at)
    except regrades.AlreadyDecided:
        return "late"
    return "agreed"


def work(user: Any, *, at: dt.datetime) -> list[str]:
    """Do jobs as long as there are any; return their keys."""
    from django.utils import timezone

    from tests.quizzes.work import run_due

    taken = iter(lambda: run_due(holder=str(os.getpid()), clock=timezone.now), None)
    return [job.key for job in taken]


ACTS = {
    "start": start,
    "submit": submit,
    "sweep": sweep,
    "answer": answer,
    "work": work,
    "approve": approve,
}


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    order = json.loads(sys.stdin.readline())
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django
    from django.conf import settings
    from django.db import connections

    from tests.quizzes import host

    settings.DATABASES["default"]["NAME"] = order["database"]
    settings.QUIZZES = host.CALLABLES
    django.setup()
    from tests.quizzes import work as handlers
    from training.models import User

    settings.JOBS = settings.JOBS | handlers.JOBS

    def act(_: int) -> Any:
        try:
            given = order["given"] | {"at": dt.datetime.fromisoformat(order["at"])}
            return ACTS[order["act"]](User.objects.get(pk=order["user"]), **given)
        finally:
            connections.close_all()

    say("ready")
    sys.stdin.readline()
    with ThreadPoolExecutor(order["threads"]) as pool:
        results = list(pool.map(act, range(order["threads"])))
    connections.close_all()
    say(json.dumps({"results": results, "recorded": len(host.RECORDED)}))


if __name__ == "__main__":
    main()
