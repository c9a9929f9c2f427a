"""A worker in miniature, for tests about messages: decides and sends at a given moment."""

from __future__ import annotations

import datetime as dt

from django.core import mail

from quizzes import jobs
from quizzes.models import Job
from training import notices
from training.models import Notice, User
from training.rules.mailing import Way
from training.rules.notices import Kind

AT = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)


def running(at: dt.datetime, kind: str = "notices_sent", **args: object) -> jobs.Running:
    """A job as its worker has it; its clock stands still."""
    job = Job.objects.create(
        kind=kind,
        key=f"{kind}:{at.isoformat()}:{Job.objects.count()}",
        args=args,
        state=Job.State.RUNNING,
        tries=1,
        most_tries=5,
        run_after=at,
        lease_until=at + HOUR,
        at=at,
    )
    return jobs.Running(job, lambda: at)


def decide(at: dt.datetime) -> None:
    """The hourly job, and the shares it asks for."""
    notices.ask(running(at, "notices_decided"))
    for job in Job.objects.filter(kind="reminders", state=Job.State.WAITING):
        Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING, tries=1)
        job.tries = 1
        notices.remind(jobs.Running(job, lambda: at))


def send(at: dt.datetime) -> dict[str, int]:
    return notices.send(running(at))


def subjects(person: User | None = None) -> list[str]:
    """Of the mails that went out, to her or to anybody, in order."""
    mine = [one for one in mail.outbox if person is None or one.to == [person.email]]
    return [one.subject for one in mine]


def told(person: User) -> list[tuple[str, str]]:
    """What stands in the outbox for her: kind and step."""
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("kind", "step"))


def state_of(person: User, kind: str) -> tuple[str, str]:
    return Notice.objects.values_list("state", "why").get(person=person, kind=kind)


def choose(who: User, ways: dict[Kind, Way], at: dt.datetime, **times: object) -> None:
    """Her wishes; without quiet hours unless said otherwise."""
    hours = {"quiet_from": dt.time(20), "quiet_until": dt.time(7)}
    given = {"digest": "daily", "quiet": False} | hours | times
    notices.save_wishes(person=who, ways=ways, at=at, **given)
