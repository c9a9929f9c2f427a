"""What happens each hour without anybody asking: what is to be said is decided and queued.

The people of all clinics are parted into shares, each a job of its own, so that several workers
take part; a share whose worker was killed is done again from its beginning, and what it had written
is refused by the outbox.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from quizzes import jobs
from training import clinicsettings, outbox
from training.models import Clinic, Membership, User
from training.rules.notices import Ladder

from .causes import CAUSES, Round

KIND = "reminders"
SHARE = 1000  # people of one job
AT_ONCE = 250  # people of one look
Range = list[int]  # a clinic, the first and the last of some of its people


def ask(running: jobs.Running) -> dict[str, int]:
    """The hourly job: one share it does itself, more it asks for."""
    parts, at = list(shares()), running.clock()
    if len(parts) <= 1:
        told = _share(running, parts[0] if parts else [])
        return {"told": told}
    for number, part in enumerate(parts):
        key = f"{KIND}:{running.job.key}:{number}"
        jobs.enqueue(kind=KIND, key=key, args={"ranges": part}, at=at)
    return {"shares": len(parts)}


def remind(running: jobs.Running) -> dict[str, int]:
    """The job of one share."""
    return {"told": _share(running, running.args["ranges"])}


def shares() -> Iterator[list[Range]]:
    """Everybody who belongs somewhere, in ranges of one clinic, SHARE people or a few more each."""
    part: list[Range] = []
    size = 0
    for clinic, first, last, count in _ranges():
        part.append([clinic, first, last])
        size += count
        if size >= SHARE:
            yield part
            part, size = [], 0
    if part:
        yield part


def decide(*, clinic: Clinic, first: int, last: int, at: dt.datetime) -> int:
    """Queue what is to be said to these people of a clinic; how much that was, at most."""
    here = Membership.objects.current().filter(clinic=clinic)
    some = User.objects.filter(pk__range=(first, last), pk__in=here.values("user"))
    people = some.in_bulk()
    look = Round(clinic, people, at, ladder(clinic))
    return outbox.tell((one for cause in CAUSES for one in cause(look)), at=at) if people else 0


def ladder(clinic: Clinic) -> Ladder:
    """Which reminders people of this clinic get, as it has set them or has them from above."""
    values = clinicsettings.values(clinic)
    return Ladder(
        due=tuple(values["remind_before"]),
        overdue=tuple(values["remind_after"]),
        window=tuple(values["remind_certificate"]),
    )


def _share(running: jobs.Running, ranges: list[Range]) -> int:
    told = 0
    clinics = Clinic.objects.select_related("space").in_bulk({one[0] for one in ranges})
    for number, (clinic, first, last) in enumerate(ranges):
        at = running.progress(number, len(ranges))
        if clinic in clinics:
            told += decide(clinic=clinics[clinic], first=first, last=last, at=at)
    return told


def _ranges() -> Iterator[tuple[int, int, int, int]]:
    """(clinic, first person, last person, how many), at most AT_ONCE each."""
    rows = Membership.objects.current().values_list("clinic_id", "user_id").distinct()
    held: list[tuple[int, int]] = []
    for row in rows.order_by("clinic_id", "user_id").iterator():
        if held and (row[0] != held[0][0] or len(held) == AT_ONCE):
            yield held[0][0], held[0][1], held[-1][1], len(held)
            held = []
        held.append(row)
    if held:
        yield held[0][0], held[0][1], held[-1][1], len(held)
