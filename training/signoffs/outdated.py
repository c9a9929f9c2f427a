"""When what was seen was seen, and which drafts cannot be signed any more."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Mapping

from training import people
from training.models import Observation, ObservedItem, Occasion

from .knowing import Obstacle
from .observing import newest_taps
from .occasions import SIGNED_WITHIN


def outdated(observation: Observation, *, at: dt.datetime) -> Obstacle | None:
    """Why a draft has to be begun anew: its list has a newer revision, or the oldest of what stands
    in it, or the work it is about, was seen more than SIGNED_WITHIN ago. Three queries."""
    newest = observation.revision.signoff.revisions.latest("number")
    if newest.pk != observation.revision_id:
        return Obstacle.NEW_LIST
    taps = [tap.at for tap in newest_taps(observation).values()]
    work = Occasion.objects.filter(observation=observation).first()
    first_day = people.day_at(observation.clinic, at) - SIGNED_WITHIN
    if (work is not None and work.day < first_day) or (taps and min(taps) < at - SIGNED_WITHIN):
        return Obstacle.LONG_AGO
    return None


def seen_at(observation: Observation, taps: Mapping[str, ObservedItem]) -> dt.datetime | None:
    """What counts as the date of the evidence: the oldest of the newest taps, or the beginning of
    the day of the work if that was before. None where the list asks for nothing."""
    oldest = min((tap.at for tap in taps.values()), default=None)
    if oldest is None:
        return None
    occasion = Occasion.objects.filter(observation=observation).first()
    if occasion is None or occasion.day >= people.day_at(observation.clinic, oldest):
        return oldest
    zone = zoneinfo.ZoneInfo(observation.clinic.time_zone)
    return dt.datetime.combine(occasion.day, dt.time.min, zone).astimezone(dt.UTC)
