"""What the people of the demo clinic were told while its story went on.

Each morning a worker would have decided what to say and mailed it. Here it is decided, and looked
at once more; nobody is mailed, their addresses reach nobody.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from functools import partial

from training import notices
from training.models import Clinic, Notice

DAYS = (*range(46, 12, -2), *range(12, -1, -1))  # ago; an hourly look would find no more
UNREAD = dt.timedelta(days=3)  # what is older, they have read


def steps(
    *, clinic: Clinic, day: dt.datetime, now: dt.datetime
) -> list[tuple[dt.datetime, Callable[[dt.datetime], None]]]:
    """A morning for each of the last days, as steps of the story."""
    act = partial(morning, clinic, now)
    return [(day - dt.timedelta(days=ago), act) for ago in DAYS]


def morning(clinic: Clinic, now: dt.datetime, at: dt.datetime) -> None:
    """Decide, and settle what waits: said, or dropped because it is over."""
    notices.decide(clinic=clinic, first=0, last=sys.maxsize, at=at)
    rows = Notice.objects.filter(clinic=clinic, state=Notice.State.WAITING)
    waiting = list(rows.select_related("person", "clinic", "about"))
    over = notices.over(waiting, at=at)
    for row in waiting:
        row.settled_at, row.why = at, over.get(row.pk, "")
        row.state = Notice.State.DROPPED if row.why else Notice.State.KEPT
        row.read_at = row.at + UNREAD if row.at + UNREAD < now else None
    Notice.objects.bulk_update(waiting, ["settled_at", "why", "state", "read_at"])
