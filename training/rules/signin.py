"""When a second step of signing in is due, and when a session is over."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

LEADS = frozenset({"mentor", "owner"})  # who can change what others are told or hold
DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Held:
    """A role she holds, since when, and whether in a clinic that is there to be tried."""

    role: str
    since: dt.datetime
    demo: bool = False


@dataclass(frozen=True, slots=True)
class SecondFactor:
    """A passkey or an app that shows codes is asked of her, until a moment or for ever."""

    by: dt.datetime | None = None

    def is_due(self, at: dt.datetime) -> bool:
        """Whether there is nothing else to do before."""
        return self.by is not None and at >= self.by

    def days_left(self, at: dt.datetime) -> int | None:
        """Days that have begun count; None where there is no end."""
        return None if self.by is None else max(0, math.ceil((self.by - at) / DAY))


def second_factor_due(
    held: Iterable[Held], *, enrolled: bool, grace: dt.timedelta | None
) -> SecondFactor | None:
    """What is asked of her: nothing who leads nobody or has enrolled. The grace begins with her
    first role that leads; it has no end in a demo clinic, nor where none is set."""
    leading = [one for one in held if one.role in LEADS]
    if enrolled or not leading:
        return None
    real = [one.since for one in leading if not one.demo]
    return SecondFactor(min(real) + grace if real and grace is not None else None)


@dataclass(frozen=True, slots=True)
class SessionLimits:
    """How long a session lasts in which nothing happens, and how long whatever happens."""

    idle: dt.timedelta
    whole: dt.timedelta


class Over(StrEnum):
    IDLE = "idle"
    WHOLE = "whole"


def session_over(
    *, begun: dt.datetime, seen: dt.datetime, at: dt.datetime, limits: SessionLimits
) -> Over | None:
    """Why a session is over, if it is: the limits themselves are past already."""
    if at - begun >= limits.whole:
        return Over.WHOLE
    return Over.IDLE if at - seen >= limits.idle else None
