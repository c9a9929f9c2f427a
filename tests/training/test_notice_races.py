"""Three senders at once, and three that decide the same: each message once."""

from __future__ import annotations

import datetime as dt
import threading
from collections import Counter

import pytest
from django.core import mail
from django.db import connection, transaction

from training import assignments, notices
from training.models import Notice

from . import team_world as world
from .posting import AT, DAY, running

pytestmark = pytest.mark.django_db(transaction=True)
COUNT, SENDERS = 30, 3


def at_once(*acts) -> list[BaseException]:
    """All of them together; what went wrong."""
    barrier, wrong = threading.Barrier(len(acts)), []

    def run(act) -> None:
        try:
            barrier.wait()
            act()
        except BaseException as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


def test_three_who_decide_and_three_who_send_tell_each_person_once(clinic, mentor) -> None:
    module, due = world.make_module("m-1", signoff=False), AT.date() + 7 * DAY
    them = world.add_juniors(clinic, COUNT, mentor=mentor)
    with transaction.atomic():
        for start in range(0, COUNT, 10):
            some = {"people": them[start : start + 10], "modules": [module]}
            assignments.assign(clinic=clinic, due_on=due, by=mentor, at=AT - 8 * DAY, **some)
    Notice.objects.all().delete()
    decided = {"clinic": clinic, "first": 0, "last": them[-1].pk, "at": AT}
    assert at_once(*[lambda: notices.decide(**decided)] * SENDERS) == []
    assert Counter(Notice.objects.values_list("step", flat=True)) == {"7": COUNT}
    jobs = [running(AT + dt.timedelta(minutes=1)) for _ in range(SENDERS)]
    assert at_once(*[lambda job=job: notices.send(job) for job in jobs]) == []
    assert Counter(one.to[0] for one in mail.outbox) == {one.email: 1 for one in them}
