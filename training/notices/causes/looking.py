"""Some people of a clinic, looked at together."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from training.models import Clinic, Notice, User
from training.rules.notices import Kind, Ladder, Step

DAY = dt.timedelta(days=1)
RECENT = 2 * DAY  # how far back a look searches for what has opened something
Said = Mapping[str, frozenset[Step]]  # subject -> the steps that were said


@dataclass(frozen=True, slots=True)
class Round:
    """Some people of one clinic, looked at once."""

    clinic: Clinic
    people: Mapping[int, User]
    at: dt.datetime
    ladder: Ladder

    def said(self, *kinds: Kind) -> Said:
        """What these people were told of these kinds; one query."""
        rows = Notice.objects.filter(person__in=self.people, kind__in=kinds)
        found: dict[str, set[Step]] = defaultdict(set)
        for subject, kind, step in rows.values_list("subject", "kind", "step"):
            found[subject].add(Step(Kind(kind), step))
        return {subject: frozenset(steps) for subject, steps in found.items()}
