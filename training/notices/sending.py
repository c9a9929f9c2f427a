"""Sending what waits: claimed under a lease, looked at again, mailed as each wants it.

A sender claims some messages, commits, mails one after the other and settles each at once. If it is
killed, whoever comes when its lease is over mails what it had not settled: nothing is lost, and at
most the one mail that was on its way goes out again, under the same Message-ID.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from smtplib import SMTPRecipientsRefused
from typing import Any

import structlog
from django.conf import settings
from django.core import mail
from django.db.models import F

from quizzes import jobs
from training.models import Notice
from training.rules.mailing import MOST_TRIES, Way, Wishes, after_quiet, next_digest, pause
from training.rules.notices import CRITICAL

from . import letters, truth
from .wishes import wishes_of

State = Notice.State
AT_ONCE = 100  # messages of one claim, and whatever else waits for the same people
LOOK_AGAIN = dt.timedelta(hours=6)  # for a result that is not hers to see at this moment
LONGEST = dt.timedelta(days=60)
log = structlog.get_logger("milium.notices")


def send(running: jobs.Running) -> dict[str, int]:
    """The job that sends what is due, until nothing is."""
    found = {"sent": 0, "failed": 0}

    def alive() -> dt.datetime:
        return running.progress(found["sent"], found["sent"] + found["failed"])

    while claimed := _claim(at=alive()):
        sent, failed = _deliver(claimed, alive)
        found["sent"] += sent
        found["failed"] += failed
        if failed and not sent:  # the mail server is away: each waits its turn
            break
    return found


def _claim(*, at: dt.datetime) -> list[Notice]:
    """Take what is due of some people, whole, so that a digest is one mail. The conditional UPDATE
    decides between two senders."""
    due = Notice.objects.due(at)
    people = due.order_by("send_at", "pk").values_list("person_id", flat=True)[:AT_ONCE]
    token = uuid.uuid4()
    mine = Notice.objects.due(at).filter(person__in=list(people))
    mine.update(state=State.SENDING, claim=token, lease_until=at + settings.JOB_LEASE)
    rows = Notice.objects.filter(claim=token).select_related("person", "clinic", "about", "by")
    return list(rows.order_by("person_id", "at", "pk"))


def _deliver(rows: Sequence[Notice], alive: Callable[[], dt.datetime]) -> tuple[int, int]:
    at, sent, failed = alive(), 0, 0
    connection = mail.get_connection(fail_silently=False)
    try:
        for some, in_digest in _sorted_out(rows, at):
            if _mail(some, in_digest, connection, alive()):
                sent += len(some)
            else:
                failed += len(some)
    finally:
        _close(connection)
    return sent, failed


def _sorted_out(rows: Sequence[Notice], at: dt.datetime) -> list[tuple[list[Notice], bool]]:
    """Settle or put off what is not mailed now; the rest as letters: some messages of one person
    each, in a digest or not."""
    over, hers = truth.over(rows, at=at), wishes_of(row.person for row in rows)
    letters_, digests = [], defaultdict(list)
    for row in rows:
        if row.pk in over:
            _not_now(row, over[row.pk], at)
            continue
        if row.tries >= MOST_TRIES:  # its last sender never came back
            _settle([row], at, state=State.DEAD, why="abandoned")
            continue
        way, when = _plan(row, hers[row.person_id], at)
        if way is Way.APP:
            _settle([row], at, state=State.KEPT, way=way)
        elif when > at:
            _put_off(row, when, way=way)
        elif way is Way.DIGEST:
            digests[row.person_id].append(row)
        else:
            letters_.append(([row], False))
    return letters_ + [(some, True) for some in digests.values()]


def _plan(row: Notice, wishes: Wishes, at: dt.datetime) -> tuple[Way, dt.datetime]:
    """How it is mailed, and from when on. What she has read already is not mailed as well."""
    way = wishes.way(row.word)
    if row.read_at is not None and row.word not in CRITICAL:
        return Way.APP, at
    if way is Way.DIGEST and row.way != Way.DIGEST:
        return way, next_digest(wishes, at)
    return way, after_quiet(wishes, at)


def _not_now(row: Notice, why: str, at: dt.datetime) -> None:
    if why == truth.HIDDEN and at - row.at < LONGEST:
        _put_off(row, at + LOOK_AGAIN, why=why)
    else:
        _settle([row], at, state=State.DROPPED, why=why)


def _mail(rows: list[Notice], in_digest: bool, connection: Any, at: dt.datetime) -> bool:
    """Send one letter. False when it went wrong: its messages are tried again later, or given up.
    A sender whose lease is over stops here, they are another's."""
    Notice.objects.filter(claim=rows[0].claim).update(lease_until=at + settings.JOB_LEASE)
    if _held(rows).update(tries=F("tries") + 1) < len(rows):
        raise jobs.LeaseLost
    try:
        connection.open()  # once for many mails; again after one that went wrong
        letters.letter(rows, in_digest=in_digest, connection=connection, at=at).send()
    except Exception as error:  # whatever the mail server is made of
        log.warning("notice_not_sent", notice=rows[0].pk, error=type(error).__name__)
        _close(connection)
        _failed(rows, error, at)
        return False
    _settle(rows, at, state=State.SENT, way=Way.DIGEST if in_digest else Way.ONCE)
    return True


def _close(connection: Any) -> None:
    """What was sent is sent, however the server takes our leave."""
    with contextlib.suppress(Exception):
        connection.close()


def _failed(rows: Iterable[Notice], error: Exception, at: dt.datetime) -> None:
    """An address that is refused will be refused again; everything else may pass."""
    for row in rows:
        wait = None if isinstance(error, SMTPRecipientsRefused) else pause(row.tries + 1)
        code = type(error).__name__[:60]
        if wait is None:
            _settle([row], at, state=State.DEAD, why=code)
        else:
            _put_off(row, at + wait, why=code)


def _put_off(row: Notice, when: dt.datetime, **changed: object) -> None:
    _held([row]).update(state=State.WAITING, send_at=when, claim=None, lease_until=None, **changed)


def _settle(rows: Sequence[Notice], at: dt.datetime, **changed: object) -> None:
    _held(rows).update(settled_at=at, claim=None, lease_until=None, **{"why": ""} | changed)


def _held(rows: Sequence[Notice]) -> Any:
    """These messages while this sender has them."""
    return Notice.objects.filter(pk__in=[row.pk for row in rows], claim=rows[0].claim)
