"""How people want to hear of things: read for many at once, saved by each for herself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from django.db import transaction

from training.models import Notice, NoticeChoice, NoticeTimes, User
from training.rules.mailing import Way, Wishes
from training.rules.notices import CRITICAL, FOR_MENTORS, FOR_OWNERS, Kind

# What her page offers, in the order of a learner's week.
ORDER = tuple(kind for kind in Kind if kind not in CRITICAL)


def wishes_of(people: Iterable[User]) -> dict[int, Wishes]:
    """By person; two queries."""
    them = {one.pk: one for one in people}
    ways: dict[int, dict[Kind, Way]] = {pk: {} for pk in them}
    for row in NoticeChoice.objects.filter(person__in=them):
        ways[row.person_id][Kind(row.kind)] = Way(row.way)
    times = {row.person_id: row for row in NoticeTimes.objects.filter(person__in=them)}
    return {pk: _wishes(one, ways[pk], times.get(pk) or NoticeTimes()) for pk, one in them.items()}


def kinds_for(*, mentors: bool, owns: bool) -> tuple[Kind, ...]:
    """The kinds she may hear of: what is for mentors or owners only where she is one."""
    others = (frozenset() if mentors else FOR_MENTORS) | (frozenset() if owns else FOR_OWNERS)
    return tuple(kind for kind in ORDER if kind not in others)


@transaction.atomic
def save_wishes(
    *,
    person: User,
    ways: Mapping[Kind, Way],
    digest: str,
    quiet: bool,
    quiet_from: dt.time,
    quiet_until: dt.time,
    at: dt.datetime,
) -> None:
    """Keep her choices; what waits to be mailed is decided anew by them. Raises ValueError for a
    kind that nobody may change."""
    if CRITICAL & set(ways):
        raise ValueError("what changes a certificate is always told at once")
    for kind, way in ways.items():
        NoticeChoice.objects.update_or_create(person=person, kind=kind, defaults={"way": way})
    NoticeTimes.objects.update_or_create(
        person=person,
        defaults={
            "digest": digest,
            "quiet": quiet,
            "quiet_from": quiet_from,
            "quiet_until": quiet_until,
        },
    )
    waiting = Notice.objects.filter(person=person, state=Notice.State.WAITING, tries=0)
    waiting.update(way="", send_at=at)


def _wishes(person: User, ways: dict[Kind, Way], times: NoticeTimes) -> Wishes:
    return Wishes(
        zone=person.time_zone,
        ways=ways,
        digest=times.digest,
        quiet=times.quiet,
        quiet_from=times.quiet_from,
        quiet_until=times.quiet_until,
    )
